/** Those who wait for something to happen, by what they wait for. */
export interface Waiters {
  wait(what: string): Promise<void>;
  has(what: string): boolean;
  /** All that is waited for. */
  waitedFor(): readonly string[];
  resolve(what: string): void;
  /** Nothing more will happen, and this is why. */
  abandon(why: unknown): void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export function createWaiters(): Waiters {
  const waiters = new Map<string, Waiter[]>();
  return {
    wait: (what) =>
      new Promise((resolve, reject) => {
        const waiter = { resolve, reject };
        const others = waiters.get(what);
        if (others === undefined) waiters.set(what, [waiter]);
        else others.push(waiter);
      }),
    has: (what) => waiters.has(what),
    waitedFor: () => [...waiters.keys()],
    resolve(what) {
      const due = waiters.get(what);
      if (due === undefined) return;
      waiters.delete(what);
      for (const { resolve } of due) resolve();
    },
    abandon(why) {
      for (const { reject } of [...waiters.values()].flat()) reject(why);
      waiters.clear();
    },
  };
}
