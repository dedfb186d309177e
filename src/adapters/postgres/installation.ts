import type { Instant } from '../../domain/kernel/instant.ts';
import type { Restoration } from '../../ports/store.ts';
import type { Forgotten } from '../sql/dump.ts';
import type { Database } from './database.ts';
import type { PostgresLike } from './postgres-like.ts';

/**
 * Tells whether the database was filled from a backup. The first opening is its restoration: from then on the hub asks before it makes
 * what may have been made after the backup was taken.
 */
export async function restorationOf({ schema, read }: Database, now: Instant): Promise<Restoration | undefined> {
  return await read('see whether it was restored', async (db) => {
    const forgotten = await forgottenIn(db, schema);
    if (forgotten === undefined) return undefined;
    const restored = await db.query(`insert into ${schema}.installation (name, value) values ('restored-at', $1)
      on conflict (name) do update set value = installation.value returning value`, [forgotten.restoredAt ?? now]);
    return { takenAt: forgotten.since, restoredAt: parseInstant(restored.rows[0]?.['value']) ?? now };
  });
}

/** What a database that came from a backup does not know. */
export async function forgottenIn(db: PostgresLike, schema: string): Promise<Forgotten | undefined> {
  const { rows } = await db.query(`select name, value from ${schema}.installation`);
  const facts = new Map(rows.map((row) => [row['name'], parseInstant(row['value'])]));
  const [since, restoredAt] = [facts.get('forgotten-since'), facts.get('restored-at')];
  return since && { since, ...(restoredAt === undefined ? {} : { restoredAt }) };
}

/** Notes it in a database that is being filled. */
export async function keepForgotten(db: PostgresLike, schema: string, forgotten: Forgotten | undefined): Promise<void> {
  const facts = [['forgotten-since', forgotten?.since], ['restored-at', forgotten?.restoredAt]].filter(([, value]) => value !== undefined);
  for (const fact of facts) await db.query(`insert into ${schema}.installation (name, value) values ($1, $2)`, fact);
}

const parseInstant = (value: unknown): Instant | undefined => (value ?? undefined) as Instant | undefined;
