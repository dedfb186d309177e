import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dumpPostgres, fillFromDump, postgresStore } from '../../../src/adapters/postgres/index.ts';
import { leaveSqlite, readBackup, restoreSqlite, sqliteStore, writeBackup } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds, type HandClock } from '../../../src/adapters/system/index.ts';
import { aDelivery, after, AGENT, anEntry, aSession, BEGINNING, HERE, protocolOf } from '../../../src/ports/contracts/builders.ts';
import { acceptAndSettle, DONE } from '../../../src/ports/contracts/inside-subject.ts';
import type { Store } from '../../../src/ports/index.ts';
import { expectDesk, expectNothingMissed, fillDesk } from '../filled-desk.ts';
import { aPreparedDatabase } from './databases.ts';

let folder: string;
let clock: HandClock;
let url: string;
let giveBack: () => Promise<void>;
const file = (name: string): string => join(folder, name);
const openFile = async (name: string): Promise<Store> => await sqliteStore(file(name))({ clock, ids: createSystemIds() });
const openServer = async (): Promise<Store> => await postgresStore(url)({ clock, ids: createSystemIds() });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vinculo-desk-'));
  clock = createHandClock(BEGINNING);
  ({ url, giveBack } = await aPreparedDatabase());
});
afterEach(async () => {
  await giveBack();
  rmSync(folder, { recursive: true });
});

test('the desk moves from a file to a server, without tokens, and whoever was told less than all is told of the gap', async () => {
  const from = await openFile('hub.db');
  await fillDesk(from);
  await from.close();
  await leaveSqlite(file('hub.db'), 'there', async ({ dump, seal }) => await fillFromDump({ source: url }, dump, { beforeCommit: seal }));
  const store = await openServer();
  await expectDesk(store);
  expect(await store.agentPasses.find('bearer', BEGINNING)).toBeUndefined();
  expect((await store.stream.read(HERE, AGENT, { after: 1, limit: 5 })).gap).toBe('yes');
  expect((await store.stream.read(HERE, AGENT, { after: 2, limit: 5 })).gap).toBe('no');
  await expectNothingMissed(store, 2);
  await store.close();
});

test('the desk comes back from a backup of a server, into either store', async () => {
  const from = await openServer();
  await fillDesk(from);
  await dumpPostgres({ source: url }, async (dump) => await writeBackup(file('copy.db'), dump, after(60)));
  await from.close();
  await giveBack();
  ({ url, giveBack } = await aPreparedDatabase());

  await readBackup(file('copy.db'), async (dump, takenAt) => await fillFromDump({ source: url }, dump, { takenAt }));
  await restoreSqlite(file('copy.db'), file('restored.db'));
  for (const store of [await openServer(), await openFile('restored.db')]) {
    await expectDesk(store);
    expect(await store.agentPasses.find('bearer', BEGINNING)).toBeUndefined();
    await expectNothingMissed(store, 7);
    await store.close();
  }
});

test('a session that a process of the release before changes meanwhile stays in the lists, and goes on', async () => {
  const store = await openServer();
  await acceptAndSettle(store, aDelivery('d1'), { ...DONE, sessions: [aSession('2026-1', { desk: anEntry() })] });
  const old = new Client(url);
  await old.connect();
  await old.query("update vinculo.session set state = '{\"by\":\"old\"}', version = version + 1 where protocol = '2026-1'");
  await old.end();
  const row = await store.sessions.load(HERE, protocolOf('2026-1'));
  expect([row?.state, row?.version, row?.desk]).toEqual([{ by: 'old' }, 2, anEntry()]);
  await acceptAndSettle(store, aDelivery('d2'), { ...DONE, sessions: [aSession('2026-1', { version: 2, desk: anEntry({ name: 'Bia' }) })] });
  expect((await store.deskLists.page(HERE, { agent: AGENT, phase: 'running', limit: 5 })).map(({ desk }) => desk.name)).toEqual(['Bia']);
  await store.close();
});
