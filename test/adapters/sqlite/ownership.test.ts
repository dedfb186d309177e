import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import type { Store } from '../../../src/ports/index.ts';
import { BEGINNING } from './open-store.ts';

describe('a database file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vinculo-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (file: string): Promise<Store> =>
    sqliteStore(file, { busyTimeoutMs: 0 })({ clock: createHandClock(BEGINNING), ids: createSystemIds() });

  test('has one owner; a second one is told what to do', async () => {
    const file = join(folder, 'hub.db');
    const store = await open(file);
    await expect(open(file)).rejects.toThrow('another process owns it; stop the other one');
    await expect(open(file)).rejects.toMatchObject({ code: 'config.database-in-use' });
    await store.close();
  });

  test('has one owner under whatever name it is reached', async () => {
    const file = join(folder, 'hub.db');
    const store = await open(file);
    symlinkSync(file, join(folder, 'other-name.db'));
    await expect(open(join(folder, 'other-name.db'))).rejects.toMatchObject({ code: 'config.database-in-use' });
    await store.close();
  });

  const modes = (): Readonly<Record<string, string>> =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]));
  const PRIVATE = Object.fromEntries(['hub.db', 'hub.db-wal', 'hub.db-shm', 'hub.db.lock', 'hub.db.lock-journal'].map((name) => [name, '600']));

  test.skipIf(process.platform === 'win32')('may be read by its owner alone, and so may the files beside it', async () => {
    const store = await open(join(folder, 'hub.db'));
    expect(modes()).toEqual(PRIVATE);
    await store.close();
  });

  test.skipIf(process.platform === 'win32')('that others could read before is narrowed, and so are the files beside it', async () => {
    const file = join(folder, 'hub.db');
    await (await open(file)).close();
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
    for (const beside of ['-wal', '-shm']) writeFileSync(`${file}${beside}`, '', { mode: 0o644 });
    const store = await open(file);
    expect(modes()).toEqual(PRIVATE);
    await store.close();
  });

  test('is still owned after a second one was refused', async () => {
    const file = join(folder, 'hub.db');
    const store = await open(file);
    await expect(open(file)).rejects.toMatchObject({ code: 'config.database-in-use' });
    const tryIt = `new (require('node:sqlite').DatabaseSync)(process.argv[1], { timeout: 0 }).exec('begin exclusive')`;
    expect(spawnSync(process.execPath, ['-e', tryIt, `${file}.lock`], { encoding: 'utf8' }).stderr).toContain('database is locked');
    await store.close();
  });

  test('is free again once its owner has closed it', async () => {
    const file = join(folder, 'hub.db');
    await (await open(file)).close();
    await (await open(file)).close();
  });

  test('is refused when a later release wrote it, and left as it was', async () => {
    const file = join(folder, 'hub.db');
    const later = new DatabaseSync(file);
    later.exec('pragma user_version = 999');
    await expect(open(file)).rejects.toMatchObject({ code: 'config.database-newer' });
    expect(later.prepare('select count(*) as tables from sqlite_schema').get()).toEqual({ tables: 0 });
    later.close();
  });

  test('is refused when it is no database', async () => {
    const file = join(folder, 'hub.db');
    writeFileSync(file, 'These are minutes of a meeting, and no database at all.'.repeat(100));
    await expect(open(file)).rejects.toMatchObject({ code: 'config.database-unusable' });
  });

  test('is refused when its folder does not exist', async () => {
    await expect(open(join(folder, 'nowhere', 'hub.db'))).rejects.toMatchObject({ code: 'config.database-unusable' });
  });
});
