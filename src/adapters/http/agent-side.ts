import type { Hono } from 'hono';
import * as z from 'zod';
import type { AgentAccess } from '../../ports/agent-access.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Stream } from '../../ports/stream.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { AgentRoute } from './agent-route.ts';
import { answerJson } from './answer.ts';
import { createDeskGuard, mountAgentRoutes } from './desk-guard.ts';
import { createDeskStream } from './desk-stream.ts';
import { parseBody } from './parse-input.ts';
import { invalidInput, problem } from './problem.ts';
import { bodyProblem, readBody } from './read-body.ts';
import { NO_BODY, NO_QUERY, type RouteDescription } from './route.ts';

/** Whom agents' routes ask. */
export interface AgentSide {
  readonly access: AgentAccess;
  readonly stream: Stream;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** The desk's own routes. */
  readonly routes: readonly AgentRoute[];
  /** How often a stream that has nothing to tell says that it is there. @defaultValue 15,000 */
  readonly heartbeatMs?: number;
}

const text = z.string().min(1).max(300);
const session = z.strictObject({
  token: text.describe('The launch token, as it was minted.'),
  origin: text.describe('The origin of the page in which the panel sits.'),
});

/** How an agent's panel comes in, and what it is told. */
export const agentDoors: { readonly session: RouteDescription; readonly stream: RouteDescription } = {
  session: {
    method: 'post', path: '/v1/session', operationId: 'openSession', needs: 'token', answerIs: 'shown-once',
    summary: "Exchanges a launch token, once, for an agent's bearer of ten minutes; before those are over another launch token gives another.",
    query: NO_QUERY, body: session, problems: ['launch-refused'],
    answer: { description: 'The bearer, which is shown this once.', schema: z.looseObject({ bearer: z.string(), expiresAt: z.iso.datetime(), connection: z.string(), agent: z.string() }) },
  },
  stream: {
    method: 'get', path: '/v1/desk/stream', operationId: 'followDesk', needs: 'agent',
    summary: 'What happens at the desk, as server-sent events; with `Last-Event-ID` from there on.',
    query: NO_QUERY, body: NO_BODY, problems: [],
    answer: { description: 'Events, each with its number as `id`.', schema: z.string(), contentType: 'text/event-stream' },
  },
};

/** Everything that agents' panels may reach. */
export function addAgentRoutes(app: Hono, { access, stream, clock, telemetry, routes, heartbeatMs }: AgentSide): void {
  const guard = createDeskGuard(access);
  const follow = createDeskStream({ stream, clock, telemetry, ...(heartbeatMs === undefined ? {} : { heartbeatMs }) });
  app.post(agentDoors.session.path, async (context) => await openSession(access, context.req.raw));
  app.get(agentDoors.stream.path, guard(async (context, seated) => await follow(seated, context.req.header('last-event-id'))));
  mountAgentRoutes(app, routes, guard);
}

const MENDS = { token: 'send the launch token as it was minted', origin: 'send the origin of the page, https://app.ploomes.com' } as const;

/** Why it opens nothing is not told: whoever has no good token has no business knowing. */
async function openSession(access: AgentAccess, request: Request): Promise<Response> {
  const bytes = await readBody(request);
  if (typeof bytes === 'string') return bodyProblem(bytes);
  const wish = parseBody(session, bytes, MENDS);
  if (!wish.ok) return invalidInput(wish.reason);
  const opened = await access.open(wish.value);
  if (opened === 'refused') return problem('launch-refused', 'It was used, is over, or is for another page. Ask the host for a new one, and send it within a minute.');
  const { bearer, pass: { connection, agent, expiresAt } } = opened;
  return answerJson({ bearer, expiresAt, connection, agent });
}
