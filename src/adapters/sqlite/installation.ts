import type { DatabaseSync } from 'node:sqlite';
import { ConfigRejected } from '../../domain/kernel/error.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { NUMBERS_SKIPPED, type Forgotten } from '../sql/dump.ts';
import type { Restoration } from '../../ports/store.ts';
import type { Database } from './database.ts';

/**
 * `forgotten-since` is older than `backup-taken-at` where the hub that was copied had itself been restored. `moving-to` stands while nobody
 * can say whether the target has it.
 */
type Fact = 'backup-taken-at' | 'forgotten-since' | 'restored-at' | 'moving-to' | 'moved-to';

/** What is known of a database file as such, beside what is in it. */
export interface Installation {
  find(fact: Fact): string | undefined;
  put(fact: Fact, value: string): void;
  remove(fact: Fact): void;
}

export function createInstallation(db: DatabaseSync): Installation {
  const find = db.prepare('select value from installation where name = ?');
  const put = db.prepare('insert into installation (name, value) values (?, ?) on conflict (name) do update set value = excluded.value');
  const remove = db.prepare('delete from installation where name = ?');
  return {
    remove: (fact) => void remove.run(fact),
    find: (fact) => find.all(fact).map((row) => String(row['value']))[0],
    put: (fact, value) => void put.run(fact, value),
  };
}

/**
 * Refuses a database that nobody may go on with, since what it holds is, or may be, in another store.
 *
 * @throws {@link ConfigRejected} `config.database-moved`, naming that store.
 */
export function refuseMoved(installation: Installation, what: string, mend: { readonly moved: string; readonly unsure: string }): void {
  const movedTo = installation.find('moved-to');
  if (movedTo !== undefined) throw new ConfigRejected('config.database-moved', `${what}: what it held was moved to ${movedTo}; ${mend.moved}.`, { about: movedTo });
  const movingTo = installation.find('moving-to');
  if (movingTo !== undefined) throw new ConfigRejected('config.database-moved', `${what}: whether what it holds reached ${movingTo} is not known; ${mend.unsure}.`, { about: movingTo });
}

/**
 * Tells whether the database is a backup that was brought back. The first opening of one is its restoration: from then on
 * the hub asks before it makes what may have been made after the backup was taken.
 *
 * @throws {@link ConfigRejected} `config.database-moved` for one whose content went to another store.
 */
export function beginInstallation(database: Pick<Database, 'writer' | 'close'>, now: Instant): Restoration | undefined {
  const installation = createInstallation(database.writer);
  try {
    refuseMoved(installation, 'The hub could not open the database', { moved: 'start the hub there', unsure: 'run the move again' });
  } catch (refused) {
    database.close();
    throw refused;
  }
  const forgotten = forgottenIn(installation);
  if (forgotten === undefined) return undefined;
  const restoredAt = forgotten.restoredAt ?? now;
  if (forgotten.restoredAt === undefined) database.writer.exec(BEGIN_ANEW);
  installation.put('restored-at', restoredAt);
  return { takenAt: forgotten.since, restoredAt };
}

const BEGIN_ANEW = `begin immediate; update stream_head set last_seq = last_seq + ${NUMBERS_SKIPPED}; delete from stream_event; delete from agent_pass; commit`;

/** What a database that came from a backup does not know. */
export function forgottenIn(installation: Installation): Forgotten | undefined {
  const since = parseInstant(installation.find('forgotten-since') ?? installation.find('backup-taken-at'));
  const restoredAt = parseInstant(installation.find('restored-at'));
  return since && { since, ...(restoredAt === undefined ? {} : { restoredAt }) };
}

const parseInstant = (text: string | undefined): Instant | undefined => text as Instant | undefined;
