import type { Instant } from '../../domain/kernel/instant.ts';
import type { Dump } from '../sql/dump.ts';
import { openDatabase } from './open-database.ts';
import { fillPostgres, withDump } from './postgres-dump.ts';
import type { PostgresPoolLike } from './postgres-like.ts';

/** Where a store is, and in which schema. */
export interface PostgresPlace {
  readonly source: string | PostgresPoolLike;
  /** @defaultValue 'vinculo' */
  readonly schema?: string;
}

/** What is known of a database that is filled from a backup. */
export interface FillOptions {
  /** When the backup was taken: the hub then asks before it makes what may have been made since. Absent: nothing was done since. */
  readonly takenAt?: Instant;
  /** Runs when everything is written and nothing is visible yet; when it fails, nothing stays. */
  readonly beforeCommit?: () => void | Promise<void>;
}

/** Hands over everything that a hub's store holds, as it is at one moment, while the hub goes on. */
export async function dumpPostgres<Result>({ source, schema = 'vinculo' }: PostgresPlace, take: (dump: Dump) => Promise<Result>): Promise<Result> {
  const database = await openDatabase({ source, schema, maxConnections: 2, telemetry: undefined });
  try {
    return await withDump(database, take);
  } finally {
    await database.close();
  }
}

/**
 * Fills an empty schema with what another store held, whole or not at all.
 *
 * @throws {@link ConfigRejected} `config.target-not-empty`, `config.database-unusable`, `config.database-newer`.
 */
export async function fillFromDump({ source, schema = 'vinculo' }: PostgresPlace, dump: Dump, { takenAt, beforeCommit }: FillOptions = {}): Promise<void> {
  const database = await openDatabase({ source, schema, maxConnections: 2, telemetry: undefined });
  try {
    await fillPostgres(database, dump, { takenAt, beforeCommit });
  } finally {
    await database.close();
  }
}
