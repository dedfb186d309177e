import type { DatabaseSync } from 'node:sqlite';
import { ConfigRejected } from '../../domain/kernel/error.ts';
import type { Migration } from '../sql/migrations/index.ts';

type Step = Pick<Migration, 'version' | 'sqlite'>;

/**
 * Brings a database forward to the newest version, each step whole or not at all.
 *
 * @throws {@link ConfigRejected} `config.database-newer` when a later release wrote it.
 */
export function migrate(db: DatabaseSync, migrations: readonly Step[]): void {
  const current = versionOf(db);
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest) {
    const what = `The hub could not use the database: it has version ${current} and this release knows ${newest}`;
    throw new ConfigRejected('config.database-newer', `${what}; run the release that wrote it, or restore a backup made before.`);
  }
  for (const migration of migrations) if (migration.version > current) step(db, migration);
}

const versionOf = (db: DatabaseSync): number => Number(db.prepare('pragma user_version').get()?.['user_version']);

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
