import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dumpPostgres, fillFromDump, postgresStore } from '../../../src/adapters/postgres/index.ts';
import { leaveSqlite, readBackup, restoreSqlite, sqliteStore, writeBackup } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { after, BEGINNING, HERE } from '../../../src/ports/contracts/builders.ts';
import type { Store } from '../../../src/ports/index.ts';
import { expectLeads, fillLeads } from '../filled-leads.ts';
import { aPreparedDatabase } from './databases.ts';

let folder: string;
let url: string;
let giveBack: () => Promise<void>;
const inside = () => ({ clock: createHandClock(BEGINNING), ids: createSystemIds() });
const file = (name: string): string => join(folder, name);
const openFile = async (name: string): Promise<Store> => await sqliteStore(file(name))(inside());
const openServer = async (): Promise<Store> => await postgresStore(url)(inside());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vinculo-leads-'));
  ({ url, giveBack } = await aPreparedDatabase());
});
afterEach(async () => {
  await giveBack();
  rmSync(folder, { recursive: true });
});

test('leads and integrations move from a file to a server', async () => {
  const from = await openFile('hub.db');
  await fillLeads(from);
  await from.close();
  await leaveSqlite(file('hub.db'), 'there', async ({ dump, seal }) => await fillFromDump({ source: url }, dump, { beforeCommit: seal }));
  const store = await openServer();
  await expectLeads(store);
  await store.close();
});

test('leads and integrations come back from a backup of a server, into either store', async () => {
  const from = await openServer();
  await fillLeads(from);
  await dumpPostgres({ source: url }, async (dump) => await writeBackup(file('copy.db'), dump, after(60)));
  await from.close();
  await giveBack();
  ({ url, giveBack } = await aPreparedDatabase());
  await readBackup(file('copy.db'), async (dump, takenAt) => await fillFromDump({ source: url }, dump, { takenAt }));
  await restoreSqlite(file('copy.db'), file('restored.db'));
  for (const store of [await openServer(), await openFile('restored.db')]) {
    await expectLeads(store);
    await store.close();
  }
});

test('a hook that a process of the release before adds meanwhile is found, ended, and belongs to no integration', async () => {
  const store = await openServer();
  const old = new Client(url);
  await old.connect();
  await old.query(`insert into vinculo.hook (token_hash, connection, system) values ('old', '${HERE}', 'ploomes')`);
  await old.end();
  await store.hooks.end({ connection: HERE, system: 'ploomes' }, { until: BEGINNING });
  expect(await store.hooks.find('old')).toEqual({ connection: HERE, system: 'ploomes', until: BEGINNING });
  await store.close();
});
