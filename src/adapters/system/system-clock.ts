import { epochMsOf, instantOf } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';

/** A longer time-out overflows the runtime's 32 bits and would fire at once. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The computer's own clock. */
export function createSystemClock(): Clock {
  return {
    now: () => instantOf(Date.now()),
    wake(at, callback) {
      let timeout: NodeJS.Timeout;
      // Timers may fire a little early, and far ones come in stages: whoever wakes looks at the clock again.
      const wait = (): void => {
        const remainingMs = epochMsOf(at) - Date.now();
        timeout = setTimeout(remainingMs > 0 ? wait : callback, Math.min(Math.max(remainingMs, 0), LONGEST_TIMEOUT_MS));
      };
      wait();
      return () => clearTimeout(timeout);
    },
  };
}
