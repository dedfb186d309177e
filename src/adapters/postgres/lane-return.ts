import type { Clock } from '../../ports/clock.ts';
import type { Database } from './database.ts';
import { createGathering, type Gathering } from './gathering.ts';
import type { LaneBook, LockedLane } from './lane-book.ts';
import { createLaneUrgencies } from './lane-urgency.ts';
import type { Conversation } from './conversation.ts';
import type { PostgresLike } from './postgres-like.ts';
import type { Wake, Wakes } from './wakes.ts';

/** A lane whose turn is over. */
export interface TurnOver {
  readonly wake: Wake;
  readonly epoch: number;
  /** All of the lane up to this number has ended. */
  readonly endedUpTo: number;
}

export interface ReturnParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly lanes: LaneBook;
  readonly wakes: Wakes;
}

/** What came of giving a lane back: there is more to do in it at once, or not; or somebody is at it just now, and it is still ours. */
export type Returned = 'has more' | 'has none' | 'busy';

const WAYS = 2;
const MOST = 200;

/**
 * Gives lanes back: ends their wakes, and wakes those again that have more to do. Under the lane's lock, which whoever accepts needs
 * too, so that nothing is accepted unseen in between. A lane that is no longer ours is left alone.
 */
export function createReturn({ database, clock, lanes, wakes }: ReturnParts): Gathering<TurnOver, Returned> {
  const urgencies = createLaneUrgencies(database.schema);
  const withWork = `select id from unnest($1::bigint[]) as lane (id)
    where exists (select from ${database.schema}.delivery where delivery.lane = lane.id and ended_at is null)`;

  async function haveMore(db: PostgresLike, some: readonly LockedLane[], endedUpTo: (lane: LockedLane) => number): Promise<readonly LockedLane[]> {
    // What was refused at the door has a number too, and no work.
    const perhaps = some.filter((lane) => (lane.dueAt === undefined || lane.dueAt <= clock.now()) && lane.lastSeq > endedUpTo(lane));
    if (perhaps.length === 0) return [];
    const { rows } = await db.query(withWork, [perhaps.map(({ id }) => id)]);
    const found = new Set(rows.map(({ id }) => Number(id)));
    return perhaps.filter(({ id }) => found.has(id));
  }

  async function giveBack(db: Conversation, turns: ReadonlyMap<number, TurnOver>): Promise<ReadonlyMap<number, Returned>> {
    const locked = await lanes.lock(db, [...turns.keys()]);
    const ours = locked.filter(({ id, epoch }) => turns.get(id)?.epoch === epoch);
    const ended = await wakes.end(db, ours.flatMap(({ id }) => turns.get(id)?.wake ?? []));
    // A wake that was taken from us is somebody's to end.
    const free = new Set(ended.map(({ lane }) => lane.id));
    const more = await haveMore(db, ours.filter(({ id }) => free.has(id)), ({ id }) => turns.get(id)?.endedUpTo ?? 0);
    await wakes.wake(db, await urgencies(db, more));
    return new Map(locked.map((lane) => [lane.id, more.includes(lane) ? 'has more' : 'has none']));
  }

  return createGathering({
    ways: WAYS,
    most: MOST,
    async way(turns) {
      const byLane = new Map(turns.map((turn) => [turn.wake.lane.id, turn]));
      const returned = await database.transaction('give lanes back', async (db) => await giveBack(db, byLane));
      return turns.map(({ wake }) => returned.get(wake.lane.id) ?? 'busy');
    },
    orderOf: ({ wake }) => [String(wake.lane.id)],
  });
}
