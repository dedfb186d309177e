import type { Settings } from '../../ports/settings.ts';
import { toJson } from '../sql/json.ts';
import { refuseOutdated, translateConnection, translateVersion } from '../sql/translate-settings.ts';
import type { Database } from './database.ts';

export function createPostgresSettings({ schema, read, transaction }: Database): Settings {
  const table = `${schema}.settings_version`;
  const columns = 'connection, version, valid_from, value';
  const connections = `select connection from ${table} group by connection order by connection collate "C"`;
  const latest = `select ${columns} from ${table} where connection = $1 order by version desc limit 1`;
  // The first version stands in for a moment before it.
  const at = `select ${columns} from ${table} where connection = $1
    and (valid_from <= $2 or version = (select min(version) from ${table} where connection = $1)) order by version desc limit 1`;
  const insert = `insert into ${table} (${columns}) values ($1, $2, $3, $4)`;
  return {
    connections: async () => await read('list connections', async (db) => (await db.query(connections)).rows.map(translateConnection)),
    latest: async (connection) => await read('find settings', async (db) => (await db.query(latest, [connection])).rows.map(translateVersion)[0]),
    at: async (connection, moment) =>
      await read('find settings', async (db) => (await db.query(at, [connection, moment])).rows.map(translateVersion)[0]),
    put: async (connection, value, validFrom, basedOn) =>
      await transaction('put settings', async (db) => {
        const { rows } = await db.query(latest, [connection]);
        refuseOutdated(connection, basedOn, rows.map(translateVersion)[0]);
        // Of two at once the later one meets the earlier one's version here, which is a conflict too.
        await db.query(insert, [connection, basedOn + 1, validFrom, toJson(value)]);
        return { connection, version: basedOn + 1, validFrom, value };
      }),
  };
}
