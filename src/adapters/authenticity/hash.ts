import { createHash } from 'node:crypto';
import type { AuthenticityVerdict, RawRequest, Scheme } from '../../ports/index.ts';
import { textAt } from './place.ts';
import { anyOf, isCanonical, sameSignature } from './same-text.ts';
import { feed } from './signed-parts.ts';
import { refused, verdictOf } from './verdict.ts';

const SHA256_BYTES = 32;

/** SHA-256 over a text that begins with the secret (HubSpot v1 and v2). */
export function checkHash(
  { at, signed }: Extract<Scheme, { readonly kind: 'hash' }>, secrets: readonly string[], request: RawRequest,
): AuthenticityVerdict {
  const given = textAt(at, request);
  if (given === undefined) return refused('signature-missing');
  if (!isCanonical(given, 'hex', SHA256_BYTES)) return refused('signature-malformed');
  return verdictOf(anyOf(secrets.map((secret) => sameSignature(given, digestOf(signed, secret, request)))));
}

function digestOf(signed: string, secret: string, { body, url, method }: RawRequest): string {
  const digester = createHash('sha256');
  feed(digester, signed, { body, url, method, secret });
  return digester.digest('hex');
}
