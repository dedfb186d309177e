import type { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { closedFailure, isBusy, translateDriverError } from './failures.ts';

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

/** How a file is waited for that another process holds, for example to back it up. */
export interface BusyPatience {
  /** So often a turn is tried again before its units fail. */
  readonly retries: number;
  /** Lets everything else in this process go on between two tries. */
  readonly pause?: () => Promise<unknown>;
}

/** What else a loop is told. */
export interface CommitLoopOptions extends BusyPatience {
  /** Told of each transaction that is on disk. */
  readonly onCommit?: () => void;
}

const PAUSE_MS = 50;

export function createCommitLoop(
  db: DatabaseSync,
  onFlushed: () => void,
  { retries, pause = () => setTimeout(PAUSE_MS), onCommit }: CommitLoopOptions = { retries: 0 },
): CommitLoop {
  const commit = createCommit(db);
  const entries: Entry[] = [];
  let closed = false;
  let flushing = Promise.resolve();

  /** Writes what waits. Only when all patience is over do those fail who waited through all of it; `true` if others are left. */
  async function flushTurn(): Promise<boolean> {
    const waiting = entries.length;
    let obstacle = obstacleTo(db);
    for (let left = retries; left > 0 && isBusy(obstacle); left -= 1) {
      await pause();
      obstacle = obstacleTo(db);
    }
    // From here on nothing else gets a turn, for a transaction is open.
    const due = entries.splice(0, obstacle === undefined ? entries.length : waiting);
    const left = entries.length > 0;
    if (obstacle === undefined) {
      if (commit(due) === 'on-disk') onCommit?.();
    } else for (const entry of due) entry.fail(obstacle);
    onFlushed();
    return left;
  }

  async function flush(): Promise<void> {
    while (await flushTurn());
  }

  // One turn of the event loop reads the requests that have come, the next one takes them this far: together they share one flush of the disk.
  const schedule = (): void => {
    flushing = new Promise((resolve) => setImmediate(() => setImmediate(() => resolve(flush()))));
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

/** Begins a transaction, or tells why there is none. */
function obstacleTo(db: DatabaseSync): unknown {
  try {
    db.exec('begin immediate');
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Carries out the transaction that was begun. */
function createCommit(db: DatabaseSync): (entries: readonly Entry[]) => 'on-disk' | 'undone' {
  const applied = createApplying(db);
  return (entries) => {
    let kept: readonly Entry[];
    try {
      kept = entries.filter(applied);
      db.exec('commit');
    } catch (error) {
      if (db.isOpen && db.isTransaction) db.exec('rollback');
      // Nothing is on disk: those that failed by themselves were told already, and a second word is not heard.
      for (const entry of entries) entry.fail(error);
      return 'undone';
    }
    for (const entry of kept) entry.keep();
    return 'on-disk';
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
