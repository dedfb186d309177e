import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Accepted, DeliveryId, NewDelivery } from '../../ports/inbox.ts';
import type { CallNote, DeliveryEnd } from '../../ports/work-queue.ts';
import { toJson } from '../sql/json.ts';
import { PENDING_COLUMNS, translatePending, type Pending, type Row } from './translate-delivery.ts';

/** What became of one delivery at the door; `pending` when a lane has to work it. */
export interface Added {
  readonly accepted: Accepted;
  readonly pending?: Pending;
}

/** The head of a lane with work, as recovery finds it. */
export interface LaneHead {
  readonly laneId: number;
  readonly position: number;
  /** The lane waits until then. */
  readonly dueAt?: Instant;
}

/** A delivery's end or pause as it is written. */
export interface Ending {
  readonly pending: Pending;
  readonly end: DeliveryEnd;
  readonly decision: unknown;
  readonly calls: readonly CallNote[];
  readonly attempts: number;
  readonly firstTriedAt: Instant;
  readonly now: Instant;
}

/** The deliveries on disk. `add` and `write` belong inside a unit of the commit loop. */
export interface DeliveryTable {
  add(delivery: NewDelivery): Added;
  write(ending: Ending): void;
  has(id: DeliveryId): boolean;
  /** `undefined` when there is no such delivery. */
  stateOf(connection: ConnectionId, id: DeliveryId): 'open' | 'ended' | undefined;
  /** The oldest deliveries of a lane that have not ended. All up to the position `after` are known to have. */
  pendingOf(laneId: number, after: number, limit: number): readonly Pending[];
  /** Lanes with work, the one whose head was accepted first, first. */
  laneHeads(): readonly LaneHead[];
  countPending(): { readonly pending: number; readonly lanes: number };
}

export function createDeliveryTable(db: DatabaseSync): DeliveryTable {
  const add = createAdding(db);
  const write = createEnding(db);
  const byId = db.prepare('select connection, ended_at from delivery where id = ?');
  const pendingOf = db.prepare(`select ${PENDING_COLUMNS} from delivery d join lane l on l.id = d.lane
    where d.lane = ? and d.position > ? and d.ended_at is null order by d.position limit ?`);
  // The planner would rather group by the index over lanes, and so read all that ever ended. With min() the other columns are those of the row that has it.
  const laneHeads = db.prepare(`select lane, due_at, min(position) as head
    from delivery indexed by delivery_pending where ended_at is null group by lane order by head`);
  const count = db.prepare(`select count(*) as pending, count(distinct lane) as lanes
    from delivery indexed by delivery_pending where ended_at is null`);

  return {
    add,
    write,
    has: (id) => byId.get(id) !== undefined,
    stateOf(connection, id) {
      const row = byId.get(id);
      if (row?.['connection'] !== connection) return undefined;
      return row['ended_at'] === null ? 'open' : 'ended';
    },
    pendingOf: (laneId, after, limit) => pendingOf.all(laneId, after, limit).map(translatePending),
    laneHeads: () => laneHeads.all().map(translateLaneHead),
    countPending() {
      const row = count.get();
      return { pending: Number(row?.['pending']), lanes: Number(row?.['lanes']) };
    },
  };
}

function createAdding(db: DatabaseSync): DeliveryTable['add'] {
  const repeated = createRepeats(db);
  const nextSeq = db.prepare(`insert into lane (connection, key, last_seq) values (?, ?, 1)
    on conflict (key, connection) do update set last_seq = last_seq + 1 returning id, last_seq`);
  const insert = db.prepare(`insert into delivery (id, connection, lane, seq, source, kind, state, reason, received_at, ended_at,
    cause, repeat_key, body, headers, decision) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);

  return (delivery) => {
    const earlier = repeated(delivery);
    if (earlier !== undefined) return { accepted: { id: earlier, repeated: true } };
    const { id, connection, source, kind, body, headers, receivedAt, unusable } = delivery;
    const lane = nextSeq.get(connection, delivery.lane);
    const [laneId, seq] = [Number(lane?.['id']), Number(lane?.['last_seq'])];
    const end = unusable === undefined ? PENDING : asSetAside(delivery, unusable);
    const { lastInsertRowid } = insert.run(
      id, connection, laneId, seq, source, kind, end.state, end.reason, receivedAt, end.endedAt,
      delivery.cause ?? null, delivery.repeatKey ?? null, body, toJson(headers), end.decision,
    );
    const accepted = { id, repeated: false };
    if (unusable !== undefined) return { accepted };
    return { accepted, pending: { position: Number(lastInsertRowid), laneId, seq, attempts: 0, firstTriedAt: undefined, calls: [], delivery } };
  };
}

const PENDING = { state: 'pending', reason: null, endedAt: null, decision: null };

const asSetAside = ({ receivedAt }: NewDelivery, { reason, detail }: { readonly reason: string; readonly detail: string }) => ({
  state: 'set-aside', reason, endedAt: receivedAt, decision: toJson({ detail }),
});

/** Tells which delivery said the same before, and counts the repeat there. */
function createRepeats(db: DatabaseSync): (delivery: NewDelivery) => DeliveryId | undefined {
  const notice = db.prepare('insert into seen (connection, repeat_key, delivery) values (?, ?, ?) on conflict do nothing');
  const earlier = db.prepare('select delivery from seen where connection = ? and repeat_key = ?');
  const countRepeat = db.prepare('update delivery set repeats = repeats + 1 where id = ?');
  return ({ id, connection, repeatKey }) => {
    if (repeatKey === undefined || notice.run(connection, repeatKey, id).changes === 1) return undefined;
    const earlierId = translateDeliveryId(earlier.get(connection, repeatKey)?.['delivery']);
    countRepeat.run(earlierId);
    return earlierId;
  };
}

function createEnding(db: DatabaseSync): DeliveryTable['write'] {
  const update: StatementSync = db.prepare(`update delivery set state = ?, reason = ?, decision = ?, calls = ?, attempts = ?,
    first_tried_at = ?, due_at = ?, ended_at = ? where position = ?`);
  return ({ pending, end, decision, calls, attempts, firstTriedAt, now }) => {
    const later = end.type === 'later';
    const reason = end.type === 'later' || end.type === 'set-aside' ? end.reason : null;
    const notes = calls.length === 0 ? null : toJson(calls);
    update.run(
      end.type, reason, toJson(decision), notes, attempts, firstTriedAt, later ? end.at : null, later ? null : now, pending.position,
    );
  };
}

const translateDeliveryId = (value: unknown): DeliveryId => String(value) as DeliveryId;

const translateLaneHead = ({ lane, head, due_at: dueAt }: Row): LaneHead => ({
  laneId: Number(lane),
  position: Number(head),
  ...(dueAt !== null && { dueAt: dueAt as Instant }),
});
