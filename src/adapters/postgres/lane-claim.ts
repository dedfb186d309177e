import type { Clock } from '../../ports/clock.ts';
import { LANE_TURN } from '../sql/lane-rules.ts';
import { PENDING_COLUMNS, translatePending, type Pending } from '../sql/translate-delivery.ts';
import type { Database } from './database.ts';
import type { Wake } from './wakes.ts';

/** A lane that is ours for a turn. */
export interface ClaimedLane {
  readonly id: number;
  /** Whoever claims it next gets a higher one; from then on nothing more is written under this one. */
  readonly epoch: number;
  /** The last number that was given in it. */
  readonly lastSeq: number;
  /** Its oldest deliveries, as many as a turn may have; none while it rests. */
  readonly deliveries: readonly Pending[];
}

/** Claims the lanes of these wakes, but for those that somebody is at just now. */
export function createClaim({ schema, read }: Database, clock: Clock): (wakes: readonly Wake[]) => Promise<readonly ClaimedLane[]> {
  const claim = `with held as materialized (
      select id from ${schema}.lane where id = any ($1::bigint[]) order by connection, key for update skip locked
    ), l as (
      update ${schema}.lane set epoch = epoch + 1, due_at = case when due_at > $2 then due_at end
      from held where lane.id = held.id returning lane.id, lane.key, lane.epoch, lane.last_seq, lane.due_at
    )
    select l.id as claimed, l.epoch, l.last_seq, ${PENDING_COLUMNS} from l left join lateral (
      select * from ${schema}.delivery where lane = l.id and ended_at is null order by seq limit ${LANE_TURN.deliveries}
    ) d on l.due_at is null order by l.id, d.seq`;

  return async (wakes) => {
    if (wakes.length === 0) return [];
    const values = [wakes.map(({ lane }) => lane.id), clock.now()];
    const { rows } = await read('claim lanes', async (db) => await db.query(claim, values));
    return [...Map.groupBy(rows, ({ claimed }) => Number(claimed))].map(([id, found]) => ({
      id,
      epoch: Number(found[0]?.['epoch']),
      lastSeq: Number(found[0]?.['last_seq']),
      deliveries: found.filter(({ position }) => position !== null).map(translatePending),
    }));
  };
}
