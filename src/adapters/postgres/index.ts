export { inHostTransaction } from './host-transaction.ts';
export { postgresStore, type PostgresStoreOptions } from './postgres-store.ts';
export type { AnswerLike, PostgresClientLike, PostgresLike, PostgresPoolLike, StatementLike } from './postgres-like.ts';
export { dumpPostgres, fillFromDump, type FillOptions, type PostgresPlace } from './postgres-backup.ts';
