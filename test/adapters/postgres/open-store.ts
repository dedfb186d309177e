import { postgresStore, type PostgresStoreOptions } from '../../../src/adapters/postgres/index.ts';
import { createHandClock, createSystemIds, type HandClock } from '../../../src/adapters/system/index.ts';
import { BEGINNING } from '../../../src/ports/contracts/builders.ts';
import type { InsideSubject } from '../../../src/ports/contracts/index.ts';
import type { Store } from '../../../src/ports/index.ts';
import { aPreparedDatabase } from './databases.ts';

export interface Opened extends InsideSubject {
  readonly clock: HandClock;
  readonly url: string;
  /** Another process on the same database, with the same clock. */
  openBeside(options?: PostgresStoreOptions): Promise<Store>;
  dispose(): Promise<void>;
}

/** A store over an empty database of its own; the process that had it before is taken to have ended when it is opened again. */
export async function openPostgresStore(options: PostgresStoreOptions = {}): Promise<Opened> {
  const database = await aPreparedDatabase();
  const clock = createHandClock(BEGINNING);
  const ids = createSystemIds();
  const stores: Store[] = [];
  const openBeside = async (wishes = options): Promise<Store> => {
    const store = await postgresStore(database.url, wishes)({ clock, ids });
    stores.push(store);
    return store;
  };
  return {
    ...(await openBeside()),
    clock,
    url: database.url,
    openBeside,
    async reopen() {
      await stores.at(-1)?.close();
      return await openBeside();
    },
    async dispose() {
      for (const store of stores) await store.close();
      await database.giveBack();
    },
  };
}
