const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;

/** How long to wait after so many failures in a row, each panel somewhat differently, so that not all come at once. */
export const backoffMs = (failures: number): number => Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);

/** Where a browser says that it is online again, or that its page is looked at. */
export type Waker = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

const WAKES = ['online', 'visibilitychange'] as const;

/** Waits that long; less when the browser is online again or the page is looked at, or when nobody waits any more. */
export async function pause(ms: number, signal: AbortSignal | undefined, waker: Waker | undefined): Promise<void> {
  if (signal?.aborted === true) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(go, ms);
    function go(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', go);
      for (const each of WAKES) waker?.removeEventListener(each, go);
      resolve();
    }
    signal?.addEventListener('abort', go);
    for (const each of WAKES) waker?.addEventListener(each, go);
  });
}

/** What was promised, or the reason why it is waited for no more. */
export async function heeding<Value>(signal: AbortSignal, promised: Promise<Value>): Promise<Value> {
  let refuse = (_reason: unknown): void => {};
  const leave = (): void => refuse(signal.reason);
  const left = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave);
  return await Promise.race([promised, left]).finally(() => signal.removeEventListener('abort', leave));
}
