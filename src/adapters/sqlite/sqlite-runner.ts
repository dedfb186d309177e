import { sql, type RawBuilder } from 'kysely';
import type { SqlRunner } from '../sql/sql-runner.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';
import { createKyselyReader, translateParameters } from './kysely-reader.ts';

/** Runs what is written once for both stores. */
export function createSqliteRunner({ writer: db, read, reader }: Database, commits: CommitLoop): SqlRunner {
  const compiler = createKyselyReader(reader);
  const run = (query: RawBuilder<unknown>): number => {
    const { sql: text, parameters } = query.compile(compiler);
    return Number(db.prepare(text).run(...translateParameters(parameters)).changes);
  };
  return {
    table: (name) => sql.table(name),
    text: (text) => text,
    async rows(doing, query) {
      const { sql: text, parameters } = query.compile(compiler);
      return read(doing, () => db.prepare(text).all(...translateParameters(parameters)));
    },
    write: async (doing, queries) => (queries.length === 0 ? [] : await commits.write({ doing, apply: () => queries.map(run) })),
  };
}
