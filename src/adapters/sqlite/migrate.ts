import type { DatabaseSync } from 'node:sqlite';
import { ConfigRejected } from '../../domain/kernel/error.ts';
import { migrations as allMigrations, type Migration } from '../sql/migrations/index.ts';

type Step = Pick<Migration, 'version' | 'sqlite'>;

/** What this release brings a database to. */
export const newestVersion: number = allMigrations.at(-1)?.version ?? 0;

/**
 * Brings a database forward to the newest version, each step whole or not at all.
 *
 * @throws {@link ConfigRejected} `config.database-newer` when a later release wrote it.
 */
export function migrate(db: DatabaseSync, migrations: readonly Step[]): void {
  const current = versionOf(db);
  refuseNewer(current, migrations.at(-1)?.version ?? 0);
  for (const migration of migrations) if (migration.version > current) step(db, migration);
}

export const versionOf = (db: DatabaseSync): number => Number(db.prepare('pragma user_version').get()?.['user_version']);

/** @throws {@link ConfigRejected} `config.database-newer` */
export function refuseNewer(current: number, newest: number): void {
  if (current <= newest) return;
  const what = `The hub could not use the database: it has version ${current} and this release knows ${newest}`;
  throw new ConfigRejected('config.database-newer', `${what}; run the release that wrote it, or restore a backup made before.`);
}

function step(db: DatabaseSync, { version, sqlite }: Step): void {
  db.exec('begin immediate');
  try {
    db.exec(`${sqlite}; pragma user_version = ${version}`);
    db.exec('commit');
  } catch (error) {
    db.exec('rollback');
    throw error;
  }
}
