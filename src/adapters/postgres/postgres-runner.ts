import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type RawBuilder } from 'kysely';
import type { SqlRunner } from '../sql/sql-runner.ts';
import type { Database } from './database.ts';
import { keyText } from './key-text.ts';
import type { AnswerLike, PostgresLike } from './postgres-like.ts';

/** Writes statements and runs none. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Runs what is written once for both stores. */
export function createPostgresRunner({ schema, read, transaction }: Database): SqlRunner {
  return {
    table: (name) => sql.raw(`${schema}.${name}`),
    text: (text) => parseLike(text, keyText(text)),
    rows: async (doing, query) => await read(doing, async (db) => (await run(db, query)).rows),
    async write(doing, queries) {
      if (queries.length === 0) return [];
      return await transaction(doing, async (db) => {
        const changed: number[] = [];
        for (const query of queries) changed.push((await run(db, query)).rowCount ?? 0);
        return changed;
      });
    },
  };
}

async function run(db: PostgresLike, query: RawBuilder<unknown>): Promise<AnswerLike> {
  const { sql: text, parameters } = query.compile(compiler);
  return await db.query(text, [...parameters]);
}

/** A text of the same kind as another. */
const parseLike = <Text extends string>(_kind: Text, text: string): Text => text as Text;
