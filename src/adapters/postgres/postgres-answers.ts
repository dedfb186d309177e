import { addMs } from '../../domain/kernel/instant.ts';
import type { Answers, KeyedRequest } from '../../ports/answers.ts';
import { ANSWER_KEPT_MS, CLAIM_HELD_MS, translateClaim } from '../sql/answer-rules.ts';
import { toJson } from '../sql/json.ts';
import type { Database } from './database.ts';
import { keyText } from './key-text.ts';

export function createPostgresAnswers({ schema, transaction }: Database): Answers {
  const table = `${schema}.answer`;
  const forget = `delete from ${table} where begun_at <= $1 or (answer is null and begun_at <= $2)`;
  // A row that this statement made has no xmax; one that stood there is locked by it.
  const begin = `insert into ${table} as known (sender, key, fingerprint, begun_at) values ($1, $2, $3, $4)
    on conflict (sender, key) do update set fingerprint = known.fingerprint returning fingerprint, answer, xmax = 0 as fresh`;
  const keep = `update ${table} set answer = $3 where sender = $1 and key = $2 and answer is null`;
  const release = `delete from ${table} where sender = $1 and key = $2 and answer is null`;

  return {
    claim: async (request, now) =>
      await transaction('note a request', async (db) => {
        await db.query(forget, [addMs(now, -ANSWER_KEPT_MS), addMs(now, -CLAIM_HELD_MS)]);
        const { rows: [row] } = await db.query(begin, [...keyOf(request), request.fingerprint, now]);
        return row?.['fresh'] === true ? { outcome: 'begun' } as const : translateClaim(row, request);
      }),
    keep: async (request, answer) =>
      await transaction('keep an answer', async (db) => void (await db.query(keep, [...keyOf(request), toJson(answer)]))),
    release: async (request) => await transaction('release a request', async (db) => void (await db.query(release, keyOf(request)))),
  };
}

const keyOf = ({ sender, key }: KeyedRequest): readonly string[] => [keyText(sender), keyText(key)];
