import { sql, type Kysely } from 'kysely';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Tally } from '../../ports/history.ts';
import type { HistoryTables } from './schema.ts';

type Db = Kysely<HistoryTables>;

/** How much has not ended, and what stands set aside, of each connection that has any of it. */
export async function readTallies(db: Db, now: Instant): Promise<readonly Tally[]> {
  const [open, dead] = [await selectOpen(db, now).execute(), await selectDeadLetters(db).execute()];
  const connections = [...new Set([...open, ...dead].map(({ connection }) => connection))].toSorted();
  return connections.map((connection) => translateTally(
    connection, open.find((row) => row.connection === connection), dead.filter((row) => row.connection === connection),
  ));
}

/**
 * What follows from a delivery bears the moment of its acceptance, which may lie long ago, so that it counts as due only from when it
 * was to be tried again.
 */
const selectOpen = (db: Db, now: Instant) => db.selectFrom('delivery as d')
  .where('d.ended_at', 'is', null)
  .groupBy('d.connection')
  .select(({ fn }) => [
    'd.connection',
    fn.countAll<number | string>().as('pending'),
    fn.count<number | string>('d.lane').distinct().as('lanes'),
    sql<string | null>`min(case when d.due_at is null and d.source <> 'internal' then d.received_at when d.due_at <= ${now} then d.due_at end)`
      .as('due_since'),
  ]);

const selectDeadLetters = (db: Db) => db.selectFrom('delivery as d')
  .where(sql<boolean>`d.state = 'set-aside'`)
  .where((query) => query.not(query.exists(query.selectFrom('delivery as r').select('r.id').whereRef('r.replay_of', '=', 'd.id'))))
  .groupBy(['d.connection', 'd.reason'])
  .orderBy('d.reason')
  .select(({ fn }) => ['d.connection', 'd.reason', fn.countAll<number | string>().as('count')]);

interface OpenRow {
  readonly pending: number | string;
  readonly lanes: number | string;
  readonly due_since: string | null;
}

interface DeadRow {
  readonly reason: string | null;
  readonly count: number | string;
}

const translateTally = (connection: string, open: OpenRow | undefined, dead: readonly DeadRow[]): Tally => ({
  connection: connection as ConnectionId,
  pending: Number(open?.pending ?? 0),
  lanes: Number(open?.lanes ?? 0),
  ...(open?.due_since ? { dueSince: open.due_since as Instant } : {}),
  deadLetters: dead.map(({ reason, count }) => ({ reason: reason ?? '', count: Number(count) })),
});
