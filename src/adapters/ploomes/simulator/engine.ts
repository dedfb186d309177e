import type { SentFile } from './actions.ts';
import { actorFor, answer, parseTarget, routeOf, textReply } from './api.ts';
import type { ApiCall } from './api.ts';
import type { CallLog } from './call-log.ts';
import type { Deliveries } from './deliveries.ts';
import { isSlow } from './faults.ts';
import type { ApiFault, FaultBook } from './faults.ts';
import type { RateWindow } from './rate-window.ts';
import { ApiError, idOf, isRow, parseJson, textAt } from './wire.ts';
import type { Json, Reply, Row } from './wire.ts';
import type { World } from './world.ts';

/** A request as it came off the wire. */
export interface Incoming {
  readonly method: string;
  /** Decoded path, without the query. */
  readonly path: string;
  /** Query as sent, still percent-encoded. */
  readonly rawQuery: string;
  readonly body: string;
  /** The files of a multipart body. */
  readonly files: readonly SentFile[];
  readonly userKey: string | undefined;
  readonly origin: string;
}

/** What becomes of a request: an answer, a cut connection, or silence. */
export type Outcome = Reply | 'reset' | 'never';

export interface Engine {
  handle(incoming: Incoming): Promise<Outcome>;
  close(): void;
}

interface Parts {
  readonly world: World;
  readonly rate: RateWindow;
  readonly calls: CallLog;
  readonly faults: FaultBook;
  readonly deliveries: Deliveries;
}

const MAX_RESPONSE_CHARS = 10 * 1024 * 1024;
const DEFAULT_LATE_MS = 1000;
const DEFAULT_SLOW_MS = 1000;

/** The order of things: count the call, meet the faults, check the key, check the rate, then do the work. */
export function createEngine({ world, rate, calls, faults, deliveries }: Parts): Engine {
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };
  const pause = (ms: number): Promise<void> => new Promise((resolve) => after(ms, resolve));

  const authorised = (call: Incoming): Reply => {
    if (call.path === '/Self/Login') return login(world, call);
    const actorId = actorFor(world, call.userKey);
    if (actorId === undefined) return textReply(call.origin, 401, 'Unauthorized.');
    const waitSeconds = rate.take(world.now());
    if (waitSeconds !== undefined) {
      return textReply(call.origin, 429, 'Too many requests.', { 'Retry-After': String(waitSeconds) });
    }
    const target = parseTarget(call.path);
    return target ? answer(world, { ...call, target } satisfies ApiCall, actorId) : { status: 404 };
  };

  const perform = (call: Incoming): Reply => {
    try {
      const reply = authorised(call);
      world.store.commit();
      deliveries.wake();
      return JSON.stringify(reply.body ?? '').length > MAX_RESPONSE_CHARS ? { status: 413 } : reply;
    } catch (error) {
      world.store.rollback();
      if (error instanceof ApiError) return textReply(call.origin, error.status, error.message);
      throw error;
    }
  };

  const meet = (fault: ApiFault, call: Incoming): Outcome => {
    switch (fault.kind) {
      case 'timeout':
        return 'never';
      case 'reset':
        return 'reset';
      case 'reset-after-write':
        perform(call);
        return 'reset';
      case 'late-write':
        after(fault.lateMs ?? fault.ms ?? DEFAULT_LATE_MS, () => perform(call));
        return fault.answer ?? 'reset';
      case 'empty-list':
        return withRows(perform(call), () => []);
      case 'drift':
        return withRows(perform(call), (rows) => rows.map(drifted));
      case 'garbage':
        return { ...perform(call), body: '<html><body>Gateway</body></html>' };
      default:
        return faultyStatus(call.origin, fault);
    }
  };

  return {
    handle: async (call) => {
      const route = routeOf(call.method, call.path);
      calls.arrived(route);
      const request = `${call.method} ${call.path}${call.rawQuery === '' ? '' : `?${readable(call.rawQuery)}`}`;
      let outcome: Outcome | undefined;
      for (const fault of faults.forRequest([request, route])) {
        if (isSlow(fault)) await pause(fault.ms ?? fault.slow ?? DEFAULT_SLOW_MS);
        else outcome = meet(fault, call);
      }
      outcome ??= perform(call);
      calls.answered(typeof outcome === 'string' ? 'none' : outcome.status);
      return outcome;
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function readable(rawQuery: string): string {
  try {
    return decodeURIComponent(rawQuery.replaceAll('+', ' '));
  } catch {
    return rawQuery;
  }
}

const FAULT_TEXTS: Readonly<Record<number, string>> = {
  401: 'Unauthorized.', 403: 'Forbidden.', 429: 'Too many requests.',
};

/** A 429 says when to come back unless it is told not to; server errors come as plain text, as a gateway's do. */
function faultyStatus(origin: string, { status = 500, retryAfter }: ApiFault): Reply {
  const wait = retryAfter === undefined && status === 429 ? 1 : retryAfter;
  const headers = wait === undefined || wait === null ? {} : { 'Retry-After': String(wait) };
  const text = FAULT_TEXTS[status];
  if (text) return textReply(origin, status, text, headers);
  return { status, headers, body: status >= 500 ? 'Service Unavailable' : '' };
}

function withRows(reply: Reply, change: (rows: readonly Row[]) => readonly Row[]): Reply {
  const body = reply.body;
  if (!isRow(body) || !Array.isArray(body['value'])) return reply;
  return { ...reply, body: { ...body, value: change(body['value'].filter(isRow)) } };
}

/** A row from a platform that changed its mind: the id is text under another name. */
function drifted(row: Row): Row {
  const { Id: id, ...rest } = row;
  return { id: String(id), ...rest };
}

/** Any password opens an existing user's key: the simulator has no secrets, and tests act as people with it. */
function login(world: World, call: Incoming): Reply {
  const body: Json | undefined = parseJson(call.body);
  const email = isRow(body) ? textAt(body, 'Email') : undefined;
  const user = world.store.rows('Users').find((each) => each['Email'] === email && each['Suspended'] !== true);
  const key = user ? world.store.get('~Keys', idOf(user)) : undefined;
  if (!user || !key) return textReply(call.origin, 401, 'Unauthorized.');
  return {
    status: 200,
    body: {
      '@odata.context': `${call.origin}/$metadata#Self`,
      value: [{ Id: idOf(user), Name: user['Name'] ?? null, UserKey: key['Key'] ?? null }],
    },
  };
}
