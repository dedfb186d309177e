import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { CallCounter } from './calls.ts';
import { drifted, type HttpFault, type HttpFaults } from './http-faults.ts';
import { RawReply } from './raw-reply.ts';
import { gatewayFault, SimulatorRefusal } from './refusal.ts';
import { createRouter, type Matched, type Route, type SimRequest } from './router.ts';

/** What stands between a request and its route. */
export interface Gate {
  readonly calls: CallCounter;
  readonly faults: HttpFaults;
  /** Seconds to wait, or undefined to go on. */
  readonly limit: () => number | undefined;
  /** Throws when the bearer is not the live one. */
  readonly authorize: (authorization: string | undefined) => void;
  /** Makes what a request changed durable, before it is answered. */
  readonly commit: () => void;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const NOT_FOUND = 'No matching resource found for given API Request';
const GARBAGE = '<html><head><title>502</title></head><body>upstream</body></html>';
const DEFAULT_MS = 1000;
/** As proxies do: with Node's own 5 s a busy machine cuts a caller's idle connection at the moment at which it is used again. */
const KEEP_ALIVE_MS = 65_000;

/** The HTTP server over the routes; it is not listening yet. */
export function createSimulatorServer(routes: readonly Route[], gate: Gate): Server {
  const route = createRouter(routes);
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    handle(incoming, outgoing, route, gate).catch((error: unknown) => send(outgoing, replyOf(error)));
  });
}

type FindRoute = ReturnType<typeof createRouter>;

async function handle(incoming: IncomingMessage, outgoing: ServerResponse, route: FindRoute, gate: Gate): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://simulator');
  const method = incoming.method ?? 'GET';
  const matched = route(method, url.pathname);
  const bytes = await bytesOf(incoming);
  const run = (): Promise<Reply> => answered(matched, () => requestOf(incoming, url, bytes, matched), gate);
  if (url.pathname.startsWith('/_sim')) return send(outgoing, await run());

  const pattern = matched?.route.pattern ?? url.pathname;
  gate.calls.count(`${method} ${pattern}`);
  const isList = matched?.route.empty !== undefined;
  const struck = gate.faults.strike({ method, path: url.pathname, pattern, isList });
  const guarded = async (): Promise<Reply> => refusedAtTheGate(matched, incoming, gate) ?? (await run());
  if (struck) return misbehave(struck, matched, outgoing, guarded);
  send(outgoing, await guarded());
}

function refusedAtTheGate(matched: Matched | undefined, incoming: IncomingMessage, gate: Gate): Reply | undefined {
  if (matched?.route.open) return undefined;
  try {
    gate.authorize(incoming.headers.authorization);
  } catch (error) {
    return replyOf(error);
  }
  const waitSeconds = gate.limit();
  if (waitSeconds === undefined) return undefined;
  const { status, body } = gatewayFault(429, 900800, 'Message throttled out', 'You have exceeded your quota');
  return { status, body, headers: { 'retry-after': String(waitSeconds) } };
}

async function answered(matched: Matched | undefined, request: () => SimRequest, gate: Gate): Promise<Reply> {
  try {
    if (!matched) throw gatewayFault(404, 404, 'Not Found', NOT_FOUND);
    return { status: 200, body: await matched.route.answer(request()) };
  } catch (error) {
    return replyOf(error);
  } finally {
    gate.commit();
  }
}

function replyOf(error: unknown): Reply {
  if (error instanceof SimulatorRefusal) return { status: error.status, body: error.body };
  return { status: 500, body: { message: 'Internal Server Error', detail: String(error) } };
}

type Run = () => Promise<Reply>;

async function misbehave(fault: HttpFault, matched: Matched | undefined, outgoing: ServerResponse, run: Run): Promise<void> {
  switch (fault.kind ?? 'status') {
    case 'status':
      return send(outgoing, statusReply(fault));
    case 'timeout':
      // The socket stays open until the caller or the simulator gives up.
      return;
    case 'late-write':
      setTimeout(() => void run(), fault.ms ?? DEFAULT_MS).unref();
      return;
    case 'reset':
      return void outgoing.destroy();
    case 'reset-after-write':
      await run();
      return void outgoing.destroy();
    case 'empty-list':
      return send(outgoing, { status: 200, body: matched?.route.empty });
    case 'garbage':
      return send(outgoing, { status: 200, body: GARBAGE, headers: { 'content-type': 'text/html' } });
    case 'drift': {
      const reply = await run();
      return send(outgoing, reply.body instanceof RawReply ? reply : { ...reply, body: drifted(reply.body) });
    }
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms ?? DEFAULT_MS).unref());
      return send(outgoing, await run());
  }
}

function statusReply({ status = 503, retryAfter }: HttpFault): Reply {
  const known: Record<number, SimulatorRefusal> = {
    401: gatewayFault(401, 900901, 'Invalid Credentials', 'Access failure for API'),
    403: gatewayFault(403, 900908, 'Resource forbidden', 'User is NOT authorized to access the Resource'),
    429: gatewayFault(429, 900800, 'Message throttled out', 'You have exceeded your quota'),
  };
  const headers = retryAfter === undefined || retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
  return { status, body: known[status]?.body ?? { message: `simulated ${status}` }, headers };
}

function requestOf(incoming: IncomingMessage, url: URL, bytes: Buffer, matched: Matched | undefined): SimRequest {
  const text = bytes.toString('utf8');
  const isJson = text.trim() !== '' && !/urlencoded|multipart/.test(incoming.headers['content-type'] ?? '');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    params: matched?.params ?? {},
    query: url.searchParams,
    headers: incoming.headers,
    text,
    bytes,
    body: isJson ? parseBody(text) : undefined,
  };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SimulatorRefusal(400, 'body: is no JSON', { field: 'body' });
  }
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(outgoing: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (outgoing.destroyed || outgoing.headersSent) return;
  if (body instanceof RawReply) {
    outgoing.writeHead(body.status, { ...body.headers, 'content-length': body.bytes.length });
    return void outgoing.end(body.bytes);
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? null);
  const type = typeof body === 'string' ? 'text/plain;charset=UTF-8' : 'application/json;charset=UTF-8';
  outgoing.writeHead(status, { 'content-type': type, ...headers });
  outgoing.end(text);
}
