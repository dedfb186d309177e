import { appendFileSync, chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { anAccount, isRow, names, textOf } from './account.ts';

function aStateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ploomes-sim-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'ploomes.sim');
}

test('what was written is there after a restart, and ids go on growing', async () => {
  const stateFile = aStateFile();
  const first = await anAccount({ stateFile, pipelines: [{ name: 'Vendas', stages: ['Entrada'] }] });
  const { row } = await first.send('POST', '/Contacts', { Name: 'Ana', Phones: [{ PhoneNumber: '(11) 98765-4321' }] });
  first.simulator.advance(90_000);
  // No close: a killed process leaves the file as it is, at worst with a torn last line.
  appendFileSync(stateFile, '{"changes":[["Contacts",');
  const second = await anAccount({ stateFile });
  expect(second.simulator.userKey).toBe(first.simulator.userKey);
  expect(names(await second.get('/Contacts?$filter=Phones/any(p: p/SearchPhoneNumber eq 11987654321)'))).toEqual(['Ana']);
  expect(names(await second.get('/Deals@Pipelines'))).toEqual(['Vendas']);
  const next = second.simulator.addContact({ name: 'Bia' });
  expect(next.Id).toBeGreaterThan(Number(textOf(row, 'Id')));
  expect(next['CreateDate']).toBe('2026-05-04T14:04:30.12-03:00');
});

test('a refused request leaves nothing behind', async () => {
  const stateFile = aStateFile();
  const { send } = await anAccount({ stateFile });
  await send('POST', '/Fields', { Name: 'X', EntityId: 36, TypeId: 7, OptionsTable: { Name: 'T' }, Nada: 1 });
  const again = await anAccount({ stateFile });
  expect((await again.get('/Fields@OptionsTables')).rows).toEqual([]);
});

test('undelivered webhooks are sent after a restart', async () => {
  const stateFile = aStateFile();
  const first = await anAccount({ stateFile, webhookDelayMs: 60_000 });
  const target = await anAccount();
  await first.send('POST', '/Webhooks', { EntityId: 1, ActionId: 1, CallbackUrl: `${target.simulator.url}/_sim/faults` });
  first.simulator.addContact({ name: 'Ana' });
  await first.simulator.close();
  const second = await anAccount({ stateFile });
  expect((await second.get('/_sim/state')).body['pendingDeliveries']).toBe(1);
  await second.simulator.settled();
  expect((await second.get('/_sim/state')).body['pendingDeliveries']).toBe(0);
});

test('the state shows rows with their children, and users with their keys', async () => {
  const { simulator, get } = await anAccount();
  simulator.addContact({ name: 'Ana', phone: '(11) 98765-4321' });
  const { body } = await get('/_sim/state', { 'User-Key': '' });
  expect(body).toMatchObject({ contacts: [{ Name: 'Ana', Phones: [{ PhoneNumber: '(11) 98765-4321' }] }], deals: [], interactionRecords: [] });
  const users = Array.isArray(body['users']) ? body['users'].filter(isRow) : [];
  const caio = users.find((user) => user['Name'] === 'Caio Nunes');
  expect((await get('/Account', { 'User-Key': textOf(caio, 'UserKey') })).status).toBe(200);
  expect(simulator.contacts()).toEqual(body['contacts']);
});

test('the clock is wound over HTTP and the data starts over when asked', async () => {
  const { simulator, send, get } = await anAccount();
  expect((await send('POST', '/_sim/clock', { advanceMs: 1000 })).body).toEqual({ now: '2026-05-04T14:03:01.12-03:00' });
  simulator.addContact({ name: 'Ana' });
  await send('POST', '/_sim/reset', { data: true });
  expect((await get('/Contacts')).rows).toEqual([]);
  expect((await get('/_sim/clock')).body).toEqual({ now: '2026-05-04T14:03:01.12-03:00' });
  expect((await get('/Users')).rows.length).toBeGreaterThanOrEqual(6);
});

test.skipIf(process.platform === 'win32')('the state may be read by its owner alone, also when others could read it before', async () => {
  const stateFile = aStateFile();
  const modes = () => readdirSync(dirname(stateFile)).map((name) => [name, (statSync(join(dirname(stateFile), name)).mode & 0o777).toString(8)]);
  await anAccount({ stateFile });
  expect(modes()).toEqual([['ploomes.sim', '600']]);
  chmodSync(stateFile, 0o644);
  await anAccount({ stateFile });
  expect(modes()).toEqual([['ploomes.sim', '600']]);
});
