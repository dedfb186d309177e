import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { anAccount, names } from './account.ts';

test('a status is answered as often as asked, after as many as asked, on that route alone', async () => {
  const { send, get } = await anAccount();
  await send('POST', '/_sim/faults', [{ route: 'GET /Deals', status: 503, times: 2, after: 1 }, { route: 'POST /Contacts', status: 500, times: 1 }]);
  const seen = [];
  for (let at = 0; at < 4; at += 1) seen.push((await get('/Deals')).status);
  expect(seen).toEqual([200, 503, 503, 200]);
  expect((await get('/Deals@Pipelines')).status).toBe(200);
  expect((await send('POST', '/Contacts', { Name: 'Ana' })).status).toBe(500);
  expect((await get('/Contacts')).rows).toEqual([]);
});

test.each([
  [{ status: 429, retryAfter: 7 }, '7'],
  [{ status: 429 }, '1'],
  [{ status: 429, retryAfter: null }, null],
  [{ status: 503, retryAfter: 'Mon, 04 May 2026 17:04:00 GMT' }, 'Mon, 04 May 2026 17:04:00 GMT'],
])('the fault %j says when to come back: %s', async (fault, expected) => {
  const { send, get } = await anAccount();
  await send('POST', '/_sim/faults', { ...fault, times: 1 });
  const answer = await get('/Contacts');
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([fault.status, expected]);
});

test('a route may be a regular expression over method, path and query', async () => {
  const { send, get } = await anAccount();
  await send('POST', '/_sim/faults', { route: '^GET /Contacts\\?.*SearchPhoneNumber', status: 500 });
  expect((await get('/Contacts?$top=1')).status).toBe(200);
  expect((await get('/Contacts?$filter=Phones/any(p: p/SearchPhoneNumber eq 1)')).status).toBe(500);
});

test('without a fault an idle connection is kept for a minute, so that a busy caller does not lose its next call', async () => {
  const { get } = await anAccount();
  expect((await get('/Contacts')).headers.get('keep-alive')).toBe('timeout=65');
});

test('the connection is cut before or after the write', async () => {
  const { simulator, send, get } = await anAccount();
  simulator.faults({ route: 'POST /Contacts', kind: 'reset', times: 1 }, { route: 'POST /Contacts', kind: 'reset-after-write', times: 1 });
  await expect(send('POST', '/Contacts', { Name: 'Antes' })).rejects.toThrow(/fetch failed|aborted/);
  await expect(send('POST', '/Contacts', { Name: 'Depois' })).rejects.toThrow(/fetch failed|aborted/);
  expect(names(await get('/Contacts'))).toEqual(['Depois']);
  expect(simulator.calls()).toMatchObject({ byRoute: { 'POST /Contacts': 2 }, byStatus: { none: 2 } });
});

test('a write may land late, after the caller has given up', async () => {
  const { simulator, send, get } = await anAccount();
  simulator.faults({ route: 'POST /Contacts', kind: 'late-write', lateMs: 60, times: 1 });
  await expect(send('POST', '/Contacts', { Name: 'Atrasada' })).rejects.toThrow(/fetch failed|aborted/);
  expect((await get('/Contacts')).rows).toEqual([]);
  await sleep(120);
  expect(names(await get('/Contacts'))).toEqual(['Atrasada']);
});

test('a request may be left without an answer, or answered slowly', async () => {
  const { simulator } = await anAccount();
  simulator.faults({ route: 'GET /Deals', kind: 'timeout', times: 1 }, { route: 'GET /Deals', kind: 'slow', ms: 80, after: 1 });
  const key = { 'User-Key': simulator.userKey };
  await expect(fetch(`${simulator.url}/Deals`, { headers: key, signal: AbortSignal.timeout(50) })).rejects.toThrow(/fetch failed|aborted/);
  const before = performance.now();
  expect((await fetch(`${simulator.url}/Deals`, { headers: key })).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(60);
});

test('under load a list may be empty though the count says otherwise', async () => {
  const { simulator, get } = await anAccount();
  simulator.addContact({ name: 'Ana' });
  simulator.faults({ kind: 'empty-list', times: 2 });
  expect((await get('/Contacts')).body).toMatchObject({ value: [] });
  expect((await get('/Contacts?$count=true')).body).toMatchObject({ '@odata.count': 1, value: [] });
  expect((await get('/Contacts')).rows).toHaveLength(1);
});

test('an answer may be no JSON, or JSON of another shape', async () => {
  const { simulator, get } = await anAccount();
  const contact = simulator.addContact({ name: 'Ana' });
  simulator.faults({ kind: 'garbage', times: 1 }, { kind: 'drift', times: 1 });
  expect((await get('/Contacts')).text).toContain('<html>');
  expect((await get('/Contacts')).row).toMatchObject({ id: String(contact.Id) });
});

test('faults are listed while they wait, cleared when asked, and refused when they make no sense', async () => {
  const { send, get } = await anAccount();
  await send('POST', '/_sim/faults', { status: 500 });
  expect((await get('/_sim/faults')).body).toEqual({ faults: [{ status: 500 }] });
  await send('POST', '/_sim/faults', { clear: true });
  expect((await get('/Account')).status).toBe(200);
  await send('POST', '/_sim/faults', { status: 500 });
  await send('DELETE', '/_sim/faults');
  expect((await get('/Account')).status).toBe(200);
  expect((await send('POST', '/_sim/faults', { kind: 'explode' })).status).toBe(400);
  expect((await send('POST', '/_sim/faults', { route: '(' })).status).toBe(400);
});
