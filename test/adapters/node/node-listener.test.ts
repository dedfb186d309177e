import { createServer, request as httpRequest, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpEntry } from '../../../src/adapters/http/index.ts';
import { toNodeListener } from '../../../src/adapters/node/index.ts';
import { aDriving, TOKEN } from '../http/driving.ts';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close(), () => server.closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What Express does when a listener is mounted under a path, after other middleware. */
const mounted =
  (path: string, listener: RequestListener, before: Middleware = (_request, _response, next) => next()): RequestListener =>
  (request, response) => {
    before(request, response, () => {
      Object.assign(request, { originalUrl: request.url, baseUrl: path, url: request.url?.slice(path.length) });
      listener(request, response);
    });
  };

/** Reads the stream to its end and leaves `make`'s result on the request, as body parsers do. */
const parserThatSets =
  (make: (bytes: Buffer) => object): Middleware =>
  (request, _response, next) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      Object.assign(request, make(Buffer.concat(chunks)));
      next();
    });
  };

const post = (base: string, path: string, body: BodyInit): Promise<Response> => fetch(`${base}${path}`, { method: 'POST', body });

describe('a hub behind node:http', () => {
  test('a webhook comes in with its own bytes', async () => {
    const driving = aDriving();
    const base = await serve(toNodeListener(createHttpEntry(driving)));
    const bytes = new Uint8Array([0xff, 0xfe, 0x00, 0x7b]);

    const response = await post(base, `/hooks/neppo/${TOKEN}`, bytes);

    expect([response.status, await response.json()]).toEqual([200, { received: true }]);
    expect([...(driving.taken[0]?.body ?? [])]).toEqual([...bytes]);
    expect(driving.taken[0]?.headers['content-length']).toBe('4');
  });

  test('a webhook without a stated length comes in whole', async () => {
    const driving = aDriving();
    const base = await serve(toNodeListener(createHttpEntry(driving)));
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"a":'));
        controller.enqueue(new TextEncoder().encode('1}'));
        controller.close();
      },
    });

    const response = await fetch(`${base}/hooks/neppo/${TOKEN}`, { method: 'POST', body, duplex: 'half' } as RequestInit);

    expect(response.status).toBe(200);
    expect(new TextDecoder().decode(driving.taken[0]?.body)).toBe('{"a":1}');
  });

  test('a body above the limit is refused, and the next request is served', async () => {
    const base = await serve(toNodeListener(createHttpEntry(aDriving())));
    expect((await post(base, `/hooks/neppo/${TOKEN}`, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await post(base, `/hooks/neppo/${TOKEN}`, '{}')).status).toBe(200);
  });

  test('many webhooks at once are all taken', async () => {
    const driving = aDriving();
    const base = await serve(toNodeListener(createHttpEntry(driving)));
    const statuses = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => (await post(base, `/hooks/neppo/${TOKEN}`, String(n))).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(new Set(driving.taken.map((each) => new TextDecoder().decode(each.body))).size).toBe(100);
  });

  test('a host header of which no address can be made is answered 400 as a problem', async () => {
    const base = await serve(toNodeListener(createHttpEntry(aDriving())));
    const status = await new Promise((resolve) => {
      httpRequest(`${base}/healthz`, { headers: { host: 'a b/c' } }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers['content-type']]);
      }).end();
    });
    expect(status).toEqual([400, 'application/problem+json; charset=utf-8']);
  });

  test("the process's own Request and Response are left as they are", async () => {
    const before = [globalThis.Request, globalThis.Response];
    toNodeListener(createHttpEntry(aDriving()));
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });
});

describe('HUB-06: a hub mounted in an Express host', () => {
  test('addresses begin below the mount path', async () => {
    const base = await serve(mounted('/vinculo', toNodeListener(createHttpEntry(aDriving()))));
    expect((await post(base, `/vinculo/hooks/neppo/${TOKEN}`, '{}')).status).toBe(200);
    expect((await fetch(`${base}/vinculo/healthz?x=1`)).status).toBe(200);
  });

  test('where a body parser ate the bytes the answer is 500 with the mend, and nothing is stored', async () => {
    const driving = aDriving();
    const eats = parserThatSets((bytes) => ({ body: { length: bytes.length } }));
    const base = await serve(mounted('/vinculo', toNodeListener(createHttpEntry(driving)), eats));

    const response = await post(base, `/vinculo/hooks/neppo/${TOKEN}`, '{"a":1}');
    const problem = (await response.json()) as { detail: string };

    expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json; charset=utf-8']);
    expect(problem.detail).toContain('before the body parser');
    expect(driving.taken).toEqual([]);
  });

  test('a body parser does not hinder requests without a body', async () => {
    const base = await serve(mounted('/vinculo', toNodeListener(createHttpEntry(aDriving())), parserThatSets(() => ({ body: {} }))));
    expect((await fetch(`${base}/vinculo/healthz`)).status).toBe(200);
  });

  test.each(['rawBody', 'body'])('where the host kept the bytes in `%s`, those are used', async (place) => {
    const driving = aDriving();
    const keeps = parserThatSets((bytes) => ({ [place]: bytes }));
    const base = await serve(mounted('/vinculo', toNodeListener(createHttpEntry(driving)), keeps));

    const response = await post(base, `/vinculo/hooks/neppo/${TOKEN}`, new Uint8Array([1, 255, 3]));

    expect(response.status).toBe(200);
    expect([...(driving.taken[0]?.body ?? [])]).toEqual([1, 255, 3]);
  });
});
