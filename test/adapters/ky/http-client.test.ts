import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createHttpClient, routeOf, type HttpCall, type HttpClientOptions } from '../../../src/adapters/ky/index.ts';
import { retryAfter } from '../../../src/adapters/ky/retry-after.ts';
import type { CallNote, PortFailure } from '../../../src/ports/index.ts';
import { answering, scriptedServer } from './scripted-server.ts';

const NOW = Date.UTC(2026, 4, 4, 17, 3, 0);
const greeting = z.object({ hello: z.string() });
const reading: HttpCall = { method: 'GET', path: 'Contacts?$filter=Email eq secret@example.test' };
const writing: HttpCall = { method: 'POST', path: 'Deals', json: { Title: 'Ana' } };

const clientOf = (baseUrl: string, more: Partial<HttpClientOptions> = {}) =>
  createHttpClient({ baseUrl, account: 'platform:1', headers: { 'User-Key': 'k-secret' }, now: () => NOW, ...more });

async function failureOf(work: Promise<unknown>): Promise<PortFailure> {
  return await work.then(
    () => expect.unreachable('the call should have failed'),
    (error: unknown) => error as PortFailure,
  );
}

describe('an answer', () => {
  test('is read by its schema, and the headers of the account are sent', async () => {
    await using server = await scriptedServer((request, response) => {
      response.end(JSON.stringify({ hello: `${request.method} ${request.url} ${String(request.headers['user-key'])}` }));
    });
    expect(await clientOf(server.url).ask({ method: 'GET', path: 'Account?$top=1' }, greeting)).toEqual({
      hello: 'GET /Account?$top=1 k-secret',
    });
  });

  test('without a body is success enough where nothing is asked', async () => {
    await using server = await scriptedServer(answering(204));
    await expect(clientOf(server.url).tell(writing)).resolves.toBeUndefined();
  });

  test('a form is sent as a form', async () => {
    await using server = await scriptedServer((request, response) => {
      response.end(JSON.stringify({ hello: request.headers['content-type'] }));
    });
    const { hello } = await clientOf(server.url).ask({ method: 'POST', path: 'token', form: { grant_type: 'password' } }, greeting);
    expect(hello).toContain('application/x-www-form-urlencoded');
  });
});

describe('a refusal that is asked for', () => {
  test.each([400, 403, 409, 422])('%d is given with its text, and told of as a failure', async (status) => {
    const notes: CallNote[] = [];
    await using server = await scriptedServer((_request, response) => response.writeHead(status).end('{"message":"Telefone inválido"}'));
    const answer = await clientOf(server.url, { onCall: (note) => notes.push(note) }).askOrRefusal(writing, greeting);
    expect(answer).toMatchObject({ ok: false, text: '{"message":"Telefone inválido"}', failure: { code: status === 409 ? 'port.conflict' : 'port.refused' } });
    expect(notes).toMatchObject([{ outcome: status === 409 ? 'port.conflict' : 'port.refused' }]);
    expect(JSON.stringify(answer.ok ? '' : answer.failure)).not.toContain('Telefone');
  });

  test.each([401, 404, 429, 500])('%d is none, and is thrown', async (status) => {
    await using server = await scriptedServer(answering(status));
    expect((await failureOf(clientOf(server.url).askOrRefusal(writing, greeting))).code).toMatch(/^port\./);
  });

  test('an answer is read by its schema', async () => {
    await using server = await scriptedServer((_request, response) => response.end('{"hello":"Ana"}'));
    expect(await clientOf(server.url).askOrRefusal(writing, greeting)).toEqual({ ok: true, answer: { hello: 'Ana' } });
  });
});

describe('a status', () => {
  test.each([
    { status: 400, code: 'port.refused', retry: 'never', account: undefined, reading: 'no', writing: 'no' },
    { status: 401, code: 'port.unauthorized', retry: 'soon', account: 'platform:1', reading: 'no', writing: 'no' },
    { status: 403, code: 'port.refused', retry: 'never', account: undefined, reading: 'no', writing: 'no' },
    { status: 404, code: 'port.missing', retry: 'never', account: undefined, reading: 'no', writing: 'no' },
    { status: 405, code: 'port.refused', retry: 'never', account: undefined, reading: 'no', writing: 'no' },
    { status: 408, code: 'port.timed-out', retry: 'soon', account: 'platform:1', reading: 'no', writing: 'yes' },
    { status: 409, code: 'port.conflict', retry: 'soon', account: undefined, reading: 'no', writing: 'no' },
    { status: 413, code: 'port.refused', retry: 'never', account: undefined, reading: 'no', writing: 'no' },
    { status: 422, code: 'port.refused', retry: 'never', account: undefined, reading: 'no', writing: 'no' },
    { status: 429, code: 'port.throttled', retry: 'soon', account: 'platform:1', reading: 'no', writing: 'no' },
    { status: 500, code: 'port.unreachable', retry: 'soon', account: 'platform:1', reading: 'no', writing: 'yes' },
    { status: 503, code: 'port.unreachable', retry: 'soon', account: 'platform:1', reading: 'no', writing: 'yes' },
    { status: 302, code: 'port.drifted', retry: 'soon', account: undefined, reading: 'no', writing: 'no' },
  ])('$status is $code', async ({ status, code, retry, account, reading: whenReading, writing: whenWriting }) => {
    await using server = await scriptedServer(answering(status, 'secret@example.test', { location: '/elsewhere' }));
    const read = await failureOf(clientOf(server.url).ask(reading, greeting));
    const written = await failureOf(clientOf(server.url).tell(writing));
    expect(read).toMatchObject({ code, retry, account, mayHaveHappened: whenReading });
    expect(written).toMatchObject({ code, retry, account, mayHaveHappened: whenWriting });
  });

  test.each([
    { header: '12', retry: { afterMs: 12_000 } },
    { header: 'Mon, 04 May 2026 17:03:30 GMT', retry: { afterMs: 30_000 } },
    { header: 'Mon, 04 May 2026 17:00:00 GMT', retry: { afterMs: 0 } },
    { header: 'later', retry: 'soon' },
    { header: null, retry: 'soon' },
    { header: '3600', retry: { afterMs: 3_600_000 } },
    { header: '315360000', retry: { afterMs: 3_600_000 } },
    { header: '99999999999999999999', retry: { afterMs: 3_600_000 } },
    { header: '9'.repeat(400), retry: { afterMs: 3_600_000 } },
    { header: 'Thu, 04 May 2036 17:03:00 GMT', retry: { afterMs: 3_600_000 } },
    { header: '-5', retry: 'soon' },
    { header: 'NaN', retry: 'soon' },
    { header: 'Infinity', retry: 'soon' },
  ])('Retry-After "$header" means $retry', ({ header, retry }) => {
    expect(retryAfter(header, NOW)).toEqual(retry);
  });

  test('HUB-02: a throttled call says when to come back', async () => {
    await using server = await scriptedServer(answering(429, '', { 'retry-after': '7' }));
    expect(await failureOf(clientOf(server.url).ask(reading, greeting))).toMatchObject({ retry: { afterMs: 7000 } });
  });
});

