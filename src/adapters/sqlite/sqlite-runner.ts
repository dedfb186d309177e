import type { StatementSync } from 'node:sqlite';
import { sql, type RawBuilder } from 'kysely';
import type { Row } from '../sql/row.ts';
import type { SqlRunner } from '../sql/sql-runner.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';
import { createKyselyReader, translateParameters } from './kysely-reader.ts';

/** Names things in statements that are written once for both stores. */
export const SQLITE_NAMES: Pick<SqlRunner, 'table' | 'text'> = { table: (name) => sql.table(name), text: (text) => text };

/** Runs statements inside a unit of the commit loop. */
export interface RunStatement {
  /** Gives how many rows it changed. */
  (query: RawBuilder<unknown>): number;
  /** Reads what the unit has written as well. */
  rows(query: RawBuilder<unknown>): readonly Row[];
}

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
  const run = (query: RawBuilder<unknown>): number => {
    const { sql: text, parameters } = query.compile(compiler);
    return Number(prepare(text).run(...translateParameters(parameters)).changes);
  };
  const rows = (query: RawBuilder<unknown>): readonly Row[] => {
    const { sql: text, parameters } = query.compile(compiler);
    return prepare(text).all(...translateParameters(parameters));
  };
  return Object.assign(run, { rows });
}

/** Runs what is written once for both stores. */
export function createSqliteRunner({ writer, read, reader }: Database, commits: CommitLoop): SqlRunner {
  const run = createRunStatement({ writer, reader });
  const rows: SqlRunner['rows'] = async (doing, query) => read(doing, () => run.rows(query));
  return {
    ...SQLITE_NAMES,
    jsonText: (column, member) => sql`(${column} ->> ${sql.lit(member)})`,
    rows,
    listed: rows,
    write: async (doing, queries) => (queries.length === 0 ? [] : await commits.write({ doing, apply: () => queries.map((query) => run(query)) })),
  };
}
