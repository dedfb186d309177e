import { existsSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { migrations } from '../sql/migrations.ts';
import { closedFailure, translateDriverError } from './failures.ts';
import { migrate } from './migrate.ts';
import { ownFile } from './ownership.ts';

const IN_MEMORY = ':memory:';
const CACHE_KIB = 65_536;
/** Fewer, larger checkpoints than the default of 1000 pages: measured better under a steady stream of accepts. */
const CHECKPOINT_PAGES = 4_000;

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
  const path = existsSync(file) ? realpathSync(file) : file;
  const release = ownFile(path);
  try {
    return openOwned(path, busyTimeoutMs, release);
  } catch (error) {
    release();
    throw error;
  }
}

function openInMemory(): Database {
  const db = new DatabaseSync(IN_MEMORY);
  migrate(db, migrations);
  return { writer: db, reader: db, read: readerOf(db), close: () => db.close() };
}

function openOwned(path: string, timeout: number, release: () => void): Database {
  const writer = new DatabaseSync(path, { timeout });
  try {
    writer.exec(`pragma journal_mode = wal; pragma synchronous = full;
      pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}; pragma cache_size = -${CACHE_KIB}; pragma temp_store = memory`);
    migrate(writer, migrations);
    const reader = new DatabaseSync(path, { timeout, readOnly: true });
    return { writer, reader, read: readerOf(writer), close: () => closeAll(reader, writer, release) };
  } catch (error) {
    writer.close();
    throw error;
  }
}

// The reader goes first: the last connection to go folds the log into the file, and a reader could not.
function closeAll(reader: DatabaseSync, writer: DatabaseSync, release: () => void): void {
  reader.close();
  writer.close();
  release();
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
