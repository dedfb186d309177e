import type { Secrets } from '../../ports/secrets.ts';
import { translateConnection } from '../sql/translate-settings.ts';
import type { Database } from './database.ts';
import { keyText } from './key-text.ts';

export function createPostgresSecrets({ schema, read, transaction }: Database): Secrets {
  const table = `${schema}.secret`;
  const put = `insert into ${table} (connection, name, sealed) values ($1, $2, $3)
    on conflict (connection, name) do update set sealed = excluded.sealed`;
  const find = `select sealed from ${table} where connection = $1 and name = $2`;
  const connections = `select connection from ${table} group by connection order by connection collate "C"`;
  const names = `select name from ${table} where connection = $1 order by name collate "C"`;
  const replace = `update ${table} set sealed = $4 where connection = $1 and name = $2 and sealed = $3`;
  return {
    put: async (connection, name, sealed) =>
      await transaction('put a secret', async (db) => void (await db.query(put, [connection, keyText(name), sealed]))),
    find: async (connection, name) =>
      await read('find a secret', async (db) => (await db.query(find, [connection, keyText(name)])).rows.map((row) => String(row['sealed']))[0]),
    connections: async () => await read('list who has secrets', async (db) => (await db.query(connections)).rows.map(translateConnection)),
    names: async (connection) =>
      await read('list the names of secrets', async (db) => (await db.query(names, [connection])).rows.map((row) => String(row['name']))),
    replace: async (connection, name, { from, to }) =>
      await transaction('replace a secret', async (db) => {
        const { rowCount } = await db.query(replace, [connection, keyText(name), from, to]);
        return rowCount === 0 ? 'changed' : 'replaced';
      }),
  };
}
