import type { Place, Scheme } from '../../../ports/platform.ts';
import { mac, sha256, standardKey } from './digests.ts';
import { withField } from './own-field.ts';
import { withHeaders, withQuery, type Parcel, type Signer } from './parcel.ts';
import { signAsTwilio } from './sign-as-twilio.ts';

/** Signs in any way that a platform may have, for accounts that chose another than the usual one, and for platforms of one's own. */
export function signerOf(scheme: Scheme): Signer {
  switch (scheme.kind) {
    case 'address-alone':
      return (parcel) => parcel;
    case 'shown':
      return (parcel, secret) => put(parcel, 'length' in scheme.at ? scheme.at[0] : scheme.at, (scheme.prefix ?? '') + secret);
    case 'basic':
      return (parcel, secret) => withHeaders(parcel, { authorization: `Basic ${Buffer.from(secret).toString('base64')}` });
    case 'hash':
      return (parcel, secret) => put(parcel, scheme.at, sha256(...pieces(scheme.signed, parcel, { secret })));
    case 'twilio':
      return signAsTwilio;
    case 'hmac':
      return (parcel, secret, atMs) => signWithMac(scheme, parcel, secret, atMs);
  }
}

type Hmac = Extract<Scheme, { readonly kind: 'hmac' }>;

function signWithMac(scheme: Hmac, parcel: Parcel, secret: string, atMs: number): Parcel {
  const timestamp = `${scheme.timestamp?.unit === 'ms' ? atMs : Math.floor(atMs / 1000)}`;
  const id = scheme.idHeader === undefined ? '' : (parcel.headers[scheme.idHeader.toLowerCase()] ?? `msg_${sha256(parcel.body).slice(0, 24)}`);
  const key = scheme.key === 'whsec' ? standardKey(secret) : secret;
  const signature = (scheme.prefix ?? '') + mac(scheme.algorithm, key, scheme.encoding, ...pieces(scheme.signed ?? '{body}', parcel, { timestamp, id }));
  const beside = {
    ...(scheme.idHeader === undefined ? {} : { [scheme.idHeader.toLowerCase()]: id }),
    ...(scheme.timestamp?.header === undefined ? {} : { [scheme.timestamp.header.toLowerCase()]: timestamp }),
  };
  return put(withHeaders(parcel, beside), scheme.at, inPairs(scheme, timestamp, signature));
}

function inPairs({ pairs }: Hmac, timestamp: string, signature: string): string {
  if (pairs === undefined) return signature;
  const time = pairs.time === undefined ? [] : [`${pairs.time}=${timestamp}`];
  return [...time, `${pairs.signature}=${signature}`].join(pairs.separator ?? ',');
}

/** What a template stands for, piece by piece. */
function pieces(template: string, { body, url, method }: Parcel, others: Readonly<Record<string, string>>): readonly (string | Uint8Array)[] {
  const known: Readonly<Record<string, string | Uint8Array>> = { body, url, method, ...others };
  return template.split(/[{}]/).map((piece, place) => (place % 2 === 0 ? piece : (known[piece] ?? '')));
}

function put(parcel: Parcel, place: Place | undefined, text: string): Parcel {
  if (place === undefined) return parcel;
  if ('header' in place) return withHeaders(parcel, { [place.header.toLowerCase()]: text });
  if ('query' in place) return withQuery(parcel, place.query, text);
  return withField(place.field)(parcel, text, 0);
}
