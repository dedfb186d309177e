import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Effect, EffectLedger } from '../../ports/effect-ledger.ts';
import { found, parsePlan, settlingOf, translateEffect } from '../sql/effects.ts';
import { toJson } from '../sql/json.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteEffectLedger({ writer: db, read }: Database, commits: CommitLoop): EffectLedger {
  const keepPlan = db.prepare('insert into plan (connection, key, plan) values (?, ?, ?) on conflict do nothing');
  const findPlan = db.prepare('select plan from plan where connection = ? and key = ?');
  const intend = db.prepare(`insert into effect (connection, key, state, intended_at, misses) values (?, ?, 'intended', ?, '[]')
    on conflict do nothing`);
  const finish = db.prepare("update effect set state = 'done', result = ? where connection = ? and key = ?");
  const withdraw = db.prepare("delete from effect where connection = ? and key = ? and state = 'intended'");
  const dropPlan = db.prepare('delete from plan where connection = ? and key = ?');
  const noteMiss = db.prepare(`update effect set misses = json_insert(misses, '$[#]', ?)
    where connection = ? and key = ? and state = 'intended'`);
  const findRow = db.prepare('select * from effect where connection = ? and key = ?');

  const find = (connection: ConnectionId, key: string): Effect | undefined => {
    const row = findRow.get(connection, key);
    return row && translateEffect(row);
  };

  const settle = (connection: ConnectionId, key: string, result: unknown): void => {
    const text = toJson(result);
    if (settlingOf(find(connection, key), text, key) === 'to-write') finish.run(text, connection, key);
  };

  return {
    plan: (connection, key, plan) =>
      commits.write({
        doing: 'keep a plan',
        apply() {
          keepPlan.run(connection, key, toJson(plan));
          return parsePlan(findPlan.get(connection, key)?.['plan']);
        },
      }),
    find: async (connection, key) => read('find an effect', () => find(connection, key)),
    intend: (connection, key, at) =>
      commits.write({
        doing: 'note an intent',
        apply: () => ({ fresh: intend.run(connection, key, at).changes === 1, effect: found(find(connection, key)) }),
      }),
    settle: (connection, key, result) => commits.write({ doing: 'note a result', apply: () => settle(connection, key, result) }),
    withdraw: (connection, key) =>
      commits.write({
        doing: 'withdraw an intent',
        apply() {
          if (withdraw.run(connection, key).changes > 0) dropPlan.run(connection, key);
        },
      }),
    noteMiss: (connection, key, at) => commits.write({ doing: 'note a miss', apply: () => void noteMiss.run(at, connection, key) }),
  };
}
