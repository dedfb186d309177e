import type { StatementSync } from 'node:sqlite';
import { sql, type RawBuilder } from 'kysely';
import type { SqlRunner } from '../sql/sql-runner.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';
import { createKyselyReader, translateParameters } from './kysely-reader.ts';

/** Names things in statements that are written once for both stores. */
export const SQLITE_NAMES: Pick<SqlRunner, 'table' | 'text'> = { table: (name) => sql.table(name), text: (text) => text };

/** Runs a statement inside a unit of the commit loop; gives how many rows it changed. */
export type RunStatement = (query: RawBuilder<unknown>) => number;

/** Some statements have as many texts as there are lengths of lists. */
const MOST_PREPARED = 200;

export function createRunStatement({ writer: db, reader }: Pick<Database, 'writer' | 'reader'>): RunStatement {
  const compiler = createKyselyReader(reader);
  const prepared = new Map<string, StatementSync>();
  const prepare = (text: string): StatementSync => {
    const statement = prepared.get(text) ?? db.prepare(text);
    if (prepared.size >= MOST_PREPARED) prepared.clear();
    prepared.set(text, statement);
    return statement;
  };
  return (query) => {
    const { sql: text, parameters } = query.compile(compiler);
    return Number(prepare(text).run(...translateParameters(parameters)).changes);
  };
}

/** Runs what is written once for both stores. */
export function createSqliteRunner({ writer: db, read, reader }: Database, commits: CommitLoop): SqlRunner {
  const compiler = createKyselyReader(reader);
  const run = createRunStatement({ writer: db, reader });
  return {
    ...SQLITE_NAMES,
    jsonText: (column, member) => sql`(${column} ->> ${sql.lit(member)})`,
    async rows(doing, query) {
      const { sql: text, parameters } = query.compile(compiler);
      return read(doing, () => db.prepare(text).all(...translateParameters(parameters)));
    },
    write: async (doing, queries) => (queries.length === 0 ? [] : await commits.write({ doing, apply: () => queries.map(run) })),
  };
}
