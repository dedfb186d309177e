import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';

/** One row written (or removed, when the value is null) in one table. */
export type Change = readonly [table: string, key: string | number, value: unknown];

/**
 * Keeps every change on disk, so that a simulator that was killed goes on where it was. The changes of one action are
 * one line, hence written whole or not at all; a torn last line is an action that was never answered.
 */
export interface Journal {
  readonly past: readonly Change[];
  readonly note: (change: Change) => void;
  readonly commit: () => void;
  readonly close: () => void;
}

/** Rows name people. A file from before is written anew, and so is narrowed. */
const OWNER_ONLY = { mode: 0o600 };

const FORGETFUL: Journal = { past: [], note: () => undefined, commit: () => undefined, close: () => undefined };

/** Opens (and compacts) the journal; without a file nothing is kept. */
export function openJournal(file: string | undefined): Journal {
  if (file === undefined) return FORGETFUL;
  const past = existsSync(file) ? latestOf(parseJournal(readFileSync(file, 'utf8'))) : [];
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, past.map((change) => `${JSON.stringify([change])}\n`).join(''), OWNER_ONLY);
  renameSync(`${file}.new`, file);
  return appendingTo(openSync(file, 'a'), past);
}

function appendingTo(descriptor: number, past: readonly Change[]): Journal {
  let pending: Change[] = [];
  let open = true;
  const commit = (): void => {
    if (!open || pending.length === 0) return;
    writeSync(descriptor, `${JSON.stringify(pending)}\n`);
    pending = [];
  };
  const close = (): void => {
    commit();
    if (open) closeSync(descriptor);
    open = false;
  };
  return { past, note: (change) => void pending.push(change), commit, close };
}

function latestOf(changes: readonly Change[]): Change[] {
  const latest = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change[0]}\u0000${change[1]}`;
    if (change[2] === null) latest.delete(key);
    else latest.set(key, change);
  }
  return [...latest.values()];
}

function parseJournal(text: string): Change[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.flatMap((line) => JSON.parse(line) as Change[]);
}
