import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';

/** A clock that stands still until it is wound, for tests and simulations. */
export interface HandClock extends Clock {
  /** Goes forward, calling back whatever falls due on the way, in order of due time. */
  advance(ms: number): void;
  /** Goes to that moment; going back calls nobody. */
  set(instant: Instant): void;
}

interface Sleeper {
  readonly at: Instant;
  readonly callback: () => void;
}

/**
 * A clock for tests and simulations: nothing falls due until it is wound.
 *
 * @param start - what the clock shows first.
 */
export function createHandClock(start: Instant): HandClock {
  let now = start;
  const sleepers = new Set<Sleeper>();

  // While a callback runs the clock shows its own due time, as a real one would.
  const set = (instant: Instant): void => {
    for (let next = firstDue(sleepers, instant); next !== undefined; next = firstDue(sleepers, instant)) {
      sleepers.delete(next);
      if (next.at > now) now = next.at;
      next.callback();
    }
    now = instant;
  };

  return {
    now: () => now,
    wake(at, callback) {
      const sleeper = { at, callback };
      sleepers.add(sleeper);
      // Never within the call: whoever asks has not yet seen what cancels it.
      if (at <= now) queueMicrotask(() => sleepers.delete(sleeper) && callback());
      return () => void sleepers.delete(sleeper);
    },
    advance: (ms) => set(addMs(now, ms)),
    set,
  };
}

function firstDue(sleepers: ReadonlySet<Sleeper>, until: Instant): Sleeper | undefined {
  let first: Sleeper | undefined;
  for (const sleeper of sleepers) {
    if (sleeper.at <= until && (first === undefined || sleeper.at < first.at)) first = sleeper;
  }
  return first;
}
