import type * as z from 'zod';
import type { AgentPass } from '../../ports/agent-passes.ts';
import { parseBody, parseQuery, type Mends } from './parse-input.ts';
import { invalidInput, isInputRefusal, problem, problemOfFailure } from './problem.ts';
import { bodyProblem, readBody } from './read-body.ts';
import type { RouteDescription } from './route.ts';

/** What an agent's panel sent, read. */
export interface AgentAsked<Query, Body> {
  /** Who asks, and in which connection: whatever is answered is that agent's. */
  readonly pass: AgentPass;
  /** The parts of the path that stand for something, by name. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The `Idempotency-Key`; empty where the route takes none. */
  readonly key: string;
  /** For what is read of its headers, such as `Range`. */
  readonly request: Request;
}

/** What the reference tells of an agents' route. */
interface AgentRouteDescription extends RouteDescription {
  readonly path: `/v1/desk/${string}`;
  readonly needs: 'agent';
}

/** A route of `/v1/desk`, told so that it is served and described from the same words. */
export interface AgentRoute extends AgentRouteDescription {
  handle(asked: Omit<AgentAsked<URLSearchParams, undefined>, 'body' | 'key'>): Promise<Response>;
}

interface AgentRouteWish<Query extends z.ZodType, Body> extends AgentRouteDescription {
  readonly query: Query;
  /** What to send instead, by field. */
  readonly mends: Mends;
  handle(asked: AgentAsked<z.output<Query>, Body>): Promise<Response>;
}

/** Makes a route whose handler is given what its schemas say; whatever else is sent is refused, naming the field. */
export const createAgentRoute = <Query extends z.ZodType, Body extends z.ZodType>({ handle, ...wish }: AgentRouteWish<Query, z.output<Body>> & { readonly body: Body }): AgentRoute => ({
  ...wish,
  handle: async (raw) => await answered(wish, raw, async (read) => {
    const bytes = wish.method === 'post' ? await readBody(raw.request) : undefined;
    if (typeof bytes === 'string') return bodyProblem(bytes);
    const body = parseBody(wish.body, bytes, wish.mends);
    return body.ok ? await handle({ ...read, body: body.value }) : invalidInput(body.reason);
  }),
});

/** Makes a route that takes a file: the bytes of the body as they came, up to `mostBytes`. */
export const createUploadRoute = <Query extends z.ZodType>({ handle, mostBytes, ...wish }: AgentRouteWish<Query, Uint8Array> & { readonly mostBytes: number }): AgentRoute => ({
  ...wish,
  bodyIs: 'bytes',
  handle: async (raw) => await answered(wish, raw, async (read) => {
    const body = await readBody(raw.request, mostBytes);
    return typeof body === 'string' ? bodyProblem(body, mostBytes) : await handle({ ...read, body });
  }),
});

const KEY = /^[\u0021-\u007e]{1,200}$/;

/** What holds for each of them: the query and the key are read first, and a refusal from further in is told with its mend. */
async function answered<Query extends z.ZodType>(
  { query: schema, mends, repeatKey }: Pick<AgentRouteWish<Query, unknown>, 'query' | 'mends' | 'repeatKey'>,
  raw: Parameters<AgentRoute['handle']>[0],
  handle: (read: Omit<AgentAsked<z.output<Query>, unknown>, 'body'>) => Promise<Response>,
): Promise<Response> {
  const key = raw.request.headers.get('idempotency-key') ?? '';
  if ((repeatKey === 'needed' || key !== '') && !KEY.test(key)) return invalidInput([KEY_FAULT]);
  const query = parseQuery(schema, raw.query, mends);
  if (!query.ok) return invalidInput(query.reason);
  try {
    return await handle({ ...raw, query: query.value, key: repeatKey === 'needed' ? key : '' });
  } catch (thrown) {
    if (isInputRefusal(thrown)) return thrown.code === 'input.idempotency-key-reused' ? KEY_REUSED() : problemOfFailure(thrown, mends);
    throw thrown;
  }
}

const KEY_REUSED = (): Response => problem('idempotency-key-reused', 'This Idempotency-Key was sent with another wish before. Send a new one.');

const KEY_FAULT = { field: 'Idempotency-Key', reason: 'cannot be used', mend: 'send 1 to 200 letters, digits and signs without a space, by chance' } as const;
