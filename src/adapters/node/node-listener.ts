import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';

/** What Node, Express, Fastify and their like call for each request. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;

const EATEN = {
  type: 'urn:vinculo:problem:body-eaten',
  title: 'The body was read before it came here',
  status: 500,
  detail:
    'Something in the host, such as express.json(), read the body first, so that its own bytes are gone. ' +
    'Mount this listener before the body parser, or leave its path out of it.',
} as const;

const MALFORMED = {
  type: 'urn:vinculo:problem:request-malformed',
  title: 'The request is malformed',
  status: 400,
  detail: 'Send a valid path and Host header.',
} as const;

const PROBLEM_HEADERS = { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' } as const;

/**
 * Lets Node serve a Web-standard handler: `createServer(toNodeListener(vinculo.fetch))`, or
 * `app.use('/vinculo', toNodeListener(vinculo.fetch))` in Express.
 *
 * The body's own bytes are kept, since platforms sign those. Where a body parser of the host ate them, the request is
 * answered with 500 and the mend, unless the host kept them (`rawBody`, or `express.raw`). The process's own `Request` and
 * `Response` are left as they are.
 */
export function toNodeListener(fetch: (request: Request) => Response | Promise<Response>): NodeListener {
  const listen = getRequestListener((request) => fetch(request), { overrideGlobalObjects: false, errorHandler: answerBadRequest });
  return (request, response) => {
    if (!wasEaten(request)) return void listen(request, response);
    const kept = keptBytes(request);
    if (kept === undefined) return answerEaten(response);
    return void listen(Object.assign(request, { rawBody: kept }), response);
  };
}

const wasEaten = (request: IncomingMessage): boolean => request.readableDidRead && carriesBody(request);

const carriesBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Google's functions put the bytes in `rawBody`; `express.raw` puts them in `body`. */
function keptBytes(request: IncomingMessage & { readonly rawBody?: unknown; readonly body?: unknown }): Buffer | undefined {
  return [request.rawBody, request.body].find((each): each is Buffer => Buffer.isBuffer(each));
}

function answerEaten(response: ServerResponse): void {
  response.writeHead(EATEN.status, PROBLEM_HEADERS);
  response.end(JSON.stringify(EATEN));
}

/** The handler itself never rejects: what comes here is a request line or a host header that no URL can be made of. */
const answerBadRequest = (): Response =>
  Response.json(MALFORMED, { status: MALFORMED.status, headers: PROBLEM_HEADERS });
