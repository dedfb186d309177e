import type { Stop, Habits } from './habits.ts';

/** Something to be told, and when it is tried next. */
export interface Pending {
  readonly delivery: number;
  readonly dueMs: number;
  /** Attempts made so far. */
  readonly attempts: number;
}

/** Whether a platform still sends to an address, or why it gave up. */
export type Condition = 'active' | Stop;

/** How an attempt ended, as far as the platform cares. */
export interface Ending {
  readonly accepted: boolean;
  readonly status?: number;
}

/** What waits for its next attempt, and whether the webhook is on at all. Knows no network and no clock of its own. */
export interface Outbox {
  condition(): Condition;
  waiting(): readonly Pending[];
  add(delivery: number, nowMs: number): void;
  /** What is due now and not on its way, in order; of a queue the first alone. */
  due(nowMs: number): readonly Pending[];
  /** It is on its way until it is closed. */
  begin(pending: Pending): void;
  /** When something is next due; undefined when nothing is, or all is stopped. */
  nextMs(): number | undefined;
  close(pending: Pending, ending: Ending, nowMs: number): void;
  /** Somebody switched the webhook on again: what waited goes on, at once. */
  reactivate(nowMs: number): void;
}

export function createOutbox(habits: Habits): Outbox {
  let condition: Condition = 'active';
  let failuresInARow = 0;
  let waiting: readonly Pending[] = [];
  const onTheirWay = new Set<number>();

  const atRest = (): readonly Pending[] => {
    if (condition !== 'active') return [];
    return (habits.queue ? waiting.slice(0, 1) : waiting).filter(({ delivery }) => !onTheirWay.has(delivery));
  };

  const drop = (pending: Pending): void => {
    waiting = waiting.filter(({ delivery }) => delivery !== pending.delivery);
  };
  const stop = (as: Stop): void => {
    condition = as;
    if (!keepsWaiting(as)) waiting = [];
  };
  const failed = (pending: Pending, status: number | undefined, nowMs: number): void => {
    failuresInARow += 1;
    if (status !== undefined && habits.stopsAt?.includes(status)) return stop('disabled');
    if (habits.stopsAfter !== undefined && failuresInARow >= habits.stopsAfter.failures) return stop(habits.stopsAfter.as);
    const delayMs = mayRetry(habits, status) ? habits.retryDelaysMs?.[pending.attempts] : undefined;
    const tried = { ...pending, attempts: pending.attempts + 1 };
    if (delayMs !== undefined) {
      waiting = waiting.map((each) => (each.delivery === pending.delivery ? { ...tried, dueMs: nowMs + delayMs } : each));
      return undefined;
    }
    if (habits.givenUp === undefined || !keepsWaiting(habits.givenUp)) drop(pending);
    if (habits.givenUp !== undefined && mayRetry(habits, status)) stop(habits.givenUp);
    return undefined;
  };
  return {
    condition: () => condition,
    waiting: () => waiting,
    add: (delivery, nowMs) => {
      if (condition === 'active' || keepsWaiting(condition)) waiting = [...waiting, { delivery, dueMs: nowMs, attempts: 0 }];
    },
    due: (nowMs) => atRest().filter(({ dueMs }) => dueMs <= nowMs),
    begin: ({ delivery }) => void onTheirWay.add(delivery),
    nextMs: () => (atRest().length === 0 ? undefined : Math.min(...atRest().map(({ dueMs }) => dueMs))),
    close: (pending, { accepted, status }, nowMs) => {
      onTheirWay.delete(pending.delivery);
      if (!accepted) return failed(pending, status, nowMs);
      failuresInARow = 0;
      return drop(pending);
    },
    reactivate: (nowMs) => {
      condition = 'active';
      failuresInARow = 0;
      waiting = waiting.map((each) => ({ ...each, attempts: 0, dueMs: nowMs }));
    },
  };
}

/** What is interrupted or backed up keeps its events; what is disabled or removed forgets them. */
const keepsWaiting = (condition: Condition): boolean => condition === 'interrupted' || condition === 'backup';

const mayRetry = ({ retriesOnlyUnreached, finalStatuses }: Habits, status: number | undefined): boolean =>
  status === undefined || (retriesOnlyUnreached !== true && finalStatuses?.includes(status) !== true);
