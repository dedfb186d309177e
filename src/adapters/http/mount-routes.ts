import type { Context, Hono } from 'hono';
import type { Operator, OperatorDesk } from '../../ports/operator-desk.ts';
import type { RepeatableRequests } from '../../ports/repeatable-requests.ts';
import { answerKeyed } from './keyed-request.ts';
import { invalidInput, problem, type InputFault } from './problem.ts';
import { bodyProblem, readBody } from './read-body.ts';
import type { RawAsked, Route } from './route.ts';

/** Lets in who shows an operator's key. */
export type Guard = (handle: (context: Context, operator: Operator) => Promise<Response>) => (context: Context) => Promise<Response>;

export const createGuard = (desk: Pick<OperatorDesk, 'authorize'>): Guard => (handle) => async (context) => {
  const operator = await desk.authorize(bearerOf(context.req.header('authorization')));
  return operator === 'refused' ? bearerRefused() : await handle(context, operator);
};

/** Serves the routes: each needs a key that allows it, and each POST may be sent twice with one `Idempotency-Key`. */
export function mountRoutes(app: Hono, routes: readonly Route[], { guard, requests }: { readonly guard: Guard; readonly requests: RepeatableRequests }): void {
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, guard(async (context, operator) => await answer(route, context, operator, requests)));
  }
}

async function answer(route: Route, context: Context, operator: Operator, requests: RepeatableRequests): Promise<Response> {
  if (route.needs === 'operate' && operator.role !== 'operate') return problem('not-allowed', 'This key may look on, and do nothing. Use one that may operate.');
  const body = route.method === 'post' ? await readBody(context.req.raw) : undefined;
  if (typeof body === 'string') return bodyProblem(body);
  const { pathname, search, searchParams: query } = new URL(context.req.url);
  const requestKey = route.method === 'post' ? context.req.header('idempotency-key') : undefined;
  if (requestKey !== undefined && route.answerIs === 'shown-once') return invalidInput([UNKEPT]);
  const asked: RawAsked = { operator, params: context.req.param(), query, body, requestKey };
  if (requestKey === undefined) return await route.handle(asked);
  return await answerKeyed(requests, { operator, key: requestKey, method: 'POST', address: `${pathname}${search}`, body }, async () => await route.handle(asked));
}

const UNKEPT: InputFault = { field: 'Idempotency-Key', reason: 'cannot be used here, since the answer is shown once and kept nowhere', mend: 'leave it out' };

/** RFC 6750: the scheme is case-insensitive, the key is not. */
export const bearerOf = (authorization: string | undefined): string | undefined => /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];

const bearerRefused = (): Response =>
  problem('bearer-refused', 'Send the header `Authorization: Bearer <key>` with a key that was not withdrawn.', {
    headers: { 'www-authenticate': 'Bearer realm="vinculo"' },
  });
