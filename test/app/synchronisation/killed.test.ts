import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createCrashSwitch, type CrashPoint } from '../../rig/crash-switch.ts';
import { createWorld, type World } from '../../rig/world.ts';
import { lookAt } from './base.ts';

let world: World;
const folders: string[] = [];
afterEach(async () => {
  await world.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const [CONTACTS, PAGE_SIZE, CHAT_CLIENTS] = [8, 3, 60];
/** Three of contacts, and two of clients of the chat, who come fifty on a page; none is associated with anybody. */
const PAGES = { contacts: 3, clients: 2, associations: 1 } as const;
/** Its pages are read with the first hundred and twenty things that a run asks of its store and of the outside. */
const POINTS = Array.from({ length: 16 }, (_, place) => ({ at: 4 + place * 7, when: place % 2 === 0 ? 'after' : 'before' } as const));

type Pages = Record<keyof typeof PAGES, number>;

/** Counts the pages that are asked for; what asks for one row by its id is none. */
const counting = (pages: Pages, send: typeof fetch): typeof fetch => async (input, init) => {
  const request = new Request(input, init);
  const url = decodeURIComponent(request.url).replaceAll('+', ' ');
  const isAboutOne = (await request.clone().text()).includes('"key":"id"');
  if (/\/Contacts\?.*Id gt /.test(url)) pages.contacts += 1;
  if (url.endsWith('/api/users') && !isAboutOne) pages.clients += 1;
  if (url.endsWith('/association-clients-to-agents')) pages.associations += 1;
  return await send(request);
};

async function aRunThatEndsAt(point: CrashPoint | undefined): Promise<{ readonly pages: Pages; readonly run: unknown }> {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-'));
  folders.push(folder);
  const crash = createCrashSwitch(sqliteStore(join(folder, 'hub.db')));
  const pages: Pages = { contacts: 0, clients: 0, associations: 0 };
  world = await createWorld({ chatBudget: { perMinute: 0 }, pageSize: PAGE_SIZE, hub: { store: crash.store, outgoingFetch: counting(pages, crash.fetch) } });
  world.ploomes.plantContacts(CONTACTS);
  world.neppo.plantClients(CHAT_CLIENTS);
  await world.hub().settled();
  Object.assign(pages, { contacts: 0, clients: 0, associations: 0 });
  if (point !== undefined) crash.arm(point);
  void world.hub().customerBase.start(world.connection, { kind: 'first', mode: 'plan' });
  if (point !== undefined) {
    await crash.died();
    await world.crash();
  }
  return { pages, run: await lookAt(world).atRest() };
}

test('SYN-02: a run reads each page once', async () => {
  const { pages, run } = await aRunThatEndsAt(undefined);
  expect([pages, run]).toEqual([PAGES, expect.objectContaining({ state: 'asking', total: CONTACTS })]);
});

test.each(POINTS)('SYN-02: a run that is killed $when call $at of its hub reads one page again at most', { timeout: 30_000 }, async (point) => {
  const { pages, run } = await aRunThatEndsAt(point);
  expect(run).toMatchObject({ number: 1, state: 'asking', total: CONTACTS, asks: { because: 'dry-run' } });
  const again = (Object.keys(PAGES) as (keyof typeof PAGES)[]).map((side) => pages[side] - PAGES[side]);
  expect(Math.min(...again)).toBe(0);
  expect(again.reduce((sum, more) => sum + more)).toBeLessThanOrEqual(1);
});
