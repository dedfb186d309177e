import type { Context, Hono } from 'hono';
import type { OperatorDesk } from '../../ports/operator-desk.ts';
import { answerJson, answerText } from './answer.ts';
import { parseDeliveryId, parseListQuery, parseReplayBody } from './parse-operator-input.ts';
import { invalidInput, problem } from './problem.ts';
import { bodyProblem, readBody } from './read-body.ts';

const METRICS_FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/** What the people who run the hub ask of it. All but the two health questions need an operator's key. */
export function addOperatorRoutes(app: Hono, desk: OperatorDesk): void {
  const guarded = (handle: (context: Context) => Promise<Response>) => async (context: Context): Promise<Response> =>
    (await desk.authorize(bearerOf(context.req.header('authorization')))) === 'allowed' ? handle(context) : bearerRefused();

  app.get('/healthz', () => answerJson({ alive: true }));
  app.get('/readyz', () => readiness(desk));
  app.get('/metrics', guarded(async () => answerText(await desk.metricsText(), METRICS_FORMAT)));
  app.get('/v1/deliveries', guarded((context) => listDeliveries(desk, new URL(context.req.url).searchParams)));
  app.post('/v1/deliveries/replay', guarded((context) => replayDeliveries(desk, context.req.raw)));
  app.get('/v1/deliveries/:id', guarded((context) => showDelivery(desk, context.req.param('id') ?? '')));
}

async function readiness(desk: OperatorDesk): Promise<Response> {
  const { ready, problems } = await desk.health();
  return answerJson({ ready, problems }, ready ? 200 : 503);
}

async function listDeliveries(desk: OperatorDesk, query: URLSearchParams): Promise<Response> {
  const request = parseListQuery(query);
  if (!request.ok) return invalidInput(request.reason);
  return answerJson(await desk.list(request.value.filter, request.value.page));
}

async function showDelivery(desk: OperatorDesk, id: string): Promise<Response> {
  const delivery = await desk.show(parseDeliveryId(id));
  return delivery === undefined
    ? problem('not-found', 'No delivery has this id; it may have been removed after its time of keeping. Look it up in /v1/deliveries.')
    : answerJson(delivery);
}

async function replayDeliveries(desk: OperatorDesk, request: Request): Promise<Response> {
  const body = await readBody(request);
  if (typeof body === 'string') return bodyProblem(body);
  const ids = parseReplayBody(body);
  return ids.ok ? answerJson(await desk.replay(ids.value)) : invalidInput(ids.reason);
}

/** RFC 6750: the scheme is case-insensitive, the key is not. */
const bearerOf = (authorization: string | undefined): string | undefined => /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];

const bearerRefused = (): Response =>
  problem('bearer-refused', 'Send the header `Authorization: Bearer <key>` with a key that was not withdrawn.', {
    headers: { 'www-authenticate': 'Bearer realm="vinculo"' },
  });
