import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { ConfigRejected, isIntegrationError } from '../../domain/kernel/error.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { olderOf } from '../sql/dump.ts';
import { createInstallation, forgottenIn, refuseMoved } from './installation.ts';
import { newestVersion, refuseNewer, versionOf } from './migrate.ts';
import { makePrivate } from './private-file.ts';

/** What a backup holds. */
export interface SqliteBackup {
  readonly takenAt: Instant;
  /** Deliveries in it, ended and pending. */
  readonly deliveries: number;
}

/**
 * Copies a hub's database as it is at this moment into a file of its own, while the hub goes on. The copy carries its time,
 * so that a hub that is started on it knows that more may have been done than it remembers.
 *
 * @throws {@link ConfigRejected} `config.backup-failed` naming what stood in the way, `config.database-moved`; nothing is left at `target` then.
 */
export async function backupSqlite(source: string, target: string, now: Instant): Promise<SqliteBackup> {
  refuseExisting(target, 'config.backup-failed');
  return await inPart(target, 'config.backup-failed', async (part) => {
    const db = new DatabaseSync(source, { readOnly: true });
    try {
      refuseMoved(createInstallation(db), `The database ${source} could not be copied`, { moved: 'back it up there', unsure: 'run the move again first' });
      await backup(db, part);
    } finally {
      db.close();
    }
    return finish(part, now);
  });
}

/**
 * Puts a backup where a hub is to be started on it.
 *
 * @throws {@link ConfigRejected} `config.restore-failed` when there is a database already, or the file is no whole backup; `config.database-newer`;
 * `config.database-moved` when the database had moved elsewhere before it was copied.
 */
export async function restoreSqlite(source: string, target: string): Promise<SqliteBackup> {
  refuseExisting(target, 'config.restore-failed');
  return await inPart(target, 'config.restore-failed', async (part) => {
    copyFileSync(source, part);
    return await Promise.resolve(checked(part));
  });
}

/** Marks the copy with its time and makes one file of it. */
export function finish(part: string, now: Instant, forgottenSince?: Instant): SqliteBackup {
  const db = new DatabaseSync(part);
  try {
    const installation = createInstallation(db);
    installation.put('forgotten-since', olderOf(olderOf(now, forgottenSince), forgottenIn(installation)?.since));
    installation.put('backup-taken-at', now);
    // Whoever opens the copy restores it, whatever had been restored before.
    installation.remove('restored-at');
    db.exec('pragma journal_mode = delete');
  } finally {
    db.close();
  }
  return checked(part);
}

function checked(file: string): SqliteBackup {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const found = db.prepare('pragma quick_check').all().map((row) => String(row['quick_check']));
    if (found.join() !== 'ok') throw new Error(`the file is damaged: ${found[0]}`);
    refuseNewer(versionOf(db), newestVersion);
    const installation = createInstallation(db);
    refuseMoved(installation, 'The copy cannot be used', { moved: 'bring back one that was made there', unsure: 'bring back one that was made before that move' });
    const takenAt = installation.find('backup-taken-at');
    if (takenAt === undefined) throw new Error('the file is no backup: it carries no time; make one with the backup command');
    return { takenAt: parseInstant(takenAt), deliveries: Number(db.prepare('select count(*) as n from delivery').get()?.['n']) };
  } finally {
    db.close();
  }
}

/** A file that was begun never stands under the name of a whole one. */
export async function inPart(target: string, code: FailureCode, write: (part: string) => Promise<SqliteBackup>): Promise<SqliteBackup> {
  const part = `${target}.part`;
  try {
    rmSync(part, { force: true });
    makePrivate(part);
    const written = await write(part);
    flush(part);
    renameSync(part, target);
    return written;
  } catch (cause) {
    rmSync(part, { force: true });
    if (isIntegrationError(cause)) throw cause;
    const why = cause instanceof Error ? cause.message : 'see the cause';
    throw new ConfigRejected(code, `${SUBJECT[code]} ${target} could not be written: ${why}. Name another file, and look at the disk's room and rights.`, { cause });
  }
}

type FailureCode = 'config.backup-failed' | 'config.restore-failed';

const SUBJECT: Readonly<Record<FailureCode, string>> = { 'config.backup-failed': 'The backup', 'config.restore-failed': 'The restored database' };

export function refuseExisting(target: string, code: FailureCode): void {
  if (!existsSync(target)) return;
  throw new ConfigRejected(code, `${SUBJECT[code]} ${target} could not be written: a file of that name is there. Move it away, or name another.`);
}

function flush(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

const parseInstant = (text: string): Instant => text as Instant;
