import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStore } from '../../src/adapters/postgres/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import type { StoreFactory } from '../../src/ports/index.ts';
import { aPreparedDatabase } from '../adapters/postgres/databases.ts';

/** Where a hub keeps what it knows. */
export type Keeping = 'sqlite' | 'postgres';

/** A store that can be opened again after its hub has died, and how to let go of what it stands in. */
export interface KeptStore {
  readonly open: StoreFactory;
  letGo(): Promise<void>;
}

export async function aKeptStore(keeping: Keeping): Promise<KeptStore> {
  if (keeping === 'postgres') {
    const { url, giveBack } = await aPreparedDatabase();
    return { open: postgresStore(url), letGo: giveBack };
  }
  const folder = mkdtempSync(join(tmpdir(), 'kept-store-'));
  return { open: sqliteStore(join(folder, 'hub.db')), letGo: async () => rmSync(folder, { recursive: true, force: true }) };
}
