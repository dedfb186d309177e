import { createHash, createHmac } from 'node:crypto';

type Data = string | Uint8Array;

/** An HMAC of several pieces, one after the other. */
export function mac(algorithm: 'sha1' | 'sha256' | 'sha512', key: Data, encoding: 'hex' | 'base64', ...pieces: readonly Data[]): string {
  const digester = createHmac(algorithm, key);
  for (const piece of pieces) digester.update(piece);
  return digester.digest(encoding);
}

export function sha256(...pieces: readonly Data[]): string {
  const digester = createHash('sha256');
  for (const piece of pieces) digester.update(piece);
  return digester.digest('hex');
}

/** What stands behind `whsec_`, decoded. */
export const standardKey = (secret: string): Uint8Array => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
