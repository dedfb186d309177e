import { setTimeout as delay } from 'node:timers/promises';
import { PortFailure } from '../../ports/failures.ts';
import { isStoreTrouble } from '../sql/handling.ts';

/** How long the database is waited for while it is in trouble. */
export interface Patience {
  readonly isOver: () => boolean;
  readonly onTrouble: (retryInMs: number) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Tries again, after ever longer pauses, what the database was too troubled to do; until patience is over. */
export async function patiently<Result>(work: () => Promise<Result>, { isOver, onTrouble }: Patience): Promise<Result> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isStoreTrouble(error) || isOver()) throw error;
      onTrouble(pauseMs);
      await delay(pauseMs);
    }
  }
}

/** How often a lane is looked at that somebody is at, and for how long in all. */
export const FIRST_LOOK_MS = 5;
export const LONGEST_LOOK_MS = 200;
export const LONGEST_BUSY_MS = 10_000;

/** Tries again until nobody else is at the lane. Fails with `port.timed-out` when somebody is there for too long. */
export async function onceFree<Result>(doing: string, work: () => Promise<Result | 'busy'>): Promise<Result> {
  const sinceMs = performance.now();
  for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_LOOK_MS)) {
    const result = await work();
    if (result !== 'busy') return result;
    if (performance.now() - sinceMs > LONGEST_BUSY_MS) throw new PortFailure('port.timed-out', `The store could not ${doing}, because a transaction holds its lane; end it.`, { retry: 'soon' });
    await delay(pauseMs);
  }
}
