import type { AccessKeys } from '../../ports/access-keys.ts';
import { translateAccessKey, writeScope } from '../sql/translate-access.ts';
import type { Database } from './database.ts';

export function createPostgresAccessKeys({ schema, read, transaction }: Database): AccessKeys {
  const table = `${schema}.access_key`;
  const columns = 'id, name, scope, role, created_at, used_at, withdrawn_at';
  const add = `insert into ${table} (id, hash, name, scope, role, created_at) values ($1, $2, $3, $4, $5, $6)`;
  const byHash = `select ${columns} from ${table} where hash = $1 and withdrawn_at is null`;
  const list = `select ${columns} from ${table} order by created_at collate "C", id collate "C"`;
  // The first withdrawal stands; the row is given back whoever made it.
  const withdraw = `update ${table} set withdrawn_at = coalesce(withdrawn_at, $2) where id = $1 returning ${columns}`;
  const note = `update ${table} set used_at = $2 where id = $1 and (used_at is null or used_at collate "C" < $2)`;
  return {
    add: async ({ id, name, scope, role, createdAt }, hash) =>
      await transaction("add an operator's key", async (db) => void (await db.query(add, [id, hash, name, writeScope(scope), role, createdAt]))),
    find: async (hash) => await read("find an operator's key", async (db) => (await db.query(byHash, [hash])).rows.map(translateAccessKey)[0]),
    list: async () => await read("list operators' keys", async (db) => (await db.query(list)).rows.map(translateAccessKey)),
    withdraw: async (id, at) =>
      await transaction("withdraw an operator's key", async (db) => (await db.query(withdraw, [id, at])).rows.map(translateAccessKey)[0]),
    noteUse: async (id, at) => await transaction("note the use of an operator's key", async (db) => void (await db.query(note, [id, at]))),
  };
}
