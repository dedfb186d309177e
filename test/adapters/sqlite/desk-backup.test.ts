import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrations } from '../../../src/adapters/sql/migrations/index.ts';
import { backupSqlite, restoreSqlite, sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { migrate } from '../../../src/adapters/sqlite/migrate.ts';
import { createHandClock, createSystemIds, type HandClock } from '../../../src/adapters/system/index.ts';
import { aDelivery, after, AGENT, anEntry, aSession, aTalk, aWish, BEGINNING, HERE, protocolOf } from '../../../src/ports/contracts/builders.ts';
import { acceptAndSettle, DONE } from '../../../src/ports/contracts/inside-subject.ts';
import type { Store } from '../../../src/ports/index.ts';
import { expectDesk, expectNothingMissed, fillDesk } from '../filled-desk.ts';

let folder: string;
let clock: HandClock;
const file = (name: string): string => join(folder, name);
const open = async (name: string): Promise<Store> => await sqliteStore(file(name))({ clock, ids: createSystemIds() });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vinculo-desk-'));
  clock = createHandClock(BEGINNING);
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the desk is found again in a file that is opened anew', async () => {
  const before = await open('hub.db');
  await fillDesk(before);
  await before.close();
  const store = await open('hub.db');
  await expectDesk(store);
  expect(await store.stream.read(HERE, AGENT, { after: 0, limit: 5 })).toMatchObject({ events: [{ seq: 1 }, { seq: 2 }], gap: 'no' });
  expect(await store.agentPasses.find('bearer', BEGINNING)).toBeDefined();
  await store.close();
});

test('the desk comes back from a backup, without tokens, and nobody misses what was told under the same numbers', async () => {
  const before = await open('hub.db');
  await fillDesk(before);
  await backupSqlite(file('hub.db'), file('copy.db'), after(60));
  for (let time = 0; time < 5; time += 1) await before.stream.append(HERE, [aWish('forgotten')]);
  await before.close();
  await restoreSqlite(file('copy.db'), file('restored.db'));
  const store = await open('restored.db');
  await expectDesk(store);
  expect(await store.agentPasses.find('bearer', BEGINNING)).toBeUndefined();
  expect((await store.stream.read(HERE, AGENT, { after: 7, limit: 5 })).gap).toBe('yes');
  await expectNothingMissed(store, 7);
  const head = await store.stream.head(HERE, AGENT);
  await store.close();
  const again = await open('restored.db');
  expect(await again.stream.head(HERE, AGENT)).toBe(head);
  await again.close();
});

test('a session that the release before wrote goes on, and comes into the lists with its next change', async () => {
  const db = new DatabaseSync(file('hub.db'));
  migrate(db, migrations.filter(({ version }) => version < 12));
  db.exec(`insert into session (connection, protocol, version, state, started_at, phase, client_is) values ('${HERE}', '2026-1', 4, '{"schema":1}', '${BEGINNING}', 'running', 'known')`);
  db.close();
  const store = await open('hub.db');
  const old = await store.sessions.load(HERE, protocolOf('2026-1'));
  expect(old).toEqual(aSession('2026-1', { version: 4, state: { schema: 1 } }));
  expect(await store.deskLists.counts(HERE, AGENT)).toEqual({ running: 0, ended: 0, unread: 0 });
  await acceptAndSettle(store, aDelivery('d0'), { ...DONE, talks: [aTalk('2026-1', { unread: 1 })] });
  await acceptAndSettle(store, aDelivery('d1'), { ...DONE, sessions: [aSession('2026-1', { version: 4 })] });
  expect(await store.deskLists.find(HERE, protocolOf('2026-1'))).toBeUndefined();
  await acceptAndSettle(store, aDelivery('d2'), { ...DONE, sessions: [aSession('2026-1', { version: 5, desk: anEntry() })] });
  expect(await store.deskLists.counts(HERE, AGENT)).toEqual({ running: 1, ended: 0, unread: 1 });
  await store.close();
});
