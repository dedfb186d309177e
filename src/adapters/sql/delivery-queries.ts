import { sql, type ExpressionBuilder, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { DeliveryFilter, DeliveryState, Scope } from '../../ports/history.ts';
import { isAbout } from './open-subjects.ts';
import type { HistoryTables } from './schema.ts';

const SUMMARY = [
  'd.position', 'd.id', 'd.connection', 'd.source', 'd.kind', 'l.key as lane', 'd.state', 'd.reason', 'd.received_at', 'd.ended_at',
  'd.attempts', 'd.cause', 'd.repeats', 'd.settings_at', 'd.replay_of', 'd.asked_by', 'd.payload_gone',
] as const;

const WHOLE = [...SUMMARY, 'd.body', 'd.headers', 'd.decision', 'd.calls', 'd.due_at', 'd.about'] as const;

/** Written out instead of bound, so that the partial indexes over these states are found. */
const STATES: Readonly<Record<DeliveryState, RawBuilder<SqlBool>>> = {
  pending: sql`d.ended_at is null and d.state = 'pending'`,
  later: sql`d.ended_at is null and d.state = 'later'`,
  awaiting: sql`d.state = 'awaiting'`,
  done: sql`d.state = 'done'`,
  'set-aside': sql`d.state = 'set-aside'`,
};

type Deliveries = HistoryTables & { readonly d: HistoryTables['delivery']; readonly l: HistoryTables['lane'] };
type Db = Kysely<HistoryTables>;

/** Where a page of rows begins: beyond this position. */
interface PageStart {
  readonly limit: number;
  readonly beyond: number | undefined;
}

/** Newest first, at most `limit`, of those older than `beyond` where it is given. */
export const selectSummaries = (db: Db, scope: Scope, filter: DeliveryFilter, { limit, beyond }: PageStart) =>
  filtered(db, scope, filter)
    .$if(beyond !== undefined, (query) => query.where('d.position', '<', beyond ?? 0))
    .select(SUMMARY)
    .orderBy('d.position', 'desc')
    .limit(limit);

/** Oldest first, at most `limit`, of those newer than `beyond` where it is given. */
export const selectRecords = (db: Db, scope: Scope, filter: DeliveryFilter, { limit, beyond }: PageStart) =>
  filtered(db, scope, filter)
    .$if(beyond !== undefined, (query) => query.where('d.position', '>', beyond ?? 0))
    .select(WHOLE)
    .orderBy('d.position')
    .limit(limit);

export const selectCount = (db: Db, scope: Scope, filter: DeliveryFilter) =>
  filtered(db, scope, filter).select((query) => query.fn.countAll<number | string>().as('count'));

/** What the deliveries at these positions are about. */
export const selectSubjects = (db: Db, positions: readonly (number | string)[]) =>
  db.selectFrom('delivery_subject').select(['position', 'subject']).where('position', 'in', positions).orderBy('subject');

/** What plays these again, the first one first. Asked by itself: as a part of the list, PostgreSQL would go through the whole table for each row. */
export const selectReplays = (db: Db, ids: readonly string[]) =>
  db.selectFrom('delivery').select(['id', 'replay_of']).where('replay_of', 'in', listed(ids)).orderBy('position');

const deliveriesOf = (db: Db) => db.selectFrom('delivery as d').innerJoin('lane as l', 'l.id', 'd.lane');

function filtered(db: Db, scope: Scope, filter: DeliveryFilter) {
  const { ids, connection, state, source, kind, reason, lane, cause, from, until, replayed } = filter;
  return aboutAllOf(withinScope(deliveriesOf(db), scope), filter.subjects ?? [])
    .$if(ids !== undefined, (some) => some.where('d.id', 'in', listed(ids)))
    .$if(connection !== undefined, (some) => some.where('d.connection', '=', connection ?? ''))
    .$if(state !== undefined, (some) => some.where(STATES[state ?? 'pending']))
    .$if(source !== undefined, (some) => some.where('d.source', '=', source ?? 'internal'))
    .$if(kind !== undefined, (some) => some.where('d.kind', '=', kind ?? ''))
    .$if(reason !== undefined, (some) => some.where('d.reason', '=', reason ?? ''))
    .$if(cause !== undefined, (some) => some.where('d.cause', '=', cause ?? ''))
    .$if(lane !== undefined, (some) => some.where('d.lane', 'in', db.selectFrom('lane').select('id').where('key', '=', lane ?? '')))
    .$if(from !== undefined, (some) => some.where('d.received_at', '>=', from ?? ''))
    .$if(until !== undefined, (some) => some.where('d.received_at', '<', until ?? ''))
    .$if(replayed !== undefined, (some) => some.where((query) => (replayed === 'yes' ? query.not(isNotReplayed(query)) : isNotReplayed(query))));
}

type Filtered = ReturnType<typeof deliveriesOf>;

const withinScope = (query: Filtered, scope: Scope): Filtered =>
  scope === 'every-connection' ? query : query.where('d.connection', 'in', listed(scope.only));

/** A list that may be empty, which neither database takes as it is. */
const listed = (values: readonly string[] = []): readonly [string, ...string[]] => {
  const [first, ...rest] = values;
  return first === undefined ? [''] : [first, ...rest];
};

/** As lists of positions, so that it is the few that are about somebody that are gone through, and not all there are. */
const aboutAllOf = (query: Filtered, subjects: readonly string[]): Filtered =>
  subjects.reduce(
    (some, subject) => some.where((about) => about('d.position', 'in', positionsAbout(about, subject))),
    query,
  );

/** By the index; those that were not tried yet are not in it, and are seldom many. */
const positionsAbout = (query: ExpressionBuilder<Deliveries, 'd' | 'l'>, subject: string) =>
  query.selectFrom('delivery_subject as s').select('s.position').where('s.subject', '=', subject)
    .unionAll(query.selectFrom('delivery as o').select('o.position').where(isAbout('o', subject)));

/**
 * Said the negative way round, since PostgreSQL then looks each id up in a set that it makes once. A join it may well do by going through
 * all replays for each row, as long as its statistics are of the time before there were any.
 */
const isNotReplayed = (query: ExpressionBuilder<Deliveries, 'd' | 'l'>) =>
  query('d.id', 'not in', query.selectFrom('delivery as r').select('r.replay_of').where('r.replay_of', 'is not', null).$castTo<{ replay_of: string }>());
