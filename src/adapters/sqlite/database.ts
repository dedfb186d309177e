import { existsSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ConfigRejected, isIntegrationError } from '../../domain/kernel/error.ts';
import { migrations } from '../sql/migrations/index.ts';
import { closedFailure, translateDriverError } from './failures.ts';
import { migrate } from './migrate.ts';
import { ownFile } from './ownership.ts';
import { makePrivate, narrow } from './private-file.ts';

const IN_MEMORY = ':memory:';
const CACHE_KIB = 65_536;

/** How long one try to write may hold up everything else in this process. */
export const BUSY_TRY_MS = 250;

/** An open database of this hub. */
export interface Database {
  /** Everything is written, and single rows are read, here. */
  readonly writer: DatabaseSync;
  /** Lists are read here; it cannot write, except for a database in memory, which has one connection only. */
  readonly reader: DatabaseSync;
  /** Runs a reading, with the driver's errors told as failures of the store. */
  read<Result>(doing: string, reading: () => Result): Result;
  close(): void;
}

export function openDatabase(file: string, busyTimeoutMs: number): Database {
  if (file === IN_MEMORY) return openInMemory();
  try {
    // One file has one lock, whatever name it is reached by.
    return openOwned(existsSync(file) ? realpathSync(file) : file, busyTimeoutMs);
  } catch (cause) {
    if (isIntegrationError(cause)) throw cause;
    const mend = 'name a file on a local disk that this process may write, in a folder that exists';
    throw new ConfigRejected('config.database-unusable', `The hub could not open ${file}; see the cause, and ${mend}.`, { cause });
  }
}

function openInMemory(): Database {
  const db = new DatabaseSync(IN_MEMORY);
  migrateInMemory(db);
  return { writer: db, reader: db, read: readerOf(db), close: () => db.close() };
}

let migrated: Uint8Array | undefined;

/** The steps take some 6 ms; a host's tests open databases by the thousand, so those after the first are copies of it, where Node (from 24) can copy. */
function migrateInMemory(db: DatabaseSync): void {
  if (migrated !== undefined) return db.deserialize(migrated);
  migrate(db, migrations);
  if ('serialize' in db) migrated = db.serialize();
}

function openOwned(path: string, timeout: number): Database {
  const release = ownFile(path);
  const opened: DatabaseSync[] = [];
  const open = (readOnly: boolean): DatabaseSync => {
    const db = new DatabaseSync(path, { timeout, readOnly });
    opened.unshift(db);
    return db;
  };
  // The reader goes first: the last connection to go folds the log into the file, and a reader could not.
  const close = (): void => {
    for (const db of opened) db.close();
    release();
  };
  try {
    makePrivate(path);
    narrow(`${path}-wal`, `${path}-shm`);
    const writer = open(false);
    writer.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;
      pragma cache_size = -${CACHE_KIB}; pragma temp_store = memory`);
    migrate(writer, migrations);
    // From now on others share this process's time: the commit loop waits between short tries instead.
    writer.exec(`pragma busy_timeout = ${Math.min(timeout, BUSY_TRY_MS)}`);
    return { writer, reader: open(true), read: readerOf(writer), close };
  } catch (error) {
    close();
    throw error;
  }
}

const readerOf =
  (db: DatabaseSync): Database['read'] =>
  (doing, reading) => {
    if (!db.isOpen) throw closedFailure(doing);
    try {
      return reading();
    } catch (error) {
      throw translateDriverError(error, doing);
    }
  };
