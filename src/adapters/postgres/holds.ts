import type { Telemetry } from '../../ports/telemetry.ts';
import type { Wake, Wakes } from './wakes.ts';

/** A wake in the hands of this process. */
export interface Hold {
  readonly wake: Wake;
  /** Whether it is surely still ours, with time to spare. Told by a clock that nobody sets, so that a process that was frozen knows. */
  isSure(): boolean;
}

/** What this process holds. It says in time that it is well, so that nobody takes it away. */
export interface Holds {
  /** @param sinceMs - what `performance.now()` said before the wake was asked for. */
  take(wake: Wake, sinceMs: number): Hold;
  letGo(hold: Hold): void;
}

interface HoldsParts {
  readonly wakes: Wakes;
  readonly leaseSeconds: number;
  readonly telemetry: Telemetry | undefined;
}

const SURE_FOR = 0.8;
const RENEWALS = 6;

export function createHolds({ wakes, leaseSeconds, telemetry }: HoldsParts): Holds {
  /** When each was surely ours. */
  const held = new Map<Hold, number>();
  let next: NodeJS.Timeout | undefined;

  const schedule = (): void => {
    if (held.size > 0) next ??= setTimeout(() => void renew(), (leaseSeconds * 1000) / RENEWALS).unref();
  };

  async function renew(): Promise<void> {
    const sinceMs = performance.now();
    const before = [...held.keys()];
    try {
      const ours = new Set(await wakes.renew(before.map(({ wake }) => wake)));
      for (const hold of before) if (held.has(hold)) held.set(hold, ours.has(hold.wake) ? sinceMs : Number.NEGATIVE_INFINITY);
    } catch (error) {
      telemetry?.log('warn', 'lanes-not-renewed', { lanes: before.length, error: error instanceof Error ? error.name : typeof error });
    }
    next = undefined;
    schedule();
  }

  return {
    take(wake, sinceMs) {
      const hold: Hold = { wake, isSure: () => performance.now() - (held.get(hold) ?? Number.NEGATIVE_INFINITY) < leaseSeconds * 1000 * SURE_FOR };
      held.set(hold, sinceMs);
      schedule();
      return hold;
    },
    letGo(hold) {
      held.delete(hold);
      if (held.size > 0) return;
      clearTimeout(next);
      next = undefined;
    },
  };
}
