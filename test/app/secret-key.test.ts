import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';

test('ACT-02: a hub that is given another secretKey refuses to start, names the mend, and sets nothing aside', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-key-'));
  const open = async (secretKey: string): Promise<Vinculo> => await createVinculo({
    store: sqliteStore(join(folder, 'hub.db')), secretKey, publicUrl: 'http://127.0.0.1:1', ...inMemoryConnectors(createInMemoryCrm(), createInMemoryChat()),
  });
  const first = await open('the-first-secret-key');
  await first.connections.add({ name: 'Acme', ploomes: {}, neppo: {} });
  await first.close();

  const other = await open('quite-another-secret-key');
  await expect(other.start()).rejects.toMatchObject({ code: 'config.secret-key-wrong' });
  await other.close();

  const right = await open('the-first-secret-key');
  await expect(right.start()).resolves.toBeUndefined();
  await right.close();
  rmSync(folder, { recursive: true, force: true });
});
