import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Accepted, DeliveryId, NewDelivery, Subject } from '../../ports/inbox.ts';
import { firstStateOf } from '../sql/first-state.ts';
import { toJson } from '../sql/json.ts';
import type { Ending } from '../sql/settling.ts';
import type { Row } from '../sql/row.ts';
import { PENDING_COLUMNS, translatePending, type Pending } from '../sql/translate-delivery.ts';

/** What became of one delivery at the door; `pending` when a lane has to work it. */
export interface Added {
  readonly accepted: Accepted;
  readonly pending?: Pending;
}

/** The head of a lane with work, as recovery finds it. */
export interface LaneHead {
  readonly laneId: number;
  readonly connection: ConnectionId;
  readonly position: number;
  /** Its last live delivery that has not ended; none in a bulk lane. */
  readonly liveUpTo?: number;
  /** The lane waits until then. */
  readonly dueAt?: Instant;
}

/** The deliveries on disk. `add` and `write` belong inside a unit of the commit loop. */
export interface DeliveryTable {
  add(delivery: NewDelivery): Added;
  /** `had-ended`: it was ended from elsewhere while it was worked (its person was erased), and nothing was written. */
  write(pending: Pending, ending: Ending): 'written' | 'had-ended';
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
  // The planner would rather group by the index over lanes, and so read all that ever ended.
  const laneHeads = db.prepare(`with open as (
      select min(position) as head, max(case when urgency is null then position end) as live_up_to
      from delivery indexed by delivery_pending where ended_at is null group by lane)
    select lane, connection, due_at, head, live_up_to from open join delivery on position = head order by head`);
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
    cause, repeat_key, settings_at, replay_of, asked_by, body, headers, decision, about, urgency)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const note = createNoting(db);
  const noteReplay = db.prepare("insert into audit_fact (connection, at, kind, subject, value) values (?, ?, 'replayed', ?, ?)");

  return (delivery) => {
    const earlier = repeated(delivery);
    if (earlier !== undefined) return { accepted: { id: earlier, repeated: true } };
    const { id, connection, source, kind, body, headers, receivedAt, unusable } = delivery;
    const lane = nextSeq.get(connection, delivery.lane);
    const [laneId, seq] = [Number(lane?.['id']), Number(lane?.['last_seq'])];
    const { state, reason, endedAt, decision, about, indexed } = firstStateOf(delivery);
    const { lastInsertRowid } = insert.run(
      id, connection, laneId, seq, source, kind, state, reason, receivedAt, endedAt,
      delivery.cause ?? null, delivery.repeatKey ?? null, delivery.settingsAt ?? null, delivery.replayOf ?? null, delivery.askedBy ?? null,
      body, toJson(headers), decision, about, delivery.urgency ?? null,
    );
    note(Number(lastInsertRowid), connection, indexed);
    const { replayOf, askedBy } = delivery;
    if (replayOf !== undefined) noteReplay.run(connection, receivedAt, `delivery:${id}`, toJson({ replayOf, askedBy }));
    const accepted = { id, repeated: false };
    if (unusable !== undefined) return { accepted };
    return { accepted, pending: { position: Number(lastInsertRowid), laneId, seq, attempts: 0, firstTriedAt: undefined, calls: [], delivery } };
  };
}

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

/** Notes what a delivery is about; what is noted already stays so. */
function createNoting(db: DatabaseSync): (position: number, connection: ConnectionId, subjects: readonly Subject[]) => void {
  const insert = db.prepare('insert into delivery_subject (position, subject, connection) values (?, ?, ?) on conflict do nothing');
  return (position, connection, subjects) => {
    for (const subject of subjects) insert.run(position, subject, connection);
  };
}

function createEnding(db: DatabaseSync): DeliveryTable['write'] {
  const note = createNoting(db);
  const update: StatementSync = db.prepare(`update delivery set state = ?, reason = ?, decision = ?, calls = ?, attempts = ?,
    first_tried_at = ?, due_at = ?, ended_at = ?, about = null where position = ? and ended_at is null`);
  const empty = db.prepare("update delivery set body = '', headers = '{}', payload_gone = 'erased' where position = ?");
  return ({ position, delivery }, { state, reason, decision, calls, subjects, payload, attempts, firstTriedAt, dueAt, endedAt }) => {
    const { changes } = update.run(state, reason, decision, calls, attempts, firstTriedAt, dueAt, endedAt, position);
    if (changes === 0) return 'had-ended';
    if (payload === 'erased') empty.run(position);
    note(position, delivery.connection, subjects);
    return 'written';
  };
}

const translateDeliveryId = (value: unknown): DeliveryId => String(value) as DeliveryId;

const translateLaneHead = ({ lane, connection, head, due_at: dueAt, live_up_to: liveUpTo }: Row): LaneHead => ({
  laneId: Number(lane),
  connection: connection as ConnectionId,
  position: Number(head),
  ...(liveUpTo !== null && { liveUpTo: Number(liveUpTo) }),
  ...(dueAt !== null && { dueAt: dueAt as Instant }),
});
