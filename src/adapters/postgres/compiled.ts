import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, type RawBuilder } from 'kysely';
import type { SqlRunner } from '../sql/sql-runner.ts';
import { keyText } from './key-text.ts';

/** Writes statements and runs none. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** A statement that is written once for both stores, as a driver takes it. */
export function compiled(query: RawBuilder<unknown>): readonly [text: string, values: unknown[]] {
  const { sql: text, parameters } = query.compile(compiler);
  return [text, [...parameters]];
}

/**
 * Names things in statements that are written once for both stores.
 *
 * @param schema - quoted.
 */
export const namesIn = (schema: string): Pick<SqlRunner, 'table' | 'text'> => ({
  table: (name) => sql.raw(`${schema}.${name}`),
  text: (text) => parseLike(text, keyText(text)),
});

/** A text of the same kind as another. */
const parseLike = <Text extends string>(_kind: Text, text: string): Text => text as Text;
