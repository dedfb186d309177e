import { addMs } from '../../domain/kernel/instant.ts';
import type { Answers } from '../../ports/answers.ts';
import { ANSWER_KEPT_MS, CLAIM_HELD_MS, translateClaim } from '../sql/answer-rules.ts';
import { toJson } from '../sql/json.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteAnswers({ writer: db }: Database, commits: CommitLoop): Answers {
  const forget = db.prepare('delete from answer where begun_at <= ? or (answer is null and begun_at <= ?)');
  const begin = db.prepare('insert into answer (sender, key, fingerprint, begun_at) values (?, ?, ?, ?) on conflict do nothing');
  const find = db.prepare('select fingerprint, answer from answer where sender = ? and key = ?');
  const keep = db.prepare('update answer set answer = ? where sender = ? and key = ? and answer is null');
  const release = db.prepare('delete from answer where sender = ? and key = ? and answer is null');

  return {
    claim: (request, now) =>
      commits.write({
        doing: 'note a request',
        apply() {
          forget.run(addMs(now, -ANSWER_KEPT_MS), addMs(now, -CLAIM_HELD_MS));
          const { sender, key, fingerprint } = request;
          return begin.run(sender, key, fingerprint, now).changes === 1 ? { outcome: 'begun' } as const : translateClaim(find.get(sender, key), request);
        },
      }),
    keep: ({ sender, key }, answer) => commits.write({ doing: 'keep an answer', apply: () => void keep.run(toJson(answer), sender, key) }),
    release: ({ sender, key }) => commits.write({ doing: 'release a request', apply: () => void release.run(sender, key) }),
  };
}
