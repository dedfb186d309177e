import type { Hooks } from '../../ports/hooks.ts';
import { hookTaken, leadsTo, translateHook } from '../sql/translate-access.ts';
import type { Database } from './database.ts';

export function createPostgresHooks({ schema, read, transaction }: Database): Hooks {
  const table = `${schema}.hook`;
  const columns = 'connection, system, integration, until, received_at';
  const add = `insert into ${table} (token_hash, connection, system, integration) values ($1, $2, $3, $4) on conflict do nothing`;
  const find = `select ${columns} from ${table} where token_hash = $1`;
  const list = `select ${columns},
    (select json_object_agg(r.kind, r.received_at)::text from ${schema}.hook_receipt r where r.token_hash = h.token_hash) as receipts
    from ${table} h where connection = $1`;
  const end = `update ${table} set until = $3
    where connection = $1 and system = $2 and integration is not distinct from $5 and token_hash <> $4 and (until is null or until collate "C" > $3)`;
  const note = `update ${table} set received_at = $2 where token_hash = $1 and (received_at is null or received_at collate "C" < $2)`;
  const noteKind = `insert into ${schema}.hook_receipt as r (token_hash, kind, received_at) select token_hash, $3, $2 from ${table} where token_hash = $1
    on conflict (token_hash, kind) do update set received_at = excluded.received_at where r.received_at collate "C" < excluded.received_at`;
  return {
    add: async (tokenHash, address) =>
      await transaction('add a hook', async (db) => {
        await db.query(add, [tokenHash, address.connection, address.system, address.integration ?? null]);
        if (!leadsTo(address, (await db.query(find, [tokenHash])).rows.map(translateHook)[0])) throw hookTaken();
      }),
    find: async (tokenHash) => await read('find a hook', async (db) => (await db.query(find, [tokenHash])).rows.map(translateHook)[0]),
    list: async (connection) => await read('list hooks', async (db) => (await db.query(list, [connection])).rows.map(translateHook)),
    end: async ({ connection, system, integration = null }, { until, but = '' }) =>
      await transaction('end hooks', async (db) => void (await db.query(end, [connection, system, until, but, integration]))),
    noteReceipt: async (tokenHash, at, kind) =>
      await transaction('note what a hook took in', async (db) => {
        await db.query(note, [tokenHash, at]);
        if (kind !== undefined) await db.query(noteKind, [tokenHash, at, kind]);
      }),
  };
}
