import type { Signer } from './parcel.ts';

/** Puts the secret into the body itself, as platforms do that show it there. What is neither a JSON object nor a form goes as it is. */
export const withField = (field: string): Signer => (parcel, secret) => {
  const text = Buffer.from(parcel.body).toString();
  if (parcel.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return { ...parcel, body: Buffer.from(`${text}&${field}=${encodeURIComponent(secret)}`) };
  }
  if (!text.startsWith('{')) return parcel;
  const rest = text.slice(1).trimStart();
  const own = `{${JSON.stringify(field)}:${JSON.stringify(secret)}`;
  return { ...parcel, body: Buffer.from(rest.startsWith('}') ? own + rest : `${own},${rest}`) };
};
