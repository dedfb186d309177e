import type { Context, Hono } from 'hono';
import type { AgentAccess } from '../../ports/agent-access.ts';
import type { AgentPass } from '../../ports/agent-passes.ts';
import type { AgentRoute } from './agent-route.ts';
import { bearerOf } from './mount-routes.ts';
import { problem } from './problem.ts';

/** An agent who was let in. */
export interface Seated {
  readonly pass: AgentPass;
  /** Whether the bearer still opens: it may have been withdrawn since. */
  isStillSeated(): Promise<boolean>;
}

/** Lets in who shows the bearer of an agent. */
export type DeskGuard = (handle: (context: Context, seated: Seated) => Promise<Response>) => (context: Context) => Promise<Response>;

/**
 * The door of `/v1/desk`: an agent's bearer opens it, and nothing else does; no route outside of it takes such a bearer.
 *
 * There is no cookie here that a page of somebody else could ride on, and no header that lets one read (CORS): the panel is a page of the hub's
 * own origin, and a browser answers the preflight of any other page, which the `authorization` header asks for, with a refusal. `Origin` is
 * not checked: requests of the panel carry its frame's origin, and never that of the CRM around it. That page is what the launch token is
 * bound to, and what `frame-ancestors` of the panel's page names.
 */
export const createDeskGuard = (access: Pick<AgentAccess, 'authorize'>): DeskGuard => (handle) => async (context) => {
  const bearer = bearerOf(context.req.header('authorization'));
  const pass = await access.authorize(bearer);
  if (pass === 'refused') return passRefused();
  return await handle(context, { pass, isStillSeated: async () => (await access.authorize(bearer)) !== 'refused' });
};

/** Serves agents' routes. */
export function mountAgentRoutes(app: Hono, routes: readonly AgentRoute[], guard: DeskGuard): void {
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, guard(async (context, { pass }) =>
      await route.handle({ pass, params: context.req.param(), query: new URL(context.req.url).searchParams, request: context.req.raw })));
  }
}

const passRefused = (): Response =>
  problem('pass-refused', 'Exchange a new launch token at /v1/session, and send the header `Authorization: Bearer <bearer>`.', {
    headers: { 'www-authenticate': 'Bearer realm="vinculo-desk"' },
  });
