import type { EffectLedger } from '../../ports/effect-ledger.ts';
import { found, parsePlan, settlingOf, translateEffect } from '../sql/effects.ts';
import { toJson } from '../sql/json.ts';
import type { Database } from './database.ts';
import { keyText } from './key-text.ts';

export function createPostgresEffectLedger({ schema, read, write, transaction }: Database): EffectLedger {
  const { keepPlan, find, intend, finish, withdraw, noteMiss } = statementsOf(schema);
  return {
    plan: async (connection, key, plan) =>
      await write('keep a plan', keepPlan, [connection, keyText(key), toJson(plan)]).then(({ rows }) => parsePlan(rows[0]?.['plan'])),
    find: async (connection, key) =>
      await read('find an effect', async (db) => (await db.query(find, [connection, keyText(key)])).rows.map(translateEffect)[0]),
    intend: async (connection, key, at) =>
      await write('note an intent', intend, [connection, keyText(key), at]).then(({ rows }) => ({
        fresh: rows[0]?.['fresh'] === true, effect: found(rows.map(translateEffect)[0]),
      })),
    settle: async (connection, key, result) =>
      await transaction('note a result', async (db) => {
        const { rows } = await db.query(`${find} for update`, [connection, keyText(key)]);
        const text = toJson(result);
        if (settlingOf(rows.map(translateEffect)[0], text, key) === 'to-write') db.send(finish, [connection, keyText(key), text]);
      }),
    withdraw: async (connection, key) =>
      void (await write('withdraw an intent', withdraw, [connection, keyText(key)])),
    noteMiss: async (connection, key, at) =>
      void (await write('note a miss', noteMiss, [connection, keyText(key), at])),
  };
}

const statementsOf = (schema: string) => ({
  // Written over by itself, so that it is locked and given back: it could be withdrawn before a second statement looks.
  keepPlan: `insert into ${schema}.plan as kept (connection, key, plan) values ($1, $2, $3)
    on conflict (connection, key) do update set plan = kept.plan returning plan`,
  find: `select state, intended_at, misses, result from ${schema}.effect where connection = $1 and key = $2`,
  // A row that this statement made has no xmax; one that stood there is locked by it.
  intend: `insert into ${schema}.effect as kept (connection, key, state, intended_at, misses) values ($1, $2, 'intended', $3, '[]')
    on conflict (connection, key) do update set misses = kept.misses returning state, intended_at, misses, result, xmax = 0 as fresh`,
  finish: `update ${schema}.effect set state = 'done', result = $3 where connection = $1 and key = $2`,
  withdraw: `with withdrawn as (delete from ${schema}.effect where connection = $1 and key = $2 and state = 'intended' returning key)
    delete from ${schema}.plan where connection = $1 and key in (select key from withdrawn)`,
  noteMiss: `update ${schema}.effect set misses = (misses::jsonb || to_jsonb($3::text))::text
    where connection = $1 and key = $2 and state = 'intended'`,
});
