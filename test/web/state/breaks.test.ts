import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { attended, createDeskWorld } from '../../app/desk/desk-client.ts';
import type { World } from '../../rig/world.ts';
import { linesOf, openPanel, soon, type TestPanel } from './open-panel.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function talking({ database }: { readonly database?: string } = {}): Promise<{ readonly world: World; readonly protocol: string; readonly panel: TestPanel; readonly conversation: ReturnType<TestPanel['state']['conversation']> }> {
  const world = await createDeskWorld(database === undefined ? {} : { database });
  ends.push(async () => await world.close());
  const protocol = await attended(world);
  const panel = openPanel(world);
  ends.push(() => panel.state.close());
  await soon(() => panel.state.entrance.value.state).toBe('in');
  const conversation = panel.state.conversation(protocol);
  await soon(() => conversation.state.value).toBe('ready');
  return { world, protocol, panel, conversation };
}

/** As a panel sees it that is opened only now. */
async function freshLines(world: World, protocol: string): Promise<readonly string[]> {
  const fresh = openPanel(world);
  ends.push(() => fresh.state.close());
  const conversation = fresh.state.conversation(protocol);
  await soon(() => conversation.state.value).toBe('ready');
  while (conversation.hasOlder.value) await conversation.loadOlder();
  return linesOf(conversation);
}

test('S4: a burst of 500 over a restart of the hub: nothing is lost, nothing is there twice, all in order', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'panel-state-'));
  ends.push(() => rmSync(directory, { recursive: true }));
  const { world, protocol, panel, conversation } = await talking({ database: join(directory, 'hub.db') });
  for (let nth = 0; nth < 500; nth++) {
    world.neppo.message(protocol, { from: 'client', text: `nº ${nth}` });
    if (nth === 250) await world.restart();
    if (nth % 100 === 0) conversation.write(`resposta ${nth}`);
  }
  await world.rest();
  await soon(() => linesOf(conversation).filter((line) => line.startsWith('client: nº')).length, 60_000).toBe(500);
  await soon(() => linesOf(conversation).filter((line) => line.startsWith('agent: resposta')).length, 60_000).toBe(5);
  await world.rest();
  expect(new Set(linesOf(conversation)).size).toBe(507);
  await soon(() => panel.state.connection.value.state).toBe('live');
  expect(linesOf(conversation)).toEqual(await freshLines(world, protocol));
}, 120_000);

test('twenty forced breaks of the stream: nothing is lost, nothing is there twice, and the numbers are right', async () => {
  const { world, protocol, panel, conversation } = await talking();
  for (let nth = 0; nth < 20; nth++) {
    world.neppo.message(protocol, { from: 'client', text: `nº ${nth}` });
    panel.line.cutStreams();
    panel.line.comeBack();
  }
  await soon(() => linesOf(conversation).filter((line) => line.startsWith('client: nº')).length, 30_000).toBe(20);
  await world.rest();
  expect(linesOf(conversation)).toEqual(await freshLines(world, protocol));
  await soon(() => panel.state.unread.value).toBe(21);
  expect(panel.state.counts.value.open).toBe(1);
}, 60_000);

test('the connection is away since it broke, however often it is tried, and what is shown stays', async () => {
  const { world, panel, conversation } = await talking();
  let clock = 1_000;
  const timed = openPanel(world, { now: () => clock });
  ends.push(() => timed.state.close());
  await soon(() => timed.state.connection.value.state).toBe('live');
  clock = 2_000;
  timed.line.goAway();
  await soon(() => timed.state.connection.value.state).toBe('waiting');
  clock = 9_000;
  await soon(() => timed.line.asked.filter((each) => each.endsWith('/stream')).length).toBeGreaterThan(2);
  expect(timed.state.connection.value.since).toBe(2_000);
  expect(timed.state.lists.open.rows.value).toHaveLength(1);
  timed.line.comeBack();
  await soon(() => timed.state.connection.value).toEqual({ state: 'live', since: 9_000 });
  panel.line.goAway();
  expect(linesOf(conversation)).toContain('client: Bom dia');
});
