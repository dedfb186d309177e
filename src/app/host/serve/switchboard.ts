import { patience } from '../../patience.ts';
import type { Vinculo } from '../../create-vinculo.ts';

/** The hub that answers now, which may be another one later without anybody outside being turned away. */
export interface Switchboard {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Lets what was begun be answered and holds what comes; `change` gives the hub that answers from then on. */
  replace(change: (old: Vinculo) => Promise<Vinculo>): Promise<void>;
  isReplacing(): boolean;
  hub(): Vinculo;
}

/** So long a request waits for the next hub; then its sender is told to come again. */
const LONGEST_HOLD_MS = 20_000;
const LONGEST_WAIT_MS = 5_000;

export function createSwitchboard(first: Vinculo): Switchboard {
  let current = first;
  let ready: Promise<void> | undefined;
  const running = new Set<Promise<unknown>>();

  return {
    async fetch(request) {
      if (ready !== undefined && await isStillHeld(ready)) return comeAgain();
      const answer = current.fetch(request);
      running.add(answer);
      return await answer.finally(() => running.delete(answer));
    },
    async replace(change) {
      let release = (): void => undefined;
      ready = new Promise((resolve) => (release = resolve));
      try {
        // Whoever sends slowly is not waited for for ever: what was not taken in is sent again.
        await Promise.race([Promise.allSettled(running), patience(LONGEST_WAIT_MS)]);
        current = await change(current);
      } finally {
        ready = undefined;
        release();
      }
    },
    isReplacing: () => ready !== undefined,
    hub: () => current,
  };
}

async function isStillHeld(ready: Promise<void>): Promise<boolean> {
  let timeout: NodeJS.Timeout | undefined;
  const tooLong = new Promise<boolean>((resolve) => (timeout = setTimeout(() => resolve(true), LONGEST_HOLD_MS)));
  return await Promise.race([ready.then(() => false), tooLong]).finally(() => clearTimeout(timeout));
}

const comeAgain = (): Response => new Response(null, { status: 503, headers: { 'retry-after': '5' } });
