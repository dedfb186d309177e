import { DatabaseSync } from 'node:sqlite';
import { ConfigRejected } from '../../domain/kernel/error.ts';
import { isBusy } from './failures.ts';
import { makePrivate } from './private-file.ts';

/** Lets go of the file. */
export type Release = () => void;

/**
 * Makes this process the one owner of a database file. The lock is an open exclusive transaction on an empty database
 * beside it, so that the kernel frees it when the process ends in any way, and a restart never waits.
 *
 * @throws {@link ConfigRejected} `config.database-in-use`
 */
export function ownFile(file: string): Release {
  const lockFile = `${file}.lock`;
  makePrivate(lockFile);
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    if (!isBusy(cause)) throw cause;
    const mend = 'stop the other one, or give this one a file of its own';
    throw new ConfigRejected('config.database-in-use', `The hub could not open ${file}, because another process owns it; ${mend}.`, { cause });
  }
  return () => lock.close();
}
