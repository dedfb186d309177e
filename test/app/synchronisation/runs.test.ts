import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createCrashSwitch, type CrashSwitch } from '../../rig/crash-switch.ts';
import { createWorld, type World, type WorldOptions } from '../../rig/world.ts';
import { lookAt, type Base } from './base.ts';

let world: World;
let base: Base;
const folders: string[] = [];
afterEach(async () => {
  await world.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function open(options: WorldOptions = {}): Promise<void> {
  world = await createWorld({ chatBudget: { perMinute: 0 }, ...options });
  base = lookAt(world);
}

/** A world whose hub can be ended at any of its calls and opened again. */
async function openMortal(): Promise<CrashSwitch> {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-'));
  folders.push(folder);
  const crash = createCrashSwitch(sqliteStore(join(folder, 'hub.db')));
  await open({ pageSize: 100, hub: { store: crash.store, outgoingFetch: counting(crash.fetch) } });
  return crash;
}

/** How often the CRM was asked for a page of its contacts. */
let listings = 0;
const counting = (send: typeof fetch): typeof fetch => async (input, init) => {
  const request = new Request(input, init);
  if (/\/Contacts\?.*Id gt /.test(decodeURIComponent(request.url).replaceAll('+', ' '))) listings += 1;
  return await send(request);
};
const contactIds = (): readonly number[] => world.ploomes.rows('Contacts').map(({ Id }) => Id);
const linked = (): number => base.clients().filter(({ externalCode }) => externalCode !== null).length;
const waitUntil = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It never came to be.');
};
const start = async (mode: 'act' | 'plan' = 'act') => await world.hub().customerBase.start(world.connection, { kind: 'reconciliation', mode });
const progress = async () => await world.hub().customerBase.progress(world.connection);

test.each([30, 200, 700])('SYN-02: a run that a hub leaves that dies at its call %i reads one page again at most, and links everybody once', { timeout: 60_000 }, async (at) => {
  const crash = await openMortal();
  world.ploomes.plantContacts(150);
  await world.hub().settled();
  listings = 0;
  crash.arm({ at, when: 'after' });
  void start();
  await crash.died();
  await world.crash();
  const run = await base.atRest();
  expect(run).toMatchObject({ number: 1, state: 'ended', total: 150, done: 150, failed: 0 });
  expect(base.clients().map(({ externalCode }) => Number(externalCode)).toSorted((a, b) => a - b)).toEqual(contactIds());
  expect(listings).toBeLessThanOrEqual(3);
  expect(listings).toBeGreaterThanOrEqual(2);
});

test('SYN-02: a run is paused, goes on when it is told to, and tells how far it is', { timeout: 60_000 }, async () => {
  await open();
  world.ploomes.plantContacts(130);
  await start();
  await waitUntil(() => linked() >= 5);
  expect(await world.hub().customerBase.steer(world.connection, 1, 'pause')).toMatchObject({ outcome: 'steered', run: { state: 'paused' } });
  await world.rest();
  const paused = await progress();
  expect(paused?.done).toBeLessThan(130);
  expect(paused?.total).toBe(130);
  expect(await world.hub().customerBase.steer(world.connection, 1, 'confirm')).toMatchObject({ outcome: 'not-now' });
  await world.hub().customerBase.steer(world.connection, 1, 'resume');
  expect(await base.atRest(1)).toMatchObject({ state: 'ended', done: 130 });
  expect(linked()).toBe(130);
});

test('SYN-02: a run that is cancelled stays so, and the next one goes through everything', { timeout: 60_000 }, async () => {
  await open();
  world.ploomes.plantContacts(130);
  await start();
  await waitUntil(() => linked() >= 5);
  expect((await start())?.fresh).toBe(false);
  await world.hub().customerBase.steer(world.connection, 1, 'cancel');
  await world.rest();
  expect(linked()).toBeLessThan(130);
  expect(await world.hub().customerBase.steer(world.connection, 1, 'resume')).toMatchObject({ outcome: 'not-now' });
  await start();
  expect(await base.atRest(2)).toMatchObject({ state: 'ended', number: 2, done: 130 });
});

test('SYN-03: a dry run shows what would be done and does nothing, until somebody says go on', async () => {
  await open();
  world.ploomes.plantContacts(3);
  await start('plan');
  const asking = await base.atRest();
  expect(asking).toMatchObject({ state: 'asking', asks: { because: 'dry-run', unlinks: 0 }, tally: { CreateChatClient: 3 } });
  const rows = (await world.hub().customerBase.planned(world.connection, 1, { limit: 2 }));
  expect([rows?.rows.map(({ steps }) => steps.map(({ type }) => type)), rows?.next !== undefined, base.clients()]).toEqual([[['CreateChatClient'], ['CreateChatClient']], true, []]);
  await world.hub().customerBase.steer(world.connection, 1, 'confirm');
  expect(await base.atRest()).toMatchObject({ state: 'ended', done: 3, tally: { CreateChatClient: 3 } });
  expect(linked()).toBe(3);
});

test('SYN-04: a run that would unlink too many stops and asks; what it is told to do, it does', { timeout: 60_000 }, async () => {
  await open();
  world.ploomes.plantContacts(60);
  await base.run();
  const gone = contactIds().slice(0, 5);
  world.ploomes.quietly(() => gone.forEach((id) => world.ploomes.remove('Contacts', id)));
  const asking = await base.run({ kind: 'reconciliation' });
  expect([asking, linked()]).toEqual([expect.objectContaining({ state: 'asking', asks: { because: 'too-many-unlinked', unlinks: 5 } }), 60]);
  await world.hub().customerBase.steer(world.connection, 2, 'confirm');
  expect(await base.atRest()).toMatchObject({ state: 'ended' });
  expect([linked(), base.clients().length]).toEqual([55, 60]);
});

test('SYN-04: one contact that is gone is unlinked without asking, after the CRM was asked for it by itself', async () => {
  await open();
  world.ploomes.plantContacts(3);
  await base.run();
  const [first = 0] = contactIds();
  world.ploomes.quietly(() => world.ploomes.remove('Contacts', first));
  expect(await base.run({ kind: 'reconciliation' })).toMatchObject({ state: 'ended' });
  expect(linked()).toBe(2);
});

test('SYN-03: a client that was deleted in the chat behind the hub\'s back is made again', async () => {
  await open();
  world.ploomes.plantContacts(3);
  await base.run();
  const [first] = base.clients();
  world.neppo.quietly(() => world.neppo.removeUser(first?.id ?? 0));
  await base.run({ kind: 'reconciliation' });
  expect(base.clients().map(({ phone }) => phone)).toContain(first?.phone);
  expect(linked()).toBe(3);
});

test('SYN-02: a contact that could not be written is in the list of problems, and the others go on', async () => {
  await open();
  world.ploomes.plantContacts(3);
  world.neppo.faults({ route: 'POST /chatapi/1.0/api/users/save', status: 400, times: 1 });
  expect(await base.run()).toMatchObject({ state: 'ended', done: 2, failed: 1 });
  const problems = await world.hub().customerBase.problems(world.connection, { limit: 10 });
  expect(problems?.rows.map(({ code }) => code)).toEqual(['port.refused']);
  await base.run({ kind: 'reconciliation' });
  expect([linked(), (await world.hub().customerBase.problems(world.connection, { limit: 10 }))?.rows]).toEqual([3, []]);
});

test('SYN-02: a run whose page cannot be read pauses by itself, says why, and goes on when it is mended', async () => {
  await open();
  world.ploomes.plantContacts(3);
  world.ploomes.faults({ route: 'GET /Contacts', status: 400, times: 2 });
  const paused = await base.run();
  expect(paused).toMatchObject({ state: 'paused', trouble: 'port.refused' });
  await world.hub().customerBase.steer(world.connection, 1, 'resume');
  expect(await base.atRest()).toMatchObject({ state: 'ended', done: 3 });
});
