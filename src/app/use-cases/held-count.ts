import { addMs, type Instant } from '../../domain/index.ts';
import type { Clock } from '../../ports/index.ts';

/** The first is written down at once, what follows once a minute at the most: there are as many counts as keys, and no more. */
const WRITE_EVERY_MS = 60_000;

interface Held {
  readonly writtenAt: Instant;
  readonly count: number;
}

/** Counts what comes in faster than it is worth writing down. */
export function createHeldCount<What>(clock: Clock, keyOf: (what: What) => string, write: (what: What, at: Instant, count: number) => void): (what: What) => void {
  const held = new Map<string, Held>();
  return (what) => {
    const key = keyOf(what);
    const now = clock.now();
    const before = held.get(key);
    const count = (before?.count ?? 0) + 1;
    if (before !== undefined && now < addMs(before.writtenAt, WRITE_EVERY_MS)) {
      held.set(key, { ...before, count });
      return;
    }
    held.set(key, { writtenAt: now, count: 0 });
    write(what, now, count);
  };
}
