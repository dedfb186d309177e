import type { AuthenticityVerdict, RawRequest } from '../../ports/index.ts';
import { headerOf } from './place.ts';
import { anyOf, sameSecret } from './same-text.ts';
import { refused, verdictOf } from './verdict.ts';

const SCHEME = 'Basic ';

/** HTTP Basic; a secret is `user:password`. */
export function checkBasic(secrets: readonly string[], request: RawRequest): AuthenticityVerdict {
  const given = headerOf(request, 'authorization');
  if (given === undefined) return refused('signature-missing');
  if (!given.startsWith(SCHEME)) return refused('signature-malformed');
  return verdictOf(anyOf(secrets.map((secret) => sameSecret(given.slice(SCHEME.length), Buffer.from(secret).toString('base64')))));
}
