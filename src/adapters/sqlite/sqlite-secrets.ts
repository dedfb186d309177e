import type { Secrets } from '../../ports/secrets.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';

export function createSqliteSecrets({ writer: db, read }: Database, commits: CommitLoop): Secrets {
  const put = db.prepare(`insert into secret (connection, name, sealed) values (?, ?, ?)
    on conflict (connection, name) do update set sealed = excluded.sealed`);
  const find = db.prepare('select sealed from secret where connection = ? and name = ?');
  return {
    put: (connection, name, sealed) => commits.write({ doing: 'put a secret', apply: () => void put.run(connection, name, sealed) }),
    find: async (connection, name) =>
      read('find a secret', () => find.all(connection, name).map((row) => String(row['sealed']))[0]),
  };
}
