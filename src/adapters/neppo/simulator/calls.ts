/** The requests made to the platform's own API; `/_sim` is not counted. */
export interface Calls {
  readonly total: number;
  /** By method and route pattern, such as `GET /api/sessions/{id}/session`. */
  readonly byRoute: Readonly<Record<string, number>>;
}

export interface CallCounter {
  readonly count: (route: string) => void;
  readonly read: () => Calls;
  readonly clear: () => void;
}

export function createCallCounter(): CallCounter {
  const byRoute = new Map<string, number>();
  return {
    count: (route) => void byRoute.set(route, (byRoute.get(route) ?? 0) + 1),
    read: () => ({ total: [...byRoute.values()].reduce((sum, each) => sum + each, 0), byRoute: Object.fromEntries(byRoute) }),
    clear: () => byRoute.clear(),
  };
}

const WINDOW_MS = 60_000;

/** Lets so many requests through in any 60 s; the seconds to wait otherwise. A limit of 0 lets all through. */
export function createRateLimit(perMinute: number, now: () => number): () => number | undefined {
  let recent: number[] = [];
  return () => {
    if (perMinute === 0) return undefined;
    recent = recent.filter((at) => at > now() - WINDOW_MS);
    const [oldest] = recent;
    if (recent.length >= perMinute && oldest !== undefined) return Math.max(1, Math.ceil((oldest + WINDOW_MS - now()) / 1000));
    recent.push(now());
    return undefined;
  };
}
