import { setTimeout as delay } from 'node:timers/promises';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { Bell, Ring } from './bell.ts';
import type { Gathering } from './gathering.ts';
import type { Hands } from './hands.ts';
import type { Hold, Holds } from './holds.ts';
import type { ClaimedLane } from './lane-claim.ts';
import type { Returned, TurnOver } from './lane-return.ts';
import { FIRST_LOOK_MS, LONGEST_BUSY_MS, LONGEST_LOOK_MS, onceFree, patiently, type Patience } from './patience.ts';
import type { Wake, Wakes } from './wakes.ts';

export interface LoopParts {
  readonly wakes: Wakes;
  readonly holds: Holds;
  readonly claim: (wakes: readonly Wake[]) => Promise<readonly ClaimedLane[]>;
  readonly giveBack: Gathering<TurnOver, Returned>;
  readonly telemetry: Telemetry | undefined;
}

/** One run of the queue. */
export interface LaneRun {
  readonly hands: Hands;
  readonly isStopping: () => boolean;
  /** Rung by others when lanes were woken, and when it is time to stop. */
  readonly bell: Bell;
  readonly work: (lane: ClaimedLane, hold: Hold) => Promise<number | 'lost'>;

}

/** Hands that come free within this share one question to the database. */
const GATHER_MS = 2;
const BUSY_POLL_MS = 15;
const IDLE_POLL_MS = 250;

/** Fetches lanes and has them worked, until it is time to stop and all hands are free. Never fails. */
export async function runLanes(parts: LoopParts, run: LaneRun): Promise<void> {
  const { hands, bell, isStopping } = run;
  const fetching = createFetching(parts, run);
  let idleMs = BUSY_POLL_MS;
  let why: Ring = 'news';
  while (!isStopping()) {
    const fetched = await fetching(why);
    why = 'room';
    if (fetched === 'as many as may be') continue;
    idleMs = fetched === 'some' ? BUSY_POLL_MS : Math.min(2 * idleMs, IDLE_POLL_MS);
    why = await bell.wait(idleMs);
  }
  while (hands.busy() > 0) await bell.wait(IDLE_POLL_MS);
}

type Fetched = 'none' | 'some' | 'as many as may be';

/** Fetches as many lanes as there are hands for, and begins their turns. */
function createFetching(parts: LoopParts, run: LaneRun): (why: Ring) => Promise<Fetched> {
  const { hands, bell, isStopping } = run;
  const patience = patienceOf(parts, run);
  /** More may wait that there were no hands for. */
  let mayBeMore = false;
  /** When nothing was found but for connections that have all they may have. Thousands of theirs are gone through in vain for that. */
  let othersHadNoneAt = Number.NEGATIVE_INFINITY;
  let ringing: Promise<void> | undefined;

  const ringSoon = (): void => {
    ringing ??= delay(GATHER_MS).then(() => {
      ringing = undefined;
      bell.ring('room');
    });
  };

  async function turn(lane: ClaimedLane, hold: Hold): Promise<void> {
    const { wake } = hold;
    const endedUpTo = await run.work(lane, hold);
    const hasMore = endedUpTo !== 'lost' && (await returned(parts, patience, { wake, epoch: lane.epoch, endedUpTo }));
    letGo(hold);
    if (hasMore || mayBeMore) ringSoon();
  }

  function letGo(hold: Hold): void {
    parts.holds.letGo(hold);
    hands.free(hold.wake.lane.connection);
    if (isStopping()) bell.ring('room');
  }

  /** Begins the turns of the lanes that nobody else is at; the others when they are free, or somebody does when our lease is over. */
  async function begin(holds: readonly Hold[], waitedMs = 0): Promise<void> {
    const claim = async (): Promise<readonly ClaimedLane[]> => await parts.claim(holds.filter((hold) => hold.isSure()).map(({ wake }) => wake));
    const lanes = await patiently(claim, patience).catch(() => []);
    const claimed = new Map(lanes.map((lane) => [lane.id, lane]));
    const busy: Hold[] = [];
    for (const hold of holds) {
      const lane = claimed.get(hold.wake.lane.id);
      if (lane !== undefined) void turn(lane, hold);
      else if (isStopping() || !hold.isSure() || waitedMs > LONGEST_BUSY_MS) letGo(hold);
      else busy.push(hold);
    }
    const pauseMs = Math.min(Math.max(waitedMs, FIRST_LOOK_MS), LONGEST_LOOK_MS);
    if (busy.length > 0) void delay(pauseMs).then(async () => await begin(busy, waitedMs + pauseMs));
  }

  return async (why) => {
    const { most, except } = hands.room();
    const sinceMs = performance.now();
    mayBeMore = true;
    if (most === 0 || (except.length > 0 && why === 'room' && sinceMs - othersHadNoneAt < IDLE_POLL_MS)) return 'none';
    const wakes = await patiently(async () => await parts.wakes.take(most, except), patience).catch(() => []);
    mayBeMore = wakes.length === most || except.length > 0;
    if (wakes.length === 0 && except.length > 0) othersHadNoneAt = performance.now();
    for (const { lane } of wakes) hands.take(lane.connection);
    if (wakes.length > 0) await begin(wakes.map((wake) => parts.holds.take(wake, sinceMs)));
    return wakes.length === 0 ? 'none' : wakes.length === most ? 'as many as may be' : 'some';
  };
}

const patienceOf = ({ telemetry }: LoopParts, { isStopping }: LaneRun): Patience => ({
  isOver: isStopping,
  onTrouble: (retryInMs) => telemetry?.log('warn', 'lanes-not-reached', { retryInMs }),
});

async function returned({ giveBack }: LoopParts, patience: Patience, turn: TurnOver): Promise<boolean> {
  try {
    const giving = async (): Promise<Returned> => await onceFree<Returned>('give a lane back', async () => await giveBack.carry(turn));
    return (await patiently(giving, patience)) === 'has more';
  } catch {
    // It comes back by itself when our lease is over.
    return false;
  }
}
