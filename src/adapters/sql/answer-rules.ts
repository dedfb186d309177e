import type { Claim, KeyedRequest } from '../../ports/answers.ts';
import { parseJson } from './json.ts';
import type { Row } from './row.ts';

const MINUTE_MS = 60_000;

/** So long the answer to a keyed request is remembered. */
export const ANSWER_KEPT_MS: number = 24 * 60 * MINUTE_MS;

/** So long a request that was begun belongs to whoever began it; a process that ended would hold it for ever. */
export const CLAIM_HELD_MS: number = MINUTE_MS;

/** What is known of a request whose key was used before. */
export function translateClaim(row: Row | undefined, { fingerprint }: KeyedRequest): Claim {
  if (row?.['fingerprint'] !== fingerprint) return { outcome: 'another-request' };
  const answer = row['answer'];
  return typeof answer === 'string' ? { outcome: 'answered', answer: parseJson(answer) } : { outcome: 'under-way' };
}
