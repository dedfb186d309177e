const MINUTE_MS = 60_000;

/** What goes on while calls are sent: the run alone, or sessions that begin in the midst of it. */
export type Stretch = 'run' | 'sessions';

/** Calls to one account, as they were sent. Keeps those of the last minute and no more, since it stands in the memory that is measured. */
export interface Traffic {
  sent(atMs: number, stretch: Stretch): void;
  readonly count: () => number;
  /** The most in any 60 seconds, both ends included, that ended in such a stretch. */
  readonly busiestMinute: (stretch: Stretch) => number;
  /** From the first call to the last one, sessions left out. */
  readonly perMinute: () => number;
}

export function createTraffic(): Traffic {
  const lately: number[] = [];
  const busiest = { run: 0, sessions: 0 };
  const [calls, lastedMs] = [{ run: 0, sessions: 0 }, { run: 0, sessions: 0 }];
  let count = 0;
  let last: { readonly atMs: number; readonly stretch: Stretch } | undefined;
  return {
    sent(atMs, stretch) {
      if (last?.stretch === stretch) {
        calls[stretch] += 1;
        lastedMs[stretch] += atMs - last.atMs;
      }
      last = { atMs, stretch };
      count += 1;
      lately.push(atMs);
      while ((lately[0] ?? atMs) < atMs - MINUTE_MS) lately.shift();
      busiest[stretch] = Math.max(busiest[stretch], lately.length);
    },
    count: () => count,
    busiestMinute: (stretch) => busiest[stretch],
    perMinute: () => calls.run / Math.max(1, lastedMs.run / MINUTE_MS),
  };
}
