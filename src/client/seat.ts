import { heeding } from './pause.ts';
import { DeskProblem, isDeskProblem, problemOf, unreachable } from './problem.ts';

/** A launch token of the host's back end, and the origin of the page for which it was minted. */
export interface LaunchToken {
  readonly token: string;
  readonly origin: string;
}

/** What lets an agent in. */
export interface SeatNeeds {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  launch(): Promise<LaunchToken>;
}

/** The agent's bearer: held in memory alone, and exchanged before it ends. */
export interface Seat {
  bearer(): Promise<string>;
  /** The hub takes it no more, whatever the clock says. */
  giveUp(bearer: string): void;
  /** Aborted when the host has logged another agent in. */
  readonly left: AbortSignal;
}

interface Held {
  readonly bearer: string;
  readonly renewAt: number;
  readonly endsAt: number;
}

interface Opened {
  readonly bearer: string;
  readonly expiresAt: string;
  readonly agent: string;
}

const MINUTE_MS = 60_000;
const LONGEST_MS = 10 * MINUTE_MS;
/** Of its time; what is left is enough to go on with while the host's back end is away. */
const RENEWED_AFTER = 0.8;
/** Neither the host nor the hub is waited for longer. */
const PATIENCE_MS = 35_000;

export function createSeat({ url, fetch, launch }: SeatNeeds): Seat {
  let held: Held | undefined;
  let opening: Promise<string> | undefined;
  let seated: string | undefined;
  const leaving = new AbortController();

  async function open(): Promise<string> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const token = await heeding(patience, launch()).catch((failure: unknown) => { throw notLaunched(failure); });
    const body = JSON.stringify({ token: token.token, origin: token.origin });
    // A token opens once: when the answer is lost, whoever asks again comes with another.
    const response = await fetch(`${url}/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: patience })
      .catch((failure: unknown) => { throw unreachable(failure); });
    if (!response.ok) throw await problemOf(response);
    const opened = parseOpened(await response.text());
    seated ??= opened.agent;
    // What is shown here, and waits to be sent, is not that agent's.
    if (opened.agent !== seated) {
      held = undefined;
      leaving.abort();
      throw new DeskProblem({ status: 403, kind: 'agent-changed', text: 'The host logged another agent in. Open the desk anew.' });
    }
    held = heldOf(opened);
    return held.bearer;
  }

  return {
    left: leaving.signal,
    async bearer() {
      if (held !== undefined && performance.now() < held.renewAt) return held.bearer;
      opening ??= open().finally(() => {
        opening = undefined;
      });
      const before = held;
      return await opening.catch((failure: unknown) => {
        if (before !== undefined && before === held && performance.now() < before.endsAt) return before.bearer;
        throw failure;
      });
    },
    giveUp(bearer) {
      if (held?.bearer === bearer) held = undefined;
    },
  };
}

/** The clock of a browser may be wrong by hours: then the bearer is exchanged too often, or when the hub takes it no more. */
function heldOf({ bearer, expiresAt }: { readonly bearer: string; readonly expiresAt: string }): Held {
  const now = performance.now();
  const lifeMs = Math.min(LONGEST_MS, Math.max(MINUTE_MS, Date.parse(expiresAt) - Date.now()));
  return { bearer, renewAt: now + lifeMs * RENEWED_AFTER, endsAt: now + lifeMs };
}

/** The host may say more by a problem of its own, whose status tells whether waiting helps. */
const notLaunched = (cause: unknown): unknown =>
  isDeskProblem(cause) ? cause : new DeskProblem({ status: 0, kind: 'launch-failed', text: 'The host gave no launch token.', cause });

const parseOpened = (text: string): Opened => JSON.parse(text) as Opened;
