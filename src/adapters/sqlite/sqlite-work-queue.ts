import { Defect } from '../../domain/kernel/error.ts';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Clock } from '../../ports/clock.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { DeliveryId } from '../../ports/inbox.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { DeliveryHandler, WorkQueue } from '../../ports/work-queue.ts';
import type { StreamNews } from '../sql/desk/index.ts';
import { handsPerConnection } from '../sql/lane-rules.ts';
import type { Handled } from '../sql/settling.ts';
import { createWaiters } from '../sql/waiters.ts';
import { createAlarm } from './alarm.ts';
import type { CommitLoop } from './commit-loop.ts';
import type { Database } from './database.ts';
import type { Added, DeliveryTable } from './delivery-table.ts';
import { closedFailure } from './failures.ts';
import { createLaneBoard, type Lane } from './lane-board.ts';
import { workLane } from './lane-worker.ts';
import type { SessionTable } from './session-table.ts';
import { createSettling, type Written } from './settling.ts';
import type { RunStatement } from './sqlite-runner.ts';
import type { TimerTable } from './timer-table.ts';

export interface QueueParts {
  readonly database: Database;
  readonly commits: CommitLoop;
  readonly clock: Clock;
  readonly deliveries: DeliveryTable;
  readonly sessions: SessionTable;
  readonly timers: TimerTable;
  readonly run: RunStatement;
  readonly news: StreamNews;
  readonly telemetry: Telemetry | undefined;
}

/** The queue, and what the store tells it. */
export interface SqliteWorkQueue extends WorkQueue {
  /** These became durable; their lanes have work once the commit's other units were told too. */
  noticeAdded(added: readonly Added[]): void;
  /** A commit was gone through. */
  noticeFlushed(): void;
  /** Whoever still waits is told that the store was closed. */
  abandon(): void;
}

/** How the queue is worked while it runs. */
interface Run {
  readonly handler: DeliveryHandler;
  readonly inFlight: number;
  readonly perConnection: number;
  stopping: boolean;
}

export function createSqliteWorkQueue({ database, commits, clock, deliveries, sessions, timers, run: runStatement, news, telemetry }: QueueParts): SqliteWorkQueue {
  const ends = createWaiters();
  const states = createWaiters();
  const board = createLaneBoard({ clock, load: deliveries.pendingOf, onReady: () => pump() });
  const alarm = createAlarm({ clock, commits, deliveries, timers, onAdded: noticeAdded });
  const settle = createSettling({ clock, commits, deliveries, sessions, timers, run: runStatement, onCommitted: noticeSettled });
  const worker = { clock, board, settle, telemetry };
  let run: Run | undefined;
  let working = 0;

  function noticeAdded(added: readonly Added[]): void {
    if (run === undefined) return;
    for (const { pending } of added) if (pending !== undefined) board.add(pending);
  }

  function noticeSettled({ pending, settlement }: Handled, { added, told }: Written): void {
    if (settlement.end.type !== 'later') ends.resolve(pending.delivery.id);
    if ((settlement.timers ?? []).length > 0) alarm.look();
    news.ring(pending.delivery.connection, told);
    noticeAdded(added);
  }

  function pump(): void {
    if (run === undefined) return;
    const current = run;
    while (!current.stopping && working < current.inFlight) {
      const lane = board.take(current.perConnection);
      if (lane === undefined) return;
      working += 1;
      void workLane(worker, lane, current.handler, () => current.stopping).then(() => freeHand(lane));
    }
  }

  function freeHand(lane: Lane): void {
    working -= 1;
    board.free(lane);
    pump();
    noticeQuiet();
  }

  function noticeQuiet(): void {
    if (working === 0 && run?.stopping === true) states.resolve('stopped');
    if (isIdle()) states.resolve('idle');
  }

  // A cheap question while the queue runs; the disk is asked only when nobody works and somebody waits.
  function isIdle(): boolean {
    if (working > 0 || !commits.isQuiet()) return false;
    if (run !== undefined) return !board.hasReady();
    return states.has('idle') && !deliveries.laneHeads().some(({ dueAt }) => dueAt === undefined || dueAt <= clock.now());
  }

  async function stop(): Promise<void> {
    if (run === undefined) return;
    run.stopping = true;
    alarm.stop();
    if (working > 0) await states.wait('stopped');
    board.clear();
    run = undefined;
  }

  function abandon(): void {
    if (run !== undefined) run.stopping = true;
    alarm.stop();
    board.clear();
    const why = closedFailure('wait any longer');
    ends.abandon(why);
    states.abandon(why);
  }

  return {
    async run(handler, hands) {
      if (run !== undefined) throw new Defect('defect.queue-running', 'The queue could not begin, because it is running; stop it first.');
      const heads = database.read('recover its lanes', deliveries.laneHeads);
      run = { handler, inFlight: hands.inFlight, perConnection: handsPerConnection(hands), stopping: false };
      board.restore(heads);
      alarm.start();
      pump();
    },
    stop,
    async ended(connection, id) {
      const state = database.read('look for a delivery', () => deliveries.stateOf(connection, id));
      if (state === undefined) throw unknownDelivery(connection, id);
      if (state === 'open') await ends.wait(id);
    },
    async idle() {
      const idle = states.wait('idle');
      noticeQuiet();
      await idle;
    },
    stats: async () => database.read('count what is pending', deliveries.countPending),
    noticeAdded,
    noticeFlushed() {
      pump();
      noticeQuiet();
    },
    abandon,
  };
}

const unknownDelivery = (connection: ConnectionId, id: DeliveryId): PortFailure =>
  new PortFailure('port.missing', `The queue could not wait for delivery ${id}: connection ${connection} has none of that id.`);
