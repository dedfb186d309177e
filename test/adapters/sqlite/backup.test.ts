import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { backupSqlite, leaveSqlite, restoreSqlite, sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery, after, BEGINNING, EVERYWHERE, HERE } from '../../../src/ports/contracts/builders.ts';
import type { Store } from '../../../src/ports/index.ts';

let folder: string;
let store: Store;
const clock = createHandClock(BEGINNING);
const file = (name: string): string => join(folder, name);
const open = async (name: string): Promise<Store> => await sqliteStore(file(name))({ clock, ids: createSystemIds() });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vinculo-backup-'));
  store = await open('hub.db');
  await store.inbox.accept([aDelivery('d1')]);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('a backup', () => {
  test('is made of a database that a hub is at work on, and holds what it held then', async () => {
    expect(await backupSqlite(file('hub.db'), file('copy.db'), after(60))).toEqual({ takenAt: after(60), deliveries: 1 });
    await store.inbox.accept([aDelivery('d2')]);
    const copy = await open('copy.db');
    expect((await copy.history.list(EVERYWHERE, {}, { limit: 10 })).rows.map(({ id }) => id)).toEqual(['d1']);
    await copy.close();
  });

  test('is one file, for its owner alone', async () => {
    await backupSqlite(file('hub.db'), file('copy.db'), after(60));
    expect(statSync(file('copy.db')).mode & 0o777).toBe(0o600);
    expect([`${file('copy.db')}-wal`, `${file('copy.db')}.part`].filter(existsSync)).toEqual([]);
  });

  test('never takes the place of a file that is there', async () => {
    writeFileSync(file('copy.db'), 'mine');
    await expect(backupSqlite(file('hub.db'), file('copy.db'), after(60))).rejects.toMatchObject({ code: 'config.backup-failed' });
    expect(readFileSync(file('copy.db'), 'utf8')).toBe('mine');
  });

  test('leaves nothing behind when it fails', async () => {
    await expect(backupSqlite(file('missing.db'), file('copy.db'), after(60))).rejects.toMatchObject({ code: 'config.backup-failed' });
    expect([file('copy.db'), `${file('copy.db')}.part`].filter(existsSync)).toEqual([]);
  });

  test('that is brought back tells the hub since when it knows nothing, the same at every start', async () => {
    await backupSqlite(file('hub.db'), file('copy.db'), BEGINNING);
    await restoreSqlite(file('copy.db'), file('restored.db'));
    clock.set(after(600));
    const first = await open('restored.db');
    expect(first.restoration).toEqual({ takenAt: BEGINNING, restoredAt: after(600) });
    await first.close();
    clock.set(after(900));
    const second = await open('restored.db');
    expect(second.restoration).toEqual({ takenAt: BEGINNING, restoredAt: after(600) });
    await second.close();
  });

  test('of a hub that was itself brought back asks from the older time on, and for all that began before the newer bringing back', async () => {
    await backupSqlite(file('hub.db'), file('first.db'), BEGINNING);
    clock.set(after(600));
    await (await open('first.db')).close();
    await backupSqlite(file('first.db'), file('second.db'), after(1200));
    clock.set(after(1800));
    const again = await open('second.db');
    expect(again.restoration).toEqual({ takenAt: BEGINNING, restoredAt: after(1800) });
    await again.close();
  });

  test('is not needed by a database that was never restored', () => {
    expect(store.restoration).toBeUndefined();
  });
});

describe('bringing back', () => {
  test('refuses a file that carries no time, for nobody could tell what is missing', async () => {
    await store.close();
    await expect(restoreSqlite(file('hub.db'), file('restored.db'))).rejects.toMatchObject({ code: 'config.restore-failed' });
    expect(existsSync(file('restored.db'))).toBe(false);
  });

  test('refuses a damaged file', async () => {
    await backupSqlite(file('hub.db'), file('copy.db'), after(60));
    const bytes = readFileSync(file('copy.db'));
    writeFileSync(file('copy.db'), bytes.subarray(0, Math.floor(bytes.length / 2)));
    await expect(restoreSqlite(file('copy.db'), file('restored.db'))).rejects.toMatchObject({ code: 'config.restore-failed' });
  });

  test('never takes the place of a database', async () => {
    await backupSqlite(file('hub.db'), file('copy.db'), after(60));
    await expect(restoreSqlite(file('copy.db'), file('hub.db'))).rejects.toMatchObject({ code: 'config.restore-failed' });
  });
});

describe('a database whose content leaves', () => {
  test('is refused to hubs once it is sealed, and says where it went', async () => {
    await store.settings.put(HERE, 'settings', BEGINNING, 0);
    await store.close();
    await leaveSqlite(file('hub.db'), 'postgres://db/vinculo', async ({ seal }) => await Promise.resolve(seal()));
    const refused = await open('hub.db').catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'config.database-moved' });
    expect(String(refused)).toContain('postgres://db/vinculo');
  });

  test('may be asked again to leave to the same place, and to no other', async () => {
    await store.close();
    await leaveSqlite(file('hub.db'), 'there', async ({ seal }) => await Promise.resolve(seal()));
    await expect(leaveSqlite(file('hub.db'), 'there', async () => await Promise.resolve('again'))).resolves.toBe('again');
    await expect(leaveSqlite(file('hub.db'), 'elsewhere', async () => await Promise.resolve())).rejects.toMatchObject({ code: 'config.database-moved' });
  });

  test('is not copied any more, and a copy that was made of it all the same is not brought back', async () => {
    await store.close();
    await backupSqlite(file('hub.db'), file('copy.db'), after(60));
    await leaveSqlite(file('hub.db'), 'postgres://db/vinculo', async ({ seal }) => await Promise.resolve(seal()));
    const moved = { code: 'config.database-moved', message: expect.stringContaining('postgres://db/vinculo') as unknown };
    await expect(backupSqlite(file('hub.db'), file('late.db'), after(90))).rejects.toMatchObject(moved);
    expect(existsSync(file('late.db'))).toBe(false);
    for (const fact of ['moved-to', 'moving-to']) {
      const late = new DatabaseSync(file('copy.db'));
      late.exec("delete from installation where name in ('moved-to', 'moving-to')");
      late.prepare('insert into installation (name, value) values (?, ?)').run(fact, 'postgres://db/vinculo');
      late.close();
      await expect(restoreSqlite(file('copy.db'), file('restored.db'))).rejects.toMatchObject(moved);
      expect(existsSync(file('restored.db'))).toBe(false);
    }
  });

  test('cannot leave while a hub runs on it', async () => {
    await expect(leaveSqlite(file('hub.db'), 'there', async () => await Promise.resolve())).rejects.toMatchObject({ code: 'config.database-in-use' });
  });
});
