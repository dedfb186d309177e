import type { LockedLane } from './lane-book.ts';
import type { PostgresLike } from './postgres-like.ts';
import type { WakingLane } from './wakes.ts';

/** Tells which of these lanes, all of which have work, are live: anything live in them has not ended. Asks only about lanes that bulk ever came into. */
export type LaneUrgencies = (db: PostgresLike, lanes: readonly LockedLane[]) => Promise<readonly WakingLane[]>;

/** @param schema - quoted. */
export function createLaneUrgencies(schema: string): LaneUrgencies {
  const live = `select id from unnest($1::bigint[]) as lane (id)
    where exists (select from ${schema}.delivery where delivery.lane = lane.id and ended_at is null and urgency is null)`;

  return async (db, lanes) => {
    const doubtful = lanes.filter(({ hadBulk }) => hadBulk).map(({ id }) => id);
    const rows = doubtful.length === 0 ? [] : (await db.query(live, [doubtful])).rows;
    const found = new Set(rows.map(({ id }) => Number(id)));
    return lanes.map((lane) => ({ ...lane, urgency: !lane.hadBulk || found.has(lane.id) ? 'live' : 'bulk' }));
  };
}
