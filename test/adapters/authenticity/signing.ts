import { createHash, createHmac } from 'node:crypto';

/** What a signing platform does, written once more for these tests: neither the adapter's code nor the simulator's. */
export const hmac = (algorithm: string, key: string | Uint8Array, ...parts: readonly (string | Uint8Array)[]): Buffer =>
  parts.reduce((digester, part) => digester.update(part), createHmac(algorithm, key)).digest();

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
