import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ConfigRejected } from '../../domain/kernel/error.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { isPortFailure } from '../../ports/failures.ts';
import type { Dump } from '../sql/dump.ts';
import { migrations } from '../sql/migrations/index.ts';
import { BUSY_TRY_MS, openDatabase } from './database.ts';
import { createInstallation } from './installation.ts';
import { migrate } from './migrate.ts';
import { finish, inPart, refuseExisting, restoreSqlite, type SqliteBackup } from './sqlite-backup.ts';
import { dumpOf, fill } from './sqlite-dump.ts';

/** A database that nobody else can open while its content moves elsewhere. */
export interface Leaving {
  readonly dump: Dump;
  /** Whether an earlier move to the same target was cut short when nobody could say any more whether it was made. */
  readonly earlier: 'none' | 'cut-short';
  /** From now on a hub that is started on the file is refused. To be called before the target shows anything. */
  seal(): void;
}

/**
 * Lets another store take over what a file holds. The file is owned meanwhile, so that no hub runs on it. A move that was cut short between
 * its two ends may be made again to the same target.
 *
 * @param to - how the target is named to whoever starts a hub on the file afterwards; without a password.
 * @throws {@link ConfigRejected} `config.database-in-use`, `config.database-moved` when it went elsewhere.
 */
export async function leaveSqlite<Result>(file: string, to: string, take: (leaving: Leaving) => Promise<Result>): Promise<Result> {
  const database = openDatabase(file, BUSY_TRY_MS);
  try {
    const installation = createInstallation(database.writer);
    const movedTo = installation.find('moved-to');
    if (movedTo !== undefined && movedTo !== to) {
      throw new ConfigRejected('config.database-moved', `The database ${file} could not be moved: what it held went to ${movedTo} already. Look there.`, { about: movedTo });
    }
    const earlier = installation.find('moving-to') === to ? 'cut-short' : 'none';
    const result = await take({ dump: dumpOf(database.writer), earlier, seal: () => installation.put('moving-to', to) });
    installation.put('moved-to', to);
    installation.remove('moving-to');
    return result;
  } catch (failure) {
    // A commit that was surely not made leaves the file as it was; else only the same move, made again, can tell.
    if (!isPortFailure(failure) || failure.mayHaveHappened === 'no') createInstallation(database.writer).remove('moving-to');
    throw failure;
  } finally {
    database.close();
  }
}

/**
 * Writes what another store holds into a backup file, from which either store can be restored.
 *
 * @throws {@link ConfigRejected} `config.backup-failed`
 */
export async function writeBackup(target: string, dump: Dump, now: Instant): Promise<SqliteBackup> {
  refuseExisting(target, 'config.backup-failed');
  return await inPart(target, 'config.backup-failed', async (part) => {
    const db = new DatabaseSync(part);
    try {
      migrate(db, migrations);
      await fill(db, dump);
    } finally {
      db.close();
    }
    return finish(part, now, dump.forgotten?.since);
  });
}

/**
 * Reads a backup, brought forward to this release, and leaves the file as it is.
 *
 * @throws {@link ConfigRejected} `config.restore-failed`, `config.database-newer`
 */
export async function readBackup<Result>(source: string, take: (dump: Dump, takenAt: Instant) => Promise<Result>): Promise<Result> {
  const scratch = `${source}.reading`;
  rmSync(scratch, { force: true });
  const { takenAt } = await restoreSqlite(source, scratch);
  const db = new DatabaseSync(scratch);
  try {
    migrate(db, migrations);
    return await take(dumpOf(db), takenAt);
  } finally {
    db.close();
    rmSync(scratch, { force: true });
  }
}
