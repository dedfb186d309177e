import type { Parcel } from './parcel.ts';

/** What somebody did on the way, who does not know the secret. */
export type Tampering = 'body-changed' | 'body-cut' | 'signed-by-another' | 'unsigned';

/** Changes the signed request; the other two are a matter of signing. */
export function tamperedWith(parcel: Parcel, tampering: Tampering | undefined): Parcel {
  if (tampering === 'body-cut') return { ...parcel, body: parcel.body.slice(0, -1) };
  if (tampering !== 'body-changed') return parcel;
  const body = Uint8Array.from(parcel.body);
  const at = body.findLastIndex((byte) => LETTER.test(String.fromCharCode(byte)));
  body[at] = (body[at] ?? 0) ^ 1;
  return { ...parcel, body };
}

/** A changed letter leaves JSON and forms readable, so that only the signature can tell. */
const LETTER = /[b-y]/i;
