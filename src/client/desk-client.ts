import { createActing, type DeskActing } from './acting.ts';
import { createAsking } from './ask.ts';
import { follow, type FollowWish } from './follow.ts';
import type { Waker } from './pause.ts';
import { createReading, type DeskReading } from './reading.ts';
import { createSeat, type LaunchToken } from './seat.ts';
import { createSending, type DeskSending } from './sending.ts';

/** Where the desk is, and who lets the agent in. */
export interface DeskClientOptions {
  /** The hub's address without a slash at its end: `/hub`, where the panel's own origin passes it on; no other origin is answered. */
  readonly url: string;
  /**
   * Asks the host's back end for a launch token, and names the origin for which it is. Called at first use, about every eight minutes, and
   * whenever the hub takes the bearer no more. What it throws is tried again, unless it is a {@link DeskProblem} whose status says otherwise.
   */
  launch(): Promise<LaunchToken>;
  /** @defaultValue the browser's */
  readonly fetch?: typeof globalThis.fetch;
  /** Where `online` and `offline` are heard. @defaultValue the browser's window */
  readonly waker?: Waker;
}

/** The agents' desk in a browser: every method is one route of `/v1/desk`, named as in `openapi.json`. */
export interface DeskClient extends DeskReading, DeskActing, DeskSending {
  /**
   * Tells what happens at the desk until the signal ends it, over whatever breaks: nothing is missed and nothing told twice, and where the hub
   * itself remembers no more, `onGap` is called. It never gives up by itself.
   */
  follow(wish: FollowWish): Promise<void>;
}

/**
 * Opens the agents' desk to a page (PAN, SND, SES-10). The bearer is held in memory alone; acts are sent under a key of their own, and again
 * under the same one where the network, a limit or a hub in restart stood in the way.
 *
 * @example
 * import { createDeskClient } from 'vinculo/client';
 *
 * const desk = createDeskClient({
 *   url: '/hub',
 *   launch: async () => ({ token: await (await fetch('/launch-token', { method: 'POST' })).text(), origin: location.origin }),
 * });
 * const { rows } = await desk.listMySessions();
 */
export function createDeskClient({ url, launch, fetch = async (input, init) => await globalThis.fetch(input, init), waker = windowHere() }: DeskClientOptions): DeskClient {
  const seat = createSeat({ url, fetch, launch: async () => await launch() });
  const needs = { url, fetch, seat, waker };
  const asking = createAsking(needs);
  return { ...createReading(asking), ...createActing(asking), ...createSending(asking), follow: async (wish) => await follow(needs, wish) };
}

/** Outside of a browser there is none. */
const windowHere = (): Waker | undefined => (typeof globalThis.addEventListener === 'function' ? globalThis : undefined);
