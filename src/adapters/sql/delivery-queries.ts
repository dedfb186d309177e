import { sql, type Kysely, type SqlBool, type RawBuilder } from 'kysely';
import type { DeliveryFilter, DeliveryState } from '../../ports/history.ts';
import type { HistoryTables } from './schema.ts';

const SUMMARY = [
  'd.position', 'd.id', 'd.connection', 'd.source', 'd.kind', 'l.key as lane', 'd.state', 'd.reason', 'd.received_at', 'd.ended_at',
  'd.attempts', 'd.cause', 'd.repeats',
] as const;

/** Written out instead of bound, so that the partial indexes over these states are found. */
const STATES: Readonly<Record<DeliveryState, RawBuilder<SqlBool>>> = {
  pending: sql`d.ended_at is null and d.state = 'pending'`,
  later: sql`d.ended_at is null and d.state = 'later'`,
  awaiting: sql`d.state = 'awaiting'`,
  done: sql`d.state = 'done'`,
  'set-aside': sql`d.state = 'set-aside'`,
};

interface PageWish {
  readonly limit: number;
  readonly before: number | undefined;
}

/** Newest first, at most `limit`, of those older than `before` where it is given. */
export const selectSummaries = (db: Kysely<HistoryTables>, filter: DeliveryFilter, { limit, before }: PageWish) =>
  filtered(db, filter)
    .$if(before !== undefined, (query) => query.where('d.position', '<', before ?? 0))
    .select(SUMMARY)
    .orderBy('d.position', 'desc')
    .limit(limit);

export const selectCount = (db: Kysely<HistoryTables>, filter: DeliveryFilter) =>
  filtered(db, filter).select((query) => query.fn.countAll<number>().as('count'));

export const selectRecord = (db: Kysely<HistoryTables>, id: string) =>
  deliveriesOf(db)
    .where('d.id', '=', id)
    .select([...SUMMARY, 'd.body', 'd.headers', 'd.decision', 'd.calls', 'd.due_at']);

const deliveriesOf = (db: Kysely<HistoryTables>) => db.selectFrom('delivery as d').innerJoin('lane as l', 'l.id', 'd.lane');

function filtered(db: Kysely<HistoryTables>, filter: DeliveryFilter) {
  const { connection, state, source, kind, reason, lane, cause } = filter;
  return deliveriesOf(db)
    .$if(connection !== undefined, (some) => some.where('d.connection', '=', connection ?? ''))
    .$if(state !== undefined, (some) => some.where(STATES[state ?? 'pending']))
    .$if(source !== undefined, (some) => some.where('d.source', '=', source ?? 'internal'))
    .$if(kind !== undefined, (some) => some.where('d.kind', '=', kind ?? ''))
    .$if(reason !== undefined, (some) => some.where('d.reason', '=', reason ?? ''))
    .$if(cause !== undefined, (some) => some.where('d.cause', '=', cause ?? ''))
    .$if(lane !== undefined, (some) => some.where('d.lane', 'in', db.selectFrom('lane').select('id').where('key', '=', lane ?? '')));
}
