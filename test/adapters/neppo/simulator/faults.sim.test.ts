import { expect, onTestFinished, test, vi } from 'vitest';
import { aSimulator, mintToken, request } from './simulator-client.ts';
import type { HttpFault, NeppoSimulatorOptions } from '../../../../src/adapters/neppo/simulator/index.ts';

async function running(options: NeppoSimulatorOptions = {}) {
  const it = await aSimulator(options);
  onTestFinished(it.neppo.stop);
  const fault = (body: HttpFault | { clear: true }) => it.sim('faults', body);
  const groups = () => it.list('group-conf');
  const save = (phone: string) => it.post('/chatapi/1.0/api/users/save', { phone });
  return { ...it, fault, groups, save };
}

test('a status with Retry-After strikes so many requests, after so many that pass', async () => {
  const { fault, groups } = await running();
  await fault({ status: 429, retryAfter: 7, after: 1, times: 2 });
  expect((await groups()).status).toBe(200);
  const struck = await groups();
  expect([struck.status, struck.headers.get('retry-after'), struck.body.fault.code]).toEqual([429, '7', 900800]);
  expect([(await groups()).status, (await groups()).status]).toEqual([429, 200]);
});

test('a fault strikes one route, by its whole path, its method and path, its pattern or a word of it', async () => {
  const { fault, groups, save, get, sim } = await running();
  for (const route of ['/chatapi/1.0/api/users/save', 'POST /chatapi/1.0/api/users/save', '/chatapi/*/save', 'users/save', '^POST .*/users/[a-z]+$']) {
    await fault({ route, status: 500, times: 1 });
    expect([(await groups()).status, (await save('5511987654321')).status]).toEqual([200, 500]);
  }
  await fault({ route: 'GET /api/sessions/{id}/session', status: 502, times: 1 });
  expect((await get('/api/sessions/6001/session')).status).toBe(502);
  await fault({ route: '/chatapi/1.0/api/users' });
  expect((await save('5511987654321')).status).toBe(200);
  expect((await sim('faults')).body.faults).toHaveLength(1);
  await fault({ clear: true });
  expect((await sim('faults')).body.faults).toEqual([]);
});

test('without a fault an idle connection is kept for a minute, so that a busy caller does not lose its next call', async () => {
  const { groups } = await running();
  expect((await groups()).headers.get('keep-alive')).toBe('timeout=65');
});

test('a connection is cut before or after the write', async () => {
  const { fault, save, neppo } = await running();
  const phones = () => neppo.state()['users'];
  const before = JSON.stringify(phones());
  await fault({ kind: 'reset', times: 1 });
  await expect(save('5511987654321')).rejects.toThrow(/fetch failed|timeout/);
  expect(JSON.stringify(phones())).toBe(before);
  await fault({ kind: 'reset-after-write', times: 1 });
  await expect(save('5511987654321')).rejects.toThrow(/fetch failed|timeout/);
  expect(JSON.stringify(phones())).toContain('5511987654321');
});

test('a request may never be answered, and still be carried out later', async () => {
  const { fault, neppo, sim } = await running();
  const token = (await mintToken(neppo)).body.access_token;
  await fault({ kind: 'late-write', ms: 30, times: 1 });
  const url = `${neppo.url}/oauth2/token`;
  const asked = fetch(url, { method: 'POST', signal: AbortSignal.timeout(150) });
  await expect(asked).rejects.toThrow(/fetch failed|timeout/);
  await fault({ kind: 'timeout', times: 1 });
  await expect(fetch(url, { method: 'POST', signal: AbortSignal.timeout(150) })).rejects.toThrow(/fetch failed|timeout/);
  expect(neppo.calls().byRoute['POST /oauth2/token']).toBe(4);
  await fault({ kind: 'late-write', ms: 600, times: 1 });
  const phones = async () => JSON.stringify((await sim('state')).body.users);
  const late = request(`${neppo.url}/chatapi/1.0/api/users/save`, { body: { phone: '5511987654321' }, token, signal: AbortSignal.timeout(150) });
  await expect(late).rejects.toThrow(/timeout/);
  expect(await phones()).not.toContain('5511987654321');
  await vi.waitFor(async () => expect(await phones()).toContain('5511987654321'), { timeout: 5000 });
});

test('lists may come empty, answers as garbage, drifted or slow', async () => {
  const { fault, groups, save, list } = await running();
  await fault({ kind: 'empty-list', times: 2 });
  expect((await save('5511987654321')).body.phone).toBe('5511987654321');
  expect([(await groups()).body, (await list('v2/user-session/count')).body]).toEqual([{ results: [], size: 0 }, 0]);
  await fault({ kind: 'garbage', times: 1 });
  expect((await groups()).headers.get('content-type')).toBe('text/html');
  await fault({ kind: 'drift', times: 1 });
  const drifted = (await groups()).body.results[0];
  expect(drifted).toMatchObject({ identificador: 31, name: 'Vendas' });
  expect(drifted).not.toHaveProperty('id');
  await fault({ kind: 'slow', ms: 30, times: 1 });
  const asked = performance.now();
  expect((await groups()).body.results).toHaveLength(4);
  expect(performance.now() - asked).toBeGreaterThan(25);
});

test('a fault without a number of times stays until the faults are cleared', async () => {
  const { groups, sim } = await running();
  await sim('faults', [{ status: 500 }, { webhooks: 'drop' }]);
  expect([(await groups()).status, (await groups()).status, (await groups()).status]).toEqual([500, 500, 500]);
  await sim('reset', { faults: true });
  expect((await groups()).status).toBe(200);
  expect((await sim('faults', { route: '(' })).body.field).toBe('route');
});

test('calls are counted by route, without the controls, and can be forgotten', async () => {
  const { groups, get, sim } = await running();
  await groups();
  await groups();
  await get('/api/sessions/5/session');
  await get('/api/sessions/6/session');
  expect((await sim('calls')).body).toEqual({
    total: 5,
    byRoute: { 'POST /oauth2/token': 1, 'POST /chatapi/1.0/api/group-conf': 2, 'GET /api/sessions/{id}/session': 2 },
  });
  await sim('reset', { calls: true });
  expect((await sim('calls')).body).toEqual({ total: 0, byRoute: {} });
});

test('a reset of the data goes back to the seeds, and keeps the token and the addresses', async () => {
  const { neppo, sim, groups } = await running();
  neppo.subscribe('User', 'http://127.0.0.1:9/none');
  neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  await sim('reset', { data: true });
  const { body } = await sim('state');
  expect([body.sessions, body.users.length, body.groups.length, body.deliveries.pending]).toEqual([[], 3, 4, 0]);
  expect(body.webhooks).toEqual({ User: 'http://127.0.0.1:9/none' });
  expect((await groups()).status).toBe(200);
});

test('the minute’s quota is counted over any 60 seconds of the simulator’s clock', async () => {
  const { groups, neppo } = await running({ ratePerMinute: 2 });
  await groups();
  neppo.advance(20_000);
  await groups();
  const refused = await groups();
  expect([refused.status, refused.headers.get('retry-after'), refused.body.fault.code]).toEqual([429, '40', 900800]);
  neppo.advance(40_000);
  expect([(await groups()).status, (await groups()).status]).toEqual([200, 429]);
});

test('the clock can be wound over HTTP', async () => {
  const { sim } = await running();
  const before = (await sim('state')).body.now;
  expect((await sim('clock', { advanceMs: 90_000 })).body.now).toBe(before + 90_000);
  expect((await sim('clock', { advanceMs: -1 })).body.field).toBe('advanceMs');
});
