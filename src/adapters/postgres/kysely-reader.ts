import {
  Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type CompiledQuery, type DatabaseConnection, type Driver, type QueryResult,
} from 'kysely';
import type { HistoryTables } from '../sql/schema.ts';
import type { Database } from './database.ts';

/** The query builder over a database that stays the store's own: it is used for reading, and never destroyed. */
export const createKyselyReader = (database: Database): Kysely<HistoryTables> =>
  new Kysely<HistoryTables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOver(database),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }).withSchema(database.schemaName);

const nothing = async (): Promise<void> => undefined;

const onlyReads = async (): Promise<never> => await Promise.reject(new Error('Lists are read outside of transactions.'));

function driverOver(database: Database): Driver {
  const connection: DatabaseConnection = {
    // Together in one object it gets no name: which plan of a list is good depends on what is looked for.
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> =>
      translateRows<Row>(await database.read('read a list', async (db) => (await db.query({ text: sql, values: [...parameters] })).rows)),
    async *streamQuery() {
      yield await onlyReads();
    },
  };
  return {
    init: nothing,
    acquireConnection: async () => connection,
    releaseConnection: nothing,
    destroy: nothing,
    beginTransaction: onlyReads,
    commitTransaction: onlyReads,
    rollbackTransaction: onlyReads,
  };
}

const translateRows = <Row>(rows: readonly unknown[]): QueryResult<Row> => ({ rows: [...rows] as Row[] });
