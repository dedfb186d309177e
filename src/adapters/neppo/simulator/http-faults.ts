export const httpFaultKinds = [
  'status',
  'timeout',
  'reset',
  'reset-after-write',
  'late-write',
  'empty-list',
  'garbage',
  'drift',
  'slow',
] as const;

/**
 * - `status`: answers `status` (default 503), with `Retry-After` where given, and does nothing;
 * - `timeout`: never answers and does nothing; `late-write` never answers either, but does what was asked `ms` later;
 * - `reset`: cuts the connection before, `reset-after-write` after doing what was asked;
 * - `empty-list`: a list answers 200 with no rows; other routes are not struck;
 * - `garbage`: 200 with a page of HTML; `drift`: the right answer with its `id`s under another name;
 * - `slow`: the right answer, `ms` late (the default is 1000, for `late-write` too).
 */
export type HttpFaultKind = (typeof httpFaultKinds)[number];

/** How the simulator misbehaves for the next requests. */
export interface HttpFault {
  /**
   * `/path` or `METHOD /path`, whole, with `*` for anything and ids as in the route's pattern or as sent; any other text is
   * a regular expression, or a word of one, that `METHOD /path` has to meet.
   */
  readonly route?: string | undefined;
  /** How many requests it strikes; without it, all until the faults are cleared. */
  readonly times?: number | undefined;
  /** How many matching requests pass before it strikes. @defaultValue 0 */
  readonly after?: number | undefined;
  readonly status?: number | undefined;
  /** The `Retry-After` header: seconds, or a date. */
  readonly retryAfter?: number | string | null | undefined;
  /** @defaultValue 'status' */
  readonly kind?: HttpFaultKind | undefined;
  /** Real milliseconds, for `late-write` and `slow`. @defaultValue 1000 */
  readonly ms?: number | undefined;
}

export interface FaultedRequest {
  readonly method: string;
  readonly path: string;
  /** The route's pattern, such as `/api/sessions/{id}/session`. */
  readonly pattern: string;
  readonly isList: boolean;
}

export interface HttpFaults {
  readonly add: (fault: HttpFault) => void;
  readonly clear: () => void;
  readonly list: () => readonly HttpFault[];
  /** The first fault that strikes a request; it is used up by being told. */
  readonly strike: (request: FaultedRequest) => HttpFault | undefined;
}

export function createHttpFaults(): HttpFaults {
  let faults: { fault: HttpFault; after: number; left: number }[] = [];
  return {
    add: (fault) => void faults.push({ fault, after: fault.after ?? 0, left: fault.times ?? Infinity }),
    clear: () => {
      faults = [];
    },
    list: () => faults.map(({ fault, after, left }) => ({ ...fault, after, ...(left === Infinity ? {} : { times: left }) })),
    strike: (request) => {
      const matching = faults.filter(({ fault }) => strikes(fault, request));
      const struck = matching.find(({ after }) => after === 0);
      for (const each of matching) each.after = Math.max(0, each.after - 1);
      if (struck) struck.left -= 1;
      faults = faults.filter(({ left }) => left > 0);
      return struck?.fault;
    },
  };
}

function strikes({ route, kind }: HttpFault, { method, path, pattern, isList }: FaultedRequest): boolean {
  if (kind === 'empty-list' && !isList) return false;
  if (route === undefined) return true;
  if (!WHOLE.test(route) || EXPRESSION.test(route)) return new RegExp(route).test(`${method} ${path}`);
  const wanted = new RegExp(`^${route.split('*').map(escaped).join('.*')}$`);
  return [path, pattern, `${method} ${path}`, `${method} ${pattern}`].some((name) => wanted.test(name));
}

const WHOLE = /^([A-Z]+ )?\//;
const EXPRESSION = /[\\^$|[\]+()]|\.\*/;

const escaped = (text: string): string => text.replace(/[.?{}]/g, '\\$&');

/** Whether a fault's route can be read. */
export function isRoute(route: string): boolean {
  try {
    return new RegExp(EXPRESSION.test(route) || !WHOLE.test(route) ? route : '') instanceof RegExp;
  } catch {
    return false;
  }
}

/** The same answer after a release that nobody announced: every `id` goes by another name. */
export function drifted(value: unknown): unknown {
  if (typeof value === 'number') return { total: value };
  if (Array.isArray(value)) return value.map((each: unknown) => (typeof each === 'object' ? drifted(each) : each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key === 'id' ? 'identificador' : key, typeof each === 'object' ? drifted(each) : each]),
  );
}
