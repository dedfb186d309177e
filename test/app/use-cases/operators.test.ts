import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry, createHandClock, type HandClock } from '../../../src/adapters/system/index.ts';
import { createVinculo, type Vinculo } from '../../../src/app/index.ts';
import { instantOf } from '../../../src/domain/index.ts';

const HOST_KEY = 'a-key-of-the-host-itself';

let hub: Vinculo;
let clock: HandClock;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vinculo-keys-'));
  clock = createHandClock(instantOf(Date.UTC(2026, 4, 4, 12)));
  hub = await createVinculo({
    store: sqliteStore(join(folder, 'hub.db')), secretKey: 'a-secret-key-for-tests-only', publicUrl: 'http://hub.example', operatorKeys: [HOST_KEY], clock,
    telemetry: createConsoleTelemetry({ level: 'silent' }), synchronisation: 'off', ...inMemoryConnectors(createInMemoryCrm(), createInMemoryChat()),
  });
  for (const id of ['acme', 'bravo']) {
    const { hooks } = await hub.connections.add({ id, name: id, ploomes: {}, neppo: {} });
    await hub.fetch(new Request(hooks.neppo, { method: 'POST', body: 'not json' }));
  }
});

afterEach(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (key: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> => await hub.fetch(new Request(`http://hub.example${path}`, {
  method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${key}`, ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
}));

const rowsOf = async (answer: Response): Promise<readonly string[]> =>
  z.object({ rows: z.array(z.object({ connection: z.string() })) }).parse(await answer.json()).rows.map(({ connection }) => connection);

const idOf = async (connection: string): Promise<string> => {
  const [row] = (await hub.deliveries.list({}, { limit: 10 })).rows.filter((each) => each.connection === connection);
  return row?.id ?? '';
};

describe("an operator's key", () => {
  test('is shown once, and nobody who reads the database can use it', async () => {
    const { key, ...rest } = await hub.operators.add({ name: ' Night shift ' });
    expect(key).toMatch(/^vnc_[\w-]{43}$/);
    expect(rest).toEqual({ id: expect.any(String) as unknown, name: 'Night shift', scope: 'every-connection', role: 'see', createdAt: clock.now() });
    expect(await hub.operators.list()).toEqual([rest]);
    await hub.close();
    const kept = readFileSync(join(folder, 'hub.db'), 'latin1');
    expect([kept.includes(key), kept.includes(key.slice(4)), kept.includes('Night shift')]).toEqual([false, false, true]);
  });

  test('lets its bearer look on; to act takes one that may operate', async () => {
    const [see, operate] = [await hub.operators.add({ name: 'a' }), await hub.operators.add({ name: 'b', role: 'operate' })];
    expect(await rowsOf(await ask(see.key, '/v1/deliveries'))).toEqual(['bravo', 'acme']);
    const ids = [await idOf('acme')];
    expect((await ask(see.key, '/v1/deliveries/replay', { ids })).status).toBe(403);
    expect((await ask(operate.key, '/v1/deliveries/replay', { ids })).status).toBe(200);
  });

  test('ACT-01: shows nothing of a connection that is not its own, whichever way it is asked', async () => {
    const { key } = await hub.operators.add({ name: 'Acme', connections: ['acme'], role: 'operate' });
    const others = await idOf('bravo');
    expect(await rowsOf(await ask(key, '/v1/deliveries'))).toEqual(['acme']);
    expect(await rowsOf(await ask(key, '/v1/deliveries?connection=bravo'))).toEqual([]);
    expect(await rowsOf(await ask(key, '/v1/deliveries/search', { filter: { connection: 'bravo' } }))).toEqual([]);
    expect(await (await ask(key, '/v1/deliveries/count', { filter: {} })).json()).toMatchObject({ count: 1 });
    expect(await rowsOf(await ask(key, `/v1/deliveries?cause=${others}`))).toEqual([]);
    const hidden = await ask(key, `/v1/deliveries/${others}`);
    const none = await ask(key, '/v1/deliveries/no-such-delivery');
    expect([hidden.status, await hidden.text()]).toEqual([none.status, await none.text()]);
    expect(await (await ask(key, '/v1/deliveries/replay', { ids: [others] })).json()).toMatchObject({ replayed: [], notFound: [others] });
    expect((await ask(key, `/v1/deliveries/${others}/edit-and-replay`, { body: '{}' })).status).toBe(404);
    expect((await hub.deliveries.list({ connection: 'bravo' as never }, { limit: 10 })).rows).toHaveLength(1);
  });

  test.each([['/metrics'], ['/v1/keys'], ['/v1/keys', { name: 'another' }], ['/v1/keys/any/withdraw', {}], ['/v1/secrets/rotate', {}]])('of some connections may not ask for %s', async (path, body?: object) => {
    const { key } = await hub.operators.add({ name: 'Acme', connections: ['acme'], role: 'operate' });
    expect((await ask(key, path, body)).status).toBe(403);
    expect((await ask(HOST_KEY, path, body)).status).toBe(path.includes('any') ? 404 : 200);
    const { key: onlooker } = await hub.operators.add({ name: 'onlooker' });
    expect((await ask(onlooker, path, body)).status).toBe(path === '/metrics' ? 200 : 403);
  });

  test('opens nothing once it is withdrawn, and the others stay', async () => {
    const [one, two] = [await hub.operators.add({ name: 'one' }), await hub.operators.add({ name: 'two' })];
    clock.advance(60_000);
    expect((await hub.operators.withdraw(one.id))?.withdrawnAt).toBe(clock.now());
    expect([(await ask(one.key, '/v1/deliveries')).status, (await ask(two.key, '/v1/deliveries')).status]).toEqual([401, 200]);
    expect((await hub.operators.list()).map(({ name, withdrawnAt }) => [name, withdrawnAt])).toEqual([['one', clock.now()], ['two', undefined]]);
    expect(await hub.operators.withdraw('no-such-key')).toBeUndefined();
  });

  test('tells when it was last used, to the minute', async () => {
    const { key, id } = await hub.operators.add({ name: 'a' });
    const lastUsedAt = async (): Promise<string | undefined> => (await hub.operators.list()).find((each) => each.id === id)?.lastUsedAt;
    expect(await lastUsedAt()).toBeUndefined();
    const first = clock.now();
    await ask(key, '/v1/deliveries');
    await expect.poll(lastUsedAt).toBe(first);
    clock.advance(59_999);
    await ask(key, '/v1/deliveries');
    clock.advance(1);
    await ask(key, '/v1/deliveries');
    await expect.poll(lastUsedAt).toBe(clock.now());
  });

  test('is made, listed and withdrawn over HTTP too, by one that reaches every connection', async () => {
    const made = z.looseObject({ id: z.string(), key: z.string() }).parse(await (await ask(HOST_KEY, '/v1/keys', { name: 'Ana', connections: ['bravo'] })).json());
    expect(made).toMatchObject({ name: 'Ana', role: 'see', connections: ['bravo'] });
    expect(await rowsOf(await ask(made.key, '/v1/deliveries'))).toEqual(['bravo']);
    expect(await (await ask(HOST_KEY, '/v1/keys')).text()).not.toContain(made.key.slice(4));
    expect((await ask(HOST_KEY, `/v1/keys/${made.id}/withdraw`, {})).status).toBe(200);
    expect((await ask(made.key, '/v1/deliveries')).status).toBe(401);
  });

  test('is kept in no answer that could be asked for again', async () => {
    const answer = await ask(HOST_KEY, '/v1/keys', { name: 'Ana' }, { 'idempotency-key': 'twice' });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Idempotency-Key') as unknown]);
    expect(await hub.operators.list()).toEqual([]);
  });

  test.each([
    [{ name: '  ' }, 'input.operator-invalid'],
    [{ name: 'x'.repeat(101) }, 'input.operator-invalid'],
    [{ name: 'a', connections: [] }, 'input.operator-invalid'],
    [{ name: 'a', connections: ['acme', 'nobody'] }, 'input.connection-unknown'],
    [{ name: 'a', role: 'owner' as 'see' }, 'input.operator-invalid'],
  ])('is not made of %o', async (wish, code) => {
    await expect(hub.operators.add(wish)).rejects.toMatchObject({ code });
  });

  test.each(['', 'vnc_', `${HOST_KEY} `.repeat(2), HOST_KEY.slice(0, -1), `${HOST_KEY}x`, 'x'.repeat(100_000)])('that was guessed opens nothing', async (guess) => {
    await hub.operators.add({ name: 'a' });
    expect((await ask(guess, '/v1/deliveries')).status).not.toBe(200);
  });
});
