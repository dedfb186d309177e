import { backoffMs, pause, type Waker } from './pause.ts';
import { isDeskProblem, problemOf, unreachable, type DeskProblem } from './problem.ts';
import type { Seat } from './seat.ts';

/** What a question may be given beside what it asks. */
export interface AskOptions {
  readonly signal?: AbortSignal;
}

/** What an act may be given beside what it does. */
export interface ActOptions extends AskOptions {
  /** Names the wish: sent again under the same key it is carried out once, also by another page. @defaultValue one made by chance */
  readonly key?: string;
}

/** A request as it is meant; `path` below `/v1/desk/`. */
export interface Wish extends ActOptions {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  readonly bytes?: Blob | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whoever reads it takes the time that it takes. */
  readonly patience?: 'endless';
}

export interface Asking {
  json<Answer>(wish: Wish): Promise<Answer>;
  response(wish: Wish): Promise<Response>;
}

export interface AskNeeds {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  readonly seat: Seat;
  readonly waker: Waker | undefined;
}

const MOST_TRIES = 5;
const PATIENCE_MS = 35_000;
/** Nobody waits longer with a finger on the button. */
const LONGEST_WAIT_MS = 30_000;
/** Not now, or not through this proxy. 0: no answer came. */
const PASSING: ReadonlySet<number> = new Set([0, 429, 502, 503, 504]);

/** Asks the hub; what may pass is asked again under the same key, so that it is done once. */
export function createAsking({ url, fetch, seat, waker }: AskNeeds): Asking {
  async function persistently<Answer>(wish: Wish, read: (response: Response) => Promise<Answer>): Promise<Answer> {
    const { signal } = wish;
    const init = initOf(wish);
    let renewed = 0;
    for (let tries = 1; ; tries++) {
      signal?.throwIfAborted();
      const bearer = await attempt(async () => await seat.bearer());
      const answer = isDeskProblem(bearer) ? bearer : await attempt(async () => {
        const response = await fetch(addressOf(url, wish), { ...init, headers: { ...init.headers, authorization: `Bearer ${bearer}` }, ...signalOf(wish) });
        if (!response.ok) throw await problemOf(response);
        return await read(response);
      });
      if (!isDeskProblem(answer)) return answer;
      signal?.throwIfAborted();
      if (answer.status === 401 && typeof bearer === 'string' && renewed++ === 0) {
        seat.giveUp(bearer);
        continue;
      }
      await pause(waitMs(answer, tries), signal, waker);
    }
  }

  return {
    json: async (wish) => await persistently(wish, async (response) => parseAnswer(await response.text())),
    response: async (wish) => await persistently(wish, async (response) => response),
  };
}

/** A problem as a value; whatever else is thrown means that no whole answer came. */
async function attempt<Value>(act: () => Promise<Value>): Promise<Value | DeskProblem> {
  try {
    return await act();
  } catch (thrown) {
    return isDeskProblem(thrown) ? thrown : unreachable(thrown);
  }
}

/** @throws the problem itself where waiting does not help. */
function waitMs(problem: DeskProblem, tries: number): number {
  const { status, retryAfterMs = 0 } = problem;
  if (!PASSING.has(status) || tries >= MOST_TRIES || retryAfterMs > LONGEST_WAIT_MS) throw problem;
  return Math.max(retryAfterMs, backoffMs(tries));
}

function addressOf(url: string, { path, query = {} }: Wish): string {
  const asked = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
  return `${url}/v1/desk/${path}${asked.size === 0 ? '' : `?${asked.toString()}`}`;
}

/** The key is chosen once for all tries. */
function initOf({ method, body, bytes, headers, key = crypto.randomUUID() }: Wish): { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body?: Blob | string | Uint8Array<ArrayBuffer> } {
  if (method === 'GET') return { method, headers: headers ?? {} };
  return { method, headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers }, body: bytes ?? JSON.stringify(body ?? {}) };
}

function signalOf({ signal, patience }: Wish): { readonly signal?: AbortSignal } {
  if (patience === 'endless') return signal === undefined ? {} : { signal };
  const limit = AbortSignal.timeout(PATIENCE_MS);
  return { signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) };
}

/** What the reference of the interface promises for the route. */
const parseAnswer = (text: string): never => JSON.parse(text) as never;
