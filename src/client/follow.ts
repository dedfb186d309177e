import type { ActiveSend } from '../domain/active-send/active-send.ts';
import type { SessionNews } from '../domain/desk/desk-stream.ts';
import type { AgentSheet } from '../ports/agent-desk.ts';
import { framesOf, type Frame } from './frames.ts';
import { backoffMs, heeding, pause, type Waker } from './pause.ts';
import { isDeskProblem, problemOf, unreachable, type DeskProblem } from './problem.ts';
import type { AskNeeds } from './ask.ts';

/** How the stream stands. `waiting`: it is gone, and is tried again by itself; what is shown stays as it is. */
export type FollowState = 'connecting' | 'live' | 'waiting';

/** What happened at the desk. */
export type DeskNews =
  | SessionNews
  | { readonly type: 'agent.state'; readonly data: AgentSheet['availability'] }
  /** What was kept for later under a key is carried out now, or never will be. */
  | { readonly type: 'act.ended'; readonly data: { readonly protocol: string; readonly act: string; readonly key: string; readonly result: 'done' | 'refused'; readonly because?: string } }
  | { readonly type: 'send.state'; readonly data: Omit<ActiveSend, 'agentId' | 'phone'> }
  | { readonly type: 'call.state'; readonly data: unknown };

/** News of the agent's own; `seq` is its number, which only grows. Kinds may be added: pass over those that you do not know. */
export type FollowedEvent = DeskNews & { readonly seq: number };

/** Who is told. What one of these throws ends the following. */
export interface FollowWish {
  /** Each event once, in its order. */
  onEvent(event: FollowedEvent): void;
  /**
   * The lists have to be loaded, and what came before is worth nothing: `begun` at the very first, `missed` when some of what happened is kept
   * no more. Whatever happens after this call comes as an event.
   */
  onGap(because: 'begun' | 'missed'): void;
  /** @param problem - of `waiting`, what went wrong, where anything did. */
  onState?(state: FollowState, problem?: DeskProblem): void;
  /** Ends the following. */
  readonly signal: AbortSignal;
  /** A stream that says nothing for so long is taken for dead; the hub gives a sign of life every 15 seconds. @defaultValue 35,000 */
  readonly silenceMs?: number;
}

const SILENCE_MS = 35_000;

/** How one connection ended. */
type Ending = 'broken' | 'bearer-over' | DeskProblem;

/** Reads on until nobody listens any more: after whatever break, from the last number that was seen. */
export async function follow({ url, fetch, seat, waker }: AskNeeds, { onEvent, onGap, onState = () => {}, signal, silenceMs = SILENCE_MS }: FollowWish): Promise<void> {
  let last: number | undefined;
  let failures = 0;
  let shown = '';

  function take(frame: Frame): void {
    if (frame.is === 'event' && frame.event !== 'end' && frame.id !== undefined) told(frame.event, frame.id, frame.data);
    // A stream that only ends has not been one.
    if (frame.is === 'comment' || frame.event !== 'end') failures = 0;
  }

  function told(type: string, seq: number, data: string): void {
    const isGap = type === 'ready' || type === 'gap';
    if (!isGap && last !== undefined && seq <= last) return;
    last = seq;
    if (isGap) onGap(type === 'ready' ? 'begun' : 'missed');
    else onEvent(parseEvent(type, seq, data));
  }

  async function connected(connection: AbortController, heard: () => void): Promise<Response | 'bearer-over' | DeskProblem> {
    try {
      shown = await heeding(connection.signal, seat.bearer());
      const headers = { authorization: `Bearer ${shown}`, ...(last === undefined ? {} : { 'last-event-id': String(last) }) };
      const response = await fetch(`${url}/v1/desk/stream`, { headers, signal: connection.signal });
      heard();
      if (response.status === 401) seat.giveUp(shown);
      return response.ok ? response : response.status === 401 && failures === 0 ? 'bearer-over' : await problemOf(response);
    } catch (thrown) {
      return isDeskProblem(thrown) ? thrown : unreachable(thrown);
    }
  }

  /** From one connection to its end. */
  async function readOnce(connection: AbortController, heard: () => void): Promise<Ending> {
    const response = await connected(connection, heard);
    if (response === 'bearer-over' || isDeskProblem(response)) return response;
    onState('live');
    let ending: Ending = 'broken';
    if (response.body === null) return ending;
    for await (const frame of framesOf(response.body, connection.signal, heard)) {
      if (signal.aborted) break;
      take(frame);
      if (frame.is === 'comment' || frame.event !== 'end') continue;
      seat.giveUp(shown);
      ending = 'bearer-over';
    }
    return ending;
  }

  while (!signal.aborted) {
    onState('connecting');
    const ending = await watched(AbortSignal.any([signal, seat.left]), { silenceMs, waker }, readOnce);
    if (signal.aborted) return;
    if (ending === 'bearer-over' && failures++ === 0) continue;
    onState('waiting', isDeskProblem(ending) ? ending : undefined);
    await pause(isDeskProblem(ending) ? Math.max(ending.retryAfterMs ?? 0, backoffMs(++failures)) : backoffMs(++failures), signal, waker);
  }
}

/** Gives a connection up that says nothing, that the browser says is cut off, or that nobody waits for. */
async function watched<Value>(signal: AbortSignal, { silenceMs, waker }: { readonly silenceMs: number; readonly waker: Waker | undefined }, read: (connection: AbortController, heard: () => void) => Promise<Value>): Promise<Value> {
  const connection = new AbortController();
  const leave = (): void => connection.abort(signal.reason);
  const late = (): void => connection.abort(new Error('The stream fell silent.'));
  let timer = setTimeout(late, silenceMs);
  signal.addEventListener('abort', leave);
  waker?.addEventListener('offline', late);
  try {
    return await read(connection, () => {
      clearTimeout(timer);
      timer = setTimeout(late, silenceMs);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
    waker?.removeEventListener('offline', late);
    connection.abort();
  }
}

const parseEvent = (type: string, seq: number, data: string): FollowedEvent => ({ type, seq, data: JSON.parse(data) as unknown }) as FollowedEvent;
