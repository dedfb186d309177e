import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/**
 * Makes a file that only its owner may read, before SQLite makes one that all may; SQLite gives the files beside a database
 * the database's own mode. One that is there already is narrowed.
 */
export function makePrivate(path: string): void {
  // What exists is not opened: closing it would end the locks that this process holds on it.
  if (existsSync(path)) narrow(path);
  else closeSync(openSync(path, 'a', OWNER_ONLY));
}

/** Takes the rights of others from the files that are there. */
export function narrow(...paths: readonly string[]): void {
  for (const path of paths) {
    if (existsSync(path) && (statSync(path).mode & OTHERS) !== 0) tryToNarrow(path);
  }
}

function tryToNarrow(path: string): void {
  try {
    chmodSync(path, OWNER_ONLY);
  } catch {
    // A file of another owner, or a disk without modes, keeps the rights that whoever set it up gave it.
  }
}
