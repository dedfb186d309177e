import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Urgency } from '../../ports/budgets.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LaneHold } from '../../ports/work-queue.ts';
import type { LaneHead } from './delivery-table.ts';
import { createTurns } from './turns.ts';
import type { Pending } from '../sql/translate-delivery.ts';

/** A lane with work. At most one worker has it. */
export interface Lane {
  readonly id: number;
  readonly connection: ConnectionId;
  /** Its oldest deliveries; the rest is on disk when `moreOnDisk` says so. */
  waiting: Pending[];
  moreOnDisk: boolean;
  /** Everything of the lane up to this position has ended. */
  endedUpTo: number;
  /** The last number that is known to be given in the lane. */
  givenUpTo: number;
  /** Everything of the lane after this position is bulk. */
  liveUpTo: number;
  /** Whether the process before this one may have begun with the oldest delivery. */
  headBegunBefore: LaneHold['begunBefore'];
  stopResting: (() => void) | undefined;
}

/** Which lanes have work, which of them may be worked now, and whose turn it is. The database is the truth behind it. */
export interface LaneBoard {
  /** Begins with what recovery found. */
  restore(heads: readonly LaneHead[]): void;
  add(pending: Pending): void;
  /** The lane that has waited longest for its turn, of those whose connection has fewer than so many at work; a live one before any bulk one. */
  take(mostOfConnection: number): Lane | undefined;
  /** A lane that was taken is at work no more. */
  free(lane: Lane): void;
  /** The lane's oldest delivery; `undefined` when it has no more work. */
  head(lane: Lane): Pending | undefined;
  replaceHead(lane: Lane, pending: Pending): void;
  dropHead(lane: Lane): void;
  /** Puts a lane that was taken at the end of the queue. */
  giveBack(lane: Lane): void;
  rest(lane: Lane, until: Instant): void;
  /** Forgets a lane that has no more work. */
  retire(lane: Lane): void;
  hasReady(): boolean;
  clear(): void;
}

interface BoardParts {
  readonly clock: Clock;
  readonly load: (laneId: number, after: number, limit: number) => readonly Pending[];
  /** Told when a rested lane is ready again. */
  readonly onReady: () => void;
}

/** So many deliveries are kept in memory; lanes beyond that are read from disk when their turn comes. */
const KEPT_IN_MEMORY = 20_000;
const READ_AT_ONCE = 20;

const urgencyOf = ({ liveUpTo, endedUpTo }: Lane): Urgency => (liveUpTo > endedUpTo ? 'live' : 'bulk');

export function createLaneBoard({ clock, load, onReady }: BoardParts): LaneBoard {
  const lanes = new Map<number, Lane>();
  const ready = createTurns<Lane>();
  let kept = 0;

  const makeReady = (lane: Lane): void => {
    lane.stopResting = undefined;
    ready.push(lane, urgencyOf(lane));
  };

  const open = (id: number, connection: ConnectionId, firstPosition: number, moreOnDisk: boolean): Lane => {
    const lane: Lane = { id, connection, waiting: [], moreOnDisk, endedUpTo: firstPosition - 1, givenUpTo: 0, liveUpTo: 0, headBegunBefore: 'no', stopResting: undefined };
    lanes.set(id, lane);
    return lane;
  };

  const rest = (lane: Lane, until: Instant): void => {
    if (until <= clock.now()) return makeReady(lane);
    lane.stopResting = clock.wake(until, () => {
      makeReady(lane);
      onReady();
    });
  };

  const keep = (lane: Lane, pending: Pending): void => {
    lane.waiting.push(pending);
    kept += 1;
  };

  const refill = (lane: Lane): void => {
    lane.waiting = [...load(lane.id, lane.endedUpTo, READ_AT_ONCE)];
    lane.moreOnDisk = lane.waiting.length === READ_AT_ONCE;
    lane.givenUpTo = Math.max(lane.givenUpTo, lane.waiting.at(-1)?.seq ?? 0);
    kept += lane.waiting.length;
  };

  return {
    restore(heads) {
      for (const { laneId, connection, position, liveUpTo = 0, dueAt } of heads) {
        const lane = open(laneId, connection, position, true);
        lane.headBegunBefore = 'perhaps';
        lane.liveUpTo = liveUpTo;
        if (dueAt === undefined) makeReady(lane);
        else rest(lane, dueAt);
      }
    },
    add(pending) {
      const known = lanes.get(pending.laneId);
      const lane = known ?? open(pending.laneId, pending.delivery.connection, pending.position, false);
      if (lane.moreOnDisk || kept >= KEPT_IN_MEMORY) lane.moreOnDisk = true;
      else keep(lane, pending);
      lane.givenUpTo = pending.seq;
      if (pending.delivery.urgency === undefined) lane.liveUpTo = pending.position;
      if (known === undefined) makeReady(lane);
      else if (urgencyOf(lane) === 'live') ready.raise(lane);
    },
    take: ready.take,
    free: ready.free,
    head(lane) {
      if (lane.waiting.length === 0 && lane.moreOnDisk) refill(lane);
      return lane.waiting[0];
    },
    replaceHead(lane, pending) {
      lane.waiting[0] = pending;
      lane.headBegunBefore = 'no';
    },
    dropHead(lane) {
      const ended = lane.waiting.shift();
      lane.headBegunBefore = 'no';
      if (ended === undefined) return;
      lane.endedUpTo = ended.position;
      kept -= 1;
    },
    giveBack: makeReady,
    rest,
    retire: (lane) => void lanes.delete(lane.id),
    hasReady: () => ready.size() > 0,
    clear() {
      for (const lane of lanes.values()) lane.stopResting?.();
      lanes.clear();
      ready.clear();
      kept = 0;
    },
  };
}
