import { setTimeout as delay } from 'node:timers/promises';
import { Defect } from '../../domain/kernel/error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { DeliveryHandler, QueueHands, WorkQueue } from '../../ports/work-queue.ts';
import type { StreamNews } from '../sql/desk/index.ts';
import { handsPerConnection } from '../sql/lane-rules.ts';
import type { Handled } from '../sql/settling.ts';
import { createBell, type Bell } from './bell.ts';
import type { Database } from './database.ts';
import type { AddDeliveries } from './delivery-adding.ts';
import { createEnds } from './ends.ts';
import { createHands } from './hands.ts';
import { createHolds } from './holds.ts';
import { createLaneBook } from './lane-book.ts';
import { createClaim } from './lane-claim.ts';
import { runLanes } from './lane-loop.ts';
import { createReturn } from './lane-return.ts';
import { workTurn } from './lane-turn.ts';
import { createLookOut } from './look-out.ts';
import { createPlainEnds } from './plain-ends.ts';
import { createQueueCounts } from './queue-counts.ts';
import type { SessionTable } from './session-table.ts';
import { createSettling } from './settling.ts';
import { createSweep } from './sweep.ts';
import { createTimerTable } from './timer-table.ts';
import type { Wakes } from './wakes.ts';
import { createWholeEnds } from './whole-ends.ts';

export interface QueueParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly wakes: Wakes;
  readonly add: AddDeliveries;
  readonly sessions: SessionTable;
  readonly news: StreamNews;
  readonly leaseSeconds: number;
  readonly telemetry: Telemetry | undefined;
  /** Whether nothing waits to be accepted in this process. */
  readonly isInboxQuiet: () => boolean;
}

/** The queue, and what the store tells it. */
export interface PostgresWorkQueue extends WorkQueue {
  /** Lanes were woken by this process: they need not wait until the engine is asked again. */
  noticeWoken(): void;
  /** Whoever still waits is told that the store was closed. */
  abandon(): void;
}

/** How the queue is worked while it runs. */
interface Run {
  readonly bell: Bell;
  stopping: boolean;
  over: Promise<unknown>;
}

const IDLE_POLL_MS = 10;

export function createPostgresWorkQueue(parts: QueueParts): PostgresWorkQueue {
  const { database, clock, news, telemetry, isInboxQuiet } = parts;
  const ends = createEnds(database);
  const counts = createQueueCounts(database, clock);
  const timers = createTimerTable(database.schema);
  const lookOut = createLookOut({ ...parts, timers, onWoken: noticeWoken });
  const sweep = createSweep({ ...parts, onWoken: noticeWoken });
  const settle = createSettling({ clock, plainEnds: createPlainEnds(database), wholeEnd: createWholeEnds({ ...parts, timers }) });
  const loop = {
    ...parts,
    holds: createHolds(parts),
    claim: createClaim(database, clock),
    giveBack: createReturn({ ...parts, lanes: createLaneBook(database.schema) }),
  };
  let run: Run | undefined;

  function noticeWoken(): void {
    run?.bell.ring('news');
  }

  function noticeSettled({ pending, settlement: { end, timers: set = [], stream = [] } }: Handled): void {
    news.ring(pending.delivery.connection, stream);
    if (end.type === 'later') lookOut.expect(end.at);
    else ends.notice(pending.delivery.id);
    for (const { dueAt } of set) lookOut.expect(dueAt);
  }

  function begin(handler: DeliveryHandler, hands: QueueHands): Run {
    const current: Run = { bell: createBell(), stopping: false, over: Promise.resolve() };
    const isStopping = (): boolean => current.stopping;
    current.over = runLanes(loop, {
      hands: createHands(hands.inFlight, handsPerConnection(hands)),
      isStopping,
      bell: current.bell,
      work: async (lane, hold) => await workTurn({ clock, settle, telemetry, onSettled: noticeSettled }, { lane, hold, isStopping }, handler),
    });
    return current;
  }

  async function end(current: Run): Promise<void> {
    current.stopping = true;
    current.bell.ring('news');
    await Promise.all([current.over, lookOut.stop(), sweep.stop()]);
    if (run === current) run = undefined;
  }

  return {
    async run(handler, hands) {
      if (run !== undefined) throw new Defect('defect.queue-running', 'The queue could not begin, because it is running; stop it first.');
      run = begin(handler, hands);
      lookOut.start();
      sweep.start();
    },
    async stop() {
      if (run !== undefined) await end(run);
    },
    ended: ends.wait,
    async idle() {
      while (!isInboxQuiet() || (await counts.isAnythingDue(run !== undefined))) await delay(IDLE_POLL_MS);
    },
    stats: counts.stats,
    noticeWoken,
    abandon() {
      ends.abandon();
      if (run !== undefined) void end(run);
    },
  };
}
