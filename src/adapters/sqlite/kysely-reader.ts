import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import type { HistoryTables } from '../sql/schema.ts';

/** The query builder over a connection that stays the store's own: it is used for reading and never destroyed. */
export const createKyselyReader = (db: DatabaseSync): Kysely<HistoryTables> =>
  new Kysely({
    dialect: new SqliteDialect({
      database: {
        close: () => undefined,
        prepare(text) {
          const statement = db.prepare(text);
          return {
            reader: true,
            all: (parameters) => statement.all(...translateParameters(parameters)),
            run: (parameters) => statement.run(...translateParameters(parameters)),
            iterate: (parameters) => statement.iterate(...translateParameters(parameters)),
          };
        },
      },
    }),
  });

/** What the query builder hands over, as the driver takes it. */
export const translateParameters = (parameters: readonly unknown[]): SQLInputValue[] => [...parameters] as SQLInputValue[];
