import type { Secrets } from '../../ports/secrets.ts';
import { translateConnection } from '../sql/translate-settings.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteSecrets({ writer: db, read }: Database, commits: CommitLoop): Secrets {
  const put = db.prepare(`insert into secret (connection, name, sealed) values (?, ?, ?)
    on conflict (connection, name) do update set sealed = excluded.sealed`);
  const find = db.prepare('select sealed from secret where connection = ? and name = ?');
  const connections = db.prepare('select distinct connection from secret order by connection');
  const names = db.prepare('select name from secret where connection = ? order by name');
  const replace = db.prepare('update secret set sealed = ? where connection = ? and name = ? and sealed = ?');
  return {
    put: (connection, name, sealed) => commits.write({ doing: 'put a secret', apply: () => void put.run(connection, name, sealed) }),
    find: async (connection, name) =>
      read('find a secret', () => find.all(connection, name).map((row) => String(row['sealed']))[0]),
    connections: async () => read('list who has secrets', () => connections.all().map(translateConnection)),
    names: async (connection) => read('list the names of secrets', () => names.all(connection).map((row) => String(row['name']))),
    replace: (connection, name, { from, to }) =>
      commits.write({
        doing: 'replace a secret',
        apply: () => (Number(replace.run(to, connection, name, from).changes) === 0 ? 'changed' : 'replaced'),
      }),
  };
}
