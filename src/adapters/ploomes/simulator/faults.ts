import * as z from 'zod';

const times = z.int().min(1).optional();
const ms = z.int().min(0);

const KINDS = [
  'status', 'timeout', 'reset', 'reset-after-write', 'late-write', 'empty-list', 'garbage', 'drift', 'slow',
] as const;

const apiFaultSchema = z.strictObject({
  route: z.string().refine((route) => isRoute(route), 'not a route and not a regular expression').optional(),
  times,
  after: z.int().min(0).optional(),
  kind: z.enum(KINDS).optional(),
  status: z.int().min(200).max(599).optional(),
  retryAfter: z.union([z.number(), z.string()]).nullable().optional(),
  ms: ms.optional(),
  slow: ms.optional(),
  lateMs: ms.optional(),
  answer: z.enum(['reset', 'never']).optional(),
});

const webhookFaultSchema = z.strictObject({
  webhooks: z.enum(['duplicate', 'reorder', 'delay', 'drop']),
  times,
  after: z.int().min(0).optional(),
  delayMs: ms.optional(),
});

const faultSchema = z.union([webhookFaultSchema, apiFaultSchema]);
const faultsSchema = z.union([z.array(faultSchema), faultSchema.transform((fault) => [fault])]);

/** A fault on the platform's API; without `times` it stays until it is cleared. */
export type ApiFault = z.infer<typeof apiFaultSchema>;
/** A fault on webhook deliveries. */
export type WebhookFault = z.infer<typeof webhookFaultSchema>;
/** A fault of either kind. */
export type Fault = ApiFault | WebhookFault;

/** Reads one fault or a list of them; the text says what is wrong with it. */
export function parseFaults(input: unknown): { readonly faults: readonly Fault[] } | { readonly problem: string } {
  const parsed = faultsSchema.safeParse(input);
  return parsed.success ? { faults: parsed.data } : { problem: z.prettifyError(parsed.error) };
}

/** The faults that wait for their request or their delivery, taken in the order in which they were added. */
export interface FaultBook {
  add(faults: readonly Fault[]): void;
  clear(): void;
  /** Faults that a request meets, under any of its spellings: every `slow` one, and the first of the others. */
  forRequest(requests: readonly string[]): readonly ApiFault[];
  forDelivery(): WebhookFault | undefined;
  pending(): readonly Fault[];
}

interface Waiting<T> {
  readonly fault: T;
  skip: number;
  left: number;
}

export function createFaultBook(): FaultBook {
  let api: Waiting<ApiFault>[] = [];
  let webhooks: Waiting<WebhookFault>[] = [];
  const waiting = <T extends Fault>(fault: T): Waiting<T> => {
    return { fault, skip: fault.after ?? 0, left: fault.times ?? Infinity };
  };
  const strikes = (each: Waiting<Fault>): boolean => {
    if (each.left <= 0) return false;
    if (each.skip > 0) {
      each.skip -= 1;
      return false;
    }
    each.left -= 1;
    return true;
  };
  return {
    add: (faults) => {
      for (const fault of faults) {
        if ('webhooks' in fault) webhooks.push(waiting(fault));
        else api.push(waiting(fault));
      }
    },
    clear: () => {
      api = [];
      webhooks = [];
    },
    forRequest: (requests) => {
      const matching = api.filter(({ fault }) => requests.some((request) => matches(fault, request)));
      const slow = matching.filter(({ fault }) => isSlow(fault)).filter(strikes);
      const first = matching.filter(({ fault }) => !isSlow(fault)).find(strikes);
      return [...slow, ...(first ? [first] : [])].map(({ fault }) => fault);
    },
    forDelivery: () => webhooks.find(strikes)?.fault,
    pending: () => [...api, ...webhooks].filter(({ left }) => left > 0).map(({ fault }) => fault),
  };
}

/** A fault that only delays: the request is carried out as usual afterwards. */
export const isSlow = ({ kind, slow, status }: ApiFault): boolean =>
  kind === 'slow' || (kind === undefined && status === undefined && slow !== undefined);

const PREFIX = /^[A-Z]+ \//;
const REGEXP_SIGNS = /[\\^*|[\]+]|\$$/;

/**
 * `POST /Deals` meets `/Deals`, `/Deals(5)` and `/Deals(5)/Win`, not `/Deals@Pipelines`; a route that looks like a
 * regular expression is tested against the method, the path and the query.
 */
function matches({ route, kind }: ApiFault, request: string): boolean {
  if (kind === 'empty-list' && !request.startsWith('GET ')) return false;
  if (route === undefined) return true;
  if (!PREFIX.test(route) || REGEXP_SIGNS.test(route)) return new RegExp(bare(route)).test(request);
  return request.startsWith(route) && !/^[A-Za-z@]/.test(request.slice(route.length));
}

const bare = (route: string): string => route.replace(/^\/(.+)\/$/, '$1');

function isRoute(route: string): boolean {
  try {
    return new RegExp(bare(route)) instanceof RegExp;
  } catch {
    return PREFIX.test(route);
  }
}
