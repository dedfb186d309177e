export { sqliteStore, type SqliteStoreOptions } from './sqlite-store.ts';
export { backupSqlite, restoreSqlite, type SqliteBackup } from './sqlite-backup.ts';
export { leaveSqlite, readBackup, writeBackup, type Leaving } from './sqlite-move.ts';
