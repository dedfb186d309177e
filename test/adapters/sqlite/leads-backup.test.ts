import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../../src/adapters/sql/migrations/index.ts';
import { backupSqlite, restoreSqlite, sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { migrate } from '../../../src/adapters/sqlite/migrate.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { after, BEGINNING, HERE } from '../../../src/ports/contracts/builders.ts';
import type { Store } from '../../../src/ports/index.ts';
import { expectLeads, fillLeads } from '../filled-leads.ts';

let folder: string;
const file = (name: string): string => join(folder, name);
const open = async (name: string): Promise<Store> => await sqliteStore(file(name))({ clock: createHandClock(BEGINNING), ids: createSystemIds() });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vinculo-leads-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('leads and integrations are found again in a file that is opened anew, and come back from a backup', async () => {
  const before = await open('hub.db');
  await fillLeads(before);
  await backupSqlite(file('hub.db'), file('copy.db'), after(60));
  await before.close();
  await restoreSqlite(file('copy.db'), file('restored.db'));
  for (const name of ['hub.db', 'restored.db']) {
    const store = await open(name);
    await expectLeads(store);
    await store.close();
  }
});

test('a hook that the release before wrote goes on, and belongs to no integration', async () => {
  const db = new DatabaseSync(file('hub.db'));
  migrate(db, migrations.filter(({ version }) => version < 13));
  db.exec(`insert into hook (token_hash, connection, system) values ('old', '${HERE}', 'ploomes')`);
  db.close();
  const store = await open('hub.db');
  expect(await store.hooks.find('old')).toEqual({ connection: HERE, system: 'ploomes' });
  await store.hooks.add('old', { connection: HERE, system: 'ploomes' });
  await store.hooks.end({ connection: HERE, system: 'ploomes' }, { until: BEGINNING });
  expect((await store.hooks.find('old'))?.until).toBe(BEGINNING);
  await fillLeads(store);
  await expectLeads(store);
  await store.close();
});
