import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore, type SqliteStoreOptions } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds, type HandClock } from '../../../src/adapters/system/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { InsideSubject } from '../../../src/ports/contracts/index.ts';
import type { Store } from '../../../src/ports/index.ts';

export const BEGINNING = instantOf(Date.UTC(2026, 4, 4, 12));

export interface Opened extends InsideSubject {
  readonly clock: HandClock;
  readonly file: string;
  dispose(): Promise<void>;
}

/** A store in a folder of its own; the process that owned it before is taken to have ended when it is opened again. */
export async function openFileStore(options: SqliteStoreOptions = {}): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-'));
  const opened = await openStore(join(folder, 'hub.db'), options);
  return {
    ...opened,
    async dispose() {
      await opened.dispose();
      rmSync(folder, { recursive: true });
    },
  };
}

export const openMemoryStore = (options: SqliteStoreOptions = {}): Promise<Opened> => openStore(':memory:', options);

async function openStore(file: string, options: SqliteStoreOptions): Promise<Opened> {
  const clock = createHandClock(BEGINNING);
  const ids = createSystemIds();
  const open = (): Promise<Store> => sqliteStore(file, options)({ clock, ids });
  const stores = [await open()];
  return {
    ...firstOf(stores),
    clock,
    file,
    async reopen() {
      await stores.at(-1)?.close();
      const again = await open();
      stores.push(again);
      return again;
    },
    async dispose() {
      for (const store of stores) await store.close();
    },
  };
}

function firstOf(stores: readonly Store[]): Store {
  const [store] = stores;
  if (store === undefined) throw new Error('No store was opened.');
  return store;
}
