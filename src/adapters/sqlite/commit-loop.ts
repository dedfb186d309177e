import type { DatabaseSync } from 'node:sqlite';
import { closedFailure, translateDriverError } from './failures.ts';

/** Writes that belong together. Its failure undoes it alone, not the others of its commit. */
export interface Unit<Result> {
  /** Ends the sentence "The store could not …". */
  readonly doing: string;
  apply(): Result;
  /** Runs once the result is on disk, before anybody is told, in the order of the units. */
  committed?(result: Result): void;
}

/**
 * Gathers all writes of one turn of the event loop into one transaction, so that they share one wait for the disk.
 */
export interface CommitLoop {
  /** Resolves when the unit is on disk. */
  write<Result>(unit: Unit<Result>): Promise<Result>;
  /** Whether nothing waits to be written. */
  isQuiet(): boolean;
  /** Writes what was asked for so far and refuses what comes later. */
  close(): Promise<void>;
}

/** A unit on its way: `apply` throws when it failed; then either `keep` or `fail` ends it. */
interface Entry {
  apply(): void;
  keep(): void;
  fail(error: unknown): void;
}

export function createCommitLoop(db: DatabaseSync, onFlushed: () => void): CommitLoop {
  const commit = createCommit(db);
  let entries: Entry[] = [];
  let closed = false;
  let flushing = Promise.resolve();

  const flush = (): void => {
    const due = entries;
    entries = [];
    commit(due);
    onFlushed();
  };

  const schedule = (): void => {
    flushing = new Promise((resolve) => setImmediate(() => resolve(flush())));
  };

  return {
    write: (unit) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closedFailure(unit.doing));
        if (entries.push(entryOf(unit, resolve, reject)) === 1) schedule();
      }),
    isQuiet: () => entries.length === 0,
    close() {
      closed = true;
      return flushing;
    },
  };
}

function entryOf<Result>(unit: Unit<Result>, resolve: (result: Result) => void, reject: (error: unknown) => void): Entry {
  let keep: () => void = () => undefined;
  return {
    apply() {
      const result = unit.apply();
      keep = () => {
        unit.committed?.(result);
        resolve(result);
      };
    },
    keep: () => keep(),
    fail: (error) => reject(translateDriverError(error, unit.doing)),
  };
}

function createCommit(db: DatabaseSync): (entries: readonly Entry[]) => void {
  const applied = createApplying(db);
  return (entries) => {
    let kept: readonly Entry[];
    try {
      db.exec('begin immediate');
      kept = entries.filter(applied);
      db.exec('commit');
    } catch (error) {
      if (db.isOpen && db.isTransaction) db.exec('rollback');
      // Nothing is on disk: those that failed by themselves were told already, and a second word is not heard.
      for (const entry of entries) entry.fail(error);
      return;
    }
    for (const entry of kept) entry.keep();
  };
}

/** Applies a unit so that it can be undone alone. Prepared, since this comes around every single write. */
function createApplying(db: DatabaseSync): (entry: Entry) => boolean {
  const begin = db.prepare('savepoint unit');
  const end = db.prepare('release unit');
  return (entry) => {
    begin.run();
    try {
      entry.apply();
    } catch (error) {
      entry.fail(error);
      // A full disk may have ended the whole transaction already; then this throws too, and all of it fails.
      db.exec('rollback to unit; release unit');
      return false;
    }
    end.run();
    return true;
  };
}
