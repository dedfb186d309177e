/** Requests to the platform's API since the start or the last reset; `/_sim` is not counted. */
export interface Calls {
  readonly total: number;
  /** By method and route with ids taken out: `PATCH /Deals(id)`. */
  readonly byRoute: Readonly<Record<string, number>>;
  /** By the status answered; requests that were left without an answer are under `none`. */
  readonly byStatus: Readonly<Record<string, number>>;
}

export interface CallLog {
  arrived(route: string): void;
  answered(status: number | 'none'): void;
  calls(): Calls;
  reset(): void;
}

export function createCallLog(): CallLog {
  const byRoute = new Map<string, number>();
  const byStatus = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    arrived: (route) => add(byRoute, route),
    answered: (status) => add(byStatus, String(status)),
    calls: () => ({
      total: [...byRoute.values()].reduce((sum, count) => sum + count, 0),
      byRoute: Object.fromEntries(byRoute),
      byStatus: Object.fromEntries(byStatus),
    }),
    reset: () => {
      byRoute.clear();
      byStatus.clear();
    },
  };
}
