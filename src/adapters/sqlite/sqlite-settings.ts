import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Settings, SettingsVersion } from '../../ports/settings.ts';
import { toJson } from '../sql/json.ts';
import { refuseOutdated, translateConnection, translateVersion } from '../sql/translate-settings.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteSettings({ writer: db, read }: Database, commits: CommitLoop): Settings {
  const connections = db.prepare('select distinct connection from settings_version order by connection');
  const latest = db.prepare('select * from settings_version where connection = ? order by version desc limit 1');
  const at = db.prepare('select * from settings_version where connection = ? and valid_from <= ? order by version desc limit 1');
  const first = db.prepare('select * from settings_version where connection = ? order by version limit 1');
  const insert = db.prepare('insert into settings_version (connection, version, valid_from, value) values (?, ?, ?, ?)');

  const findLatest = (connection: ConnectionId): SettingsVersion | undefined => latest.all(connection).map(translateVersion)[0];

  return {
    connections: async () => read('list connections', () => connections.all().map(translateConnection)),
    latest: async (connection) => read('find settings', () => findLatest(connection)),
    at: async (connection, moment) =>
      read('find settings', () => [at.get(connection, moment) ?? first.get(connection)].flatMap((row) => (row === undefined ? [] : [translateVersion(row)]))[0]),
    put: (connection, value, validFrom, basedOn) =>
      commits.write({
        doing: 'put settings',
        apply() {
          refuseOutdated(connection, basedOn, findLatest(connection));
          insert.run(connection, basedOn + 1, validFrom, toJson(value));
          return { connection, version: basedOn + 1, validFrom, value };
        },
      }),
  };
}
