import { isDeepStrictEqual } from 'node:util';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import { Defect } from '../../domain/kernel/error.ts';
import type { Effect, EffectLedger } from '../../ports/effect-ledger.ts';
import { parseJson, toJson } from '../sql/json.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';
import type { Row } from './translate-delivery.ts';

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
    const effect = find(connection, key);
    if (effect === undefined) throw neverIntended(key);
    if (effect.state === 'intended') finish.run(text, connection, key);
    else if (!isDeepStrictEqual(effect.result, parseJson(text))) {
      throw new Defect('defect.effect-settled', `The ledger could not settle ${key}: another result stands there; a key names one effect.`);
    }
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

const neverIntended = (key: string): Defect =>
  new Defect('defect.effect-not-intended', `The ledger could not settle ${key}: it was never intended; intend first.`);

function found(effect: Effect | undefined): Effect {
  if (effect === undefined) throw new Defect('defect.unreachable', 'The ledger lost an intent within one transaction.');
  return effect;
}

const parsePlan = (value: unknown): unknown => parseJson(typeof value === 'string' ? value : null);

function translateEffect(row: Row): Effect {
  const { state, intended_at: intendedAt } = row;
  const detail = state === 'done' ? { result: parseJson(row['result'] as string | null) } : { misses: parseJson(String(row['misses'])) };
  return { state, intendedAt, ...detail } as Effect;
}
