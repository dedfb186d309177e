const WINDOW_MS = 60_000;

/** Counts requests over any 60 seconds; a refused request costs nothing. */
export interface RateWindow {
  /** Seconds to wait when the request is over the limit, `undefined` when it may pass. */
  take(nowMs: number): number | undefined;
  clear(): void;
}

/** `perMinute` 0 lets everything pass. */
export function createRateWindow(perMinute: number): RateWindow {
  let passed: number[] = [];
  return {
    take: (nowMs) => {
      if (perMinute === 0) return undefined;
      passed = passed.filter((at) => at > nowMs - WINDOW_MS);
      const oldest = passed[0];
      if (oldest !== undefined && passed.length >= perMinute) {
        return Math.max(1, Math.ceil((oldest + WINDOW_MS - nowMs) / 1000));
      }
      passed.push(nowMs);
      return undefined;
    },
    clear: () => {
      passed = [];
    },
  };
}
