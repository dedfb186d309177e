import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NewDelivery } from '../../ports/inbox.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { Database } from './database.ts';
import type { AddDeliveries } from './delivery-adding.ts';
import { LANE_COLUMNS, translateLane } from './lane-book.ts';
import { createLaneUrgencies } from './lane-urgency.ts';
import type { PostgresLike } from './postgres-like.ts';
import type { TimerTable } from './timer-table.ts';
import type { Wakes } from './wakes.ts';

/** Looks out for what is due by the hub's own clock: lanes that have rested, and timers. Any number of processes may do so. */
export interface LookOut {
  start(): void;
  /** Something falls due then. */
  expect(at: Instant): void;
  /** Resolves when it is done with what it is about. */
  stop(): Promise<void>;
}

export interface LookOutParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly timers: TimerTable;
  readonly wakes: Wakes;
  readonly add: AddDeliveries;
  readonly onWoken: () => void;
  readonly telemetry: Telemetry | undefined;
}

/** What other processes put off is found within this. */
const POLL_MS = 1_000;
/** What is due and cannot be had is being taken by another process. */
const OTHERS_PAUSE_MS = 20;
const SHARE = 500;

export function createLookOut(parts: LookOutParts): LookOut {
  const { clock, onWoken, telemetry } = parts;
  const { wakeRested, acceptTimed, next: nextDue } = createDueness(parts);
  let on = false;
  let alarm: { readonly at: Instant; readonly cancel: () => void } | undefined;
  let poll: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  const isOn = (): boolean => on;

  function expect(at: Instant): void {
    if (!on || (alarm !== undefined && alarm.at <= at)) return;
    alarm?.cancel();
    alarm = { at, cancel: clock.wake(at, ring) };
  }

  function ring(): void {
    alarm?.cancel();
    alarm = undefined;
    look();
  }

  /** One look at a time; whoever rings meanwhile is heard when it is over. */
  function look(): void {
    if (!on) return;
    again = looking !== undefined;
    looking ??= lookAround().finally(() => {
      looking = undefined;
      if (again) look();
    });
  }

  async function lookAround(): Promise<void> {
    clearTimeout(poll);
    try {
      await takeWhatIsDue();
    } catch (error) {
      telemetry?.log('warn', 'due-not-looked-for', { retryInMs: POLL_MS, error: error instanceof Error ? error.name : typeof error });
    }
    if (on) poll = setTimeout(look, POLL_MS).unref();
  }

  async function takeWhatIsDue(): Promise<void> {
    for (let { lane, timer } = await nextDue(); isOn(); { lane, timer } = await nextDue()) {
      const now = clock.now();
      const [isLaneDue, isTimerDue] = [lane !== undefined && lane <= now, timer !== undefined && timer <= now];
      if (!isLaneDue && !isTimerDue) return [lane, timer].forEach((at) => at !== undefined && expect(at));
      const found = (isLaneDue ? await wakeRested() : 0) + (isTimerDue ? await acceptTimed() : 0);
      if (found > 0) onWoken();
      else await delay(OTHERS_PAUSE_MS);
    }
  }

  return {
    start() {
      on = true;
      look();
    },
    expect,
    async stop() {
      on = false;
      alarm?.cancel();
      alarm = undefined;
      await looking;
      clearTimeout(poll);
    },
  };
}

/** What is due, a share of it at a time; each tells how much it found. */
function createDueness({ database, clock, timers, wakes, add }: LookOutParts) {
  const { schema } = database;
  const urgencies = createLaneUrgencies(schema);
  const rested = `update ${schema}.lane set due_at = null where id in (
      select id from ${schema}.lane where due_at <= $1 order by connection, key limit ${SHARE} for update skip locked)
    returning ${LANE_COLUMNS}`;
  const known = `select id from ${schema}.delivery where id = any ($1::text[])`;
  const next = `select (select min(due_at) from ${schema}.lane where due_at is not null) as lane, (select min(due_at) from ${schema}.timer) as timer`;

  // A delivery that is there already was accepted by other means: the timer has done its work.
  async function unknownOf(db: PostgresLike, timed: readonly NewDelivery[]): Promise<readonly NewDelivery[]> {
    const { rows } = await db.query(known, [timed.map(({ id }) => id)]);
    const there = new Set(rows.map(({ id }) => String(id)));
    return timed.filter(({ id }) => !there.has(id));
  }

  return {
    wakeRested: async (): Promise<number> =>
      await database.transaction('wake lanes that have rested', async (db) => {
        const { rows } = await db.query(rested, [clock.now()]);
        await wakes.wake(db, await urgencies(db, rows.map(translateLane)));
        return rows.length;
      }),
    acceptTimed: async (): Promise<number> =>
      await database.transaction('accept what timers were set for', async (db) => {
        const timed = await timers.takeDue(db, clock.now());
        if (timed.length > 0) await add(db, await unknownOf(db, timed));
        return timed.length;
      }),
    /** When the first lane has rested, and when the first timer goes off. */
    async next(): Promise<{ readonly lane: Instant | undefined; readonly timer: Instant | undefined }> {
      const { rows } = await database.read('look for what falls due next', async (db) => await db.query(next));
      return { lane: translateInstant(rows[0]?.['lane']), timer: translateInstant(rows[0]?.['timer']) };
    },
  };
}

const translateInstant = (value: unknown): Instant | undefined => (value ?? undefined) as Instant | undefined;
