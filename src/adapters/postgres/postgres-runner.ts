import { sql } from 'kysely';
import type { SqlRunner } from '../sql/sql-runner.ts';
import { compiled, namesIn } from './compiled.ts';
import type { Database } from './database.ts';

/** Runs what is written once for both stores. */
export function createPostgresRunner({ schema, read, transaction }: Database): SqlRunner {
  return {
    ...namesIn(schema),
    jsonText: (column, member) => sql`(cast(${column} as json) ->> ${sql.lit(member)})`,
    rows: async (doing, query) => await read(doing, async (db) => (await db.query(...compiled(query))).rows),
    async listed(doing, query) {
      const [text, values] = compiled(query);
      // Together in one object it gets no name.
      return await read(doing, async (db) => (await db.query({ text, values })).rows);
    },
    async write(doing, queries) {
      if (queries.length === 0) return [];
      return await transaction(doing, async (db) => {
        const changed: number[] = [];
        for (const query of queries) changed.push((await db.query(...compiled(query))).rowCount ?? 0);
        return changed;
      });
    },
  };
}