describe('trouble on the way', () => {
  test('a refused connection surely had no effect', async () => {
    const gone = await scriptedServer(answering(200));
    await gone[Symbol.asyncDispose]();
    expect(await failureOf(clientOf(gone.url).tell(writing))).toMatchObject({
      code: 'port.unreachable', account: 'platform:1', mayHaveHappened: 'no',
    });
  });

  test('a reset after sending may hide an effect of a write, never of a read', async () => {
    await using server = await scriptedServer((request) => request.socket.destroy());
    expect(await failureOf(clientOf(server.url).tell(writing))).toMatchObject({ code: 'port.unreachable', mayHaveHappened: 'yes' });
    expect(await failureOf(clientOf(server.url).ask(reading, greeting))).toMatchObject({ code: 'port.unreachable', mayHaveHappened: 'no' });
  });

  test('HUB-04: what the system calls a lost connection is said', async () => {
    await using server = await scriptedServer((request) => request.socket.resetAndDestroy());
    expect((await failureOf(clientOf(server.url).ask(reading, greeting))).message).toMatch(/^GET \S+ lost the connection \(ECONNRESET\)\.$/);
  });

  test.each([
    { silence: 'before the headers', begin: () => undefined },
    { silence: 'in the middle of the body', begin: (response: { write: (part: string) => unknown }) => void response.write('{"hel') },
  ])('no answer in time, $silence, may hide an effect', async ({ begin }) => {
    await using server = await scriptedServer((_, response) => begin(response));
    expect(await failureOf(clientOf(server.url, { totalTimeoutMs: 60 }).tell(writing))).toMatchObject({
      code: 'port.timed-out', retry: 'soon', account: 'platform:1', mayHaveHappened: 'yes',
    });
  });

  test.each([
    { body: '<html>proxy</html>', where: 'body (not JSON)' },
    { body: '', where: 'body' },
    { body: '{"hello":7}', where: 'hello' },
  ])('an answer that does not fit ($body) is drift, and names the paths', async ({ body, where }) => {
    await using server = await scriptedServer(answering(200, body));
    const failure = await failureOf(clientOf(server.url).ask(writing, greeting));
    expect(failure).toMatchObject({ code: 'port.drifted', retry: 'soon', account: undefined, mayHaveHappened: 'yes' });
    expect(failure.message).toContain(where);
  });

  test('HUB-05: neither message nor cause tells the address, the query, the body or the credential', async () => {
    await using broken = await scriptedServer(answering(200, '{"hello": secret@example.test'));
    await using reset = await scriptedServer((request) => request.socket.destroy());
    for (const { url } of [broken, reset]) {
      const failure = await failureOf(clientOf(url).ask(reading, greeting));
      expect(inspect(failure, { depth: 10 })).not.toContain('secret');
      expect(failure.message).toContain('GET /Contacts');
    }
  });
});

describe('every call is told', () => {
  test('with route, outcome and duration', async () => {
    const notes: CallNote[] = [];
    const times = [1000, 1042];
    await using server = await scriptedServer(answering(200, '{"hello":"x"}'));
    await clientOf(server.url, { onCall: (note) => notes.push(note), now: () => times.shift() ?? 0 }).ask(reading, greeting);
    expect(notes).toEqual([{ account: 'platform:1', route: 'GET /Contacts', outcome: 'ok', ms: 42 }]);
  });

  test('and a failed one with its code', async () => {
    const notes: CallNote[] = [];
    await using server = await scriptedServer(answering(404));
    await failureOf(clientOf(server.url, { onCall: (note) => notes.push(note) }).tell({ method: 'PATCH', path: 'Deals(801)', json: {} }));
    expect(notes).toMatchObject([{ route: 'PATCH /Deals(id)', outcome: 'port.missing' }]);
  });

  test.each([
    { path: 'Contacts?$top=1', route: 'GET /Contacts' },
    { path: "Fields('deal_1A')", route: 'GET /Fields(id)' },
    { path: 'Fields@OptionsTables@Options', route: 'GET /Fields@OptionsTables@Options' },
    { path: 'chatapi/1.0/api/v2/messages', route: 'GET /chatapi/1.0/api/v2/messages' },
    { path: 'api/users/5511987654321/link', route: 'GET /api/users/id/link' },
  ])('$path is told as $route', ({ path, route }) => {
    expect(routeOf('GET', path)).toBe(route);
  });
});
