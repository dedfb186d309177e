import { hash, timingSafeEqual } from 'node:crypto';

export type Encoding = 'hex' | 'base64';

/** Whether a text is the one proper way to write so many bytes: hex in small letters, base64 with its padding and without stray bits. */
export function isCanonical(text: string, encoding: Encoding, bytes: number): boolean {
  const read = Buffer.from(text, encoding);
  return read.length === bytes && read.toString(encoding) === text;
}

/** Compares signatures in constant time; how long one is, everybody knows. */
export function sameSignature(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Compares secrets in constant time, whatever their lengths, which nobody may learn. */
export const sameSecret = (given: string, secret: string): boolean =>
  timingSafeEqual(hash('sha256', given, 'buffer'), hash('sha256', secret, 'buffer'));

/** Looks at all of them, so that the time tells nothing of which one it was. */
export const anyOf = (comparisons: readonly boolean[]): boolean => comparisons.includes(true);
