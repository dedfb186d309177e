import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { SentFile } from './actions.ts';
import { textReply } from './api.ts';
import { control } from './control.ts';
import type { Controls } from './control.ts';
import type { Engine } from './engine.ts';
import type { Reply } from './wire.ts';

const TEXT = 'text/html; charset=utf-8';
const JSON_MINIMAL = 'application/json; odata.metadata=minimal; charset=utf-8';
/** As proxies do: with Node's own 5 s a busy machine cuts a caller's idle connection at the moment at which it is used again. */
const KEEP_ALIVE_MS = 65_000;
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** The simulator's HTTP surface: the platform's own API, and `/_sim` beside it. */
export function createHttpServer(engine: Engine, controls: Controls): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    serve(engine, controls, request, response).catch((error: unknown) => {
      const what = error instanceof Error ? error.stack : String(error);
      send(response, { status: 500, body: `The simulator failed: ${what}` });
    });
  });
}

type Exchange = readonly [request: IncomingMessage, response: ServerResponse];

async function serve(engine: Engine, controls: Controls, ...[request, response]: Exchange): Promise<void> {
  const method = request.method ?? 'GET';
  const origin = `http://${request.headers.host ?? 'localhost'}`;
  const [rawPath = '/', ...query] = (request.url ?? '/').split('?');
  const path = decodePath(rawPath);
  const body = await readBody(request);
  if (path === undefined) return send(response, textReply(origin, 400, 'The request URI is not valid.'));
  if (path.startsWith('/_sim')) return send(response, control(controls, method, path, String(body ?? '')));
  if (body === undefined) return send(response, { status: 413 });
  const userKey = request.headers['user-key'];
  const outcome = await engine.handle({
    method, path, origin, rawQuery: query.join('?'), body: String(body), files: await filesIn(request, body),
    userKey: Array.isArray(userKey) ? userKey[0] : userKey,
  });
  if (outcome === 'reset') request.socket.resetAndDestroy();
  else if (outcome !== 'never') send(response, outcome);
}

function decodePath(rawPath: string): string | undefined {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return undefined;
  }
}

/** The whole body; `undefined` when it is over 10 MB (read to its end all the same, so that the answer arrives). */
async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

async function filesIn(request: IncomingMessage, body: Buffer<ArrayBuffer>): Promise<readonly SentFile[]> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return [];
  const form = await new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => new FormData());
  return [...form.values()].flatMap((value) => (typeof value === 'string' ? [] : [fileOf(value)]));
}

const fileOf = ({ name, type, size }: File): SentFile => ({ name, type, size });

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  const isText = typeof body === 'string';
  const payload = body === undefined ? '' : isText ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(payload === '' ? {} : { 'Content-Type': isText ? TEXT : JSON_MINIMAL }),
    'Content-Length': Buffer.byteLength(payload),
    ...headers,
  });
  response.end(payload);
}
