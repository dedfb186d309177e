import { mac, sha256 } from './digests.ts';
import { withHeaders, withQuery, type Signer } from './parcel.ts';

/** Address and parameters of a form; of anything else the address, into which the hash of the body is put. */
export const signAsTwilio: Signer = (parcel, secret) => {
  const isForm = parcel.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const addressed = isForm || parcel.body.length === 0 ? parcel : withQuery(parcel, 'bodySHA256', sha256(parcel.body));
  const signed = addressed.url + (isForm ? inOrder(Buffer.from(parcel.body).toString()) : '');
  return withHeaders(addressed, { 'x-twilio-signature': mac('sha1', secret, 'base64', signed) });
};

/** Sorted by name, then by value; what is there twice counts once. */
function inOrder(form: string): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of new URLSearchParams(form)) values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values.keys()].toSorted(plainly).map((name) => [...(values.get(name) ?? [])].toSorted(plainly).map((value) => name + value).join('')).join('');
}

const plainly = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);
