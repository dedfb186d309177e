import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createSecretBox } from '../../src/adapters/system/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';

const RIGHT = 'the-first-secret-key';
const WRONG = 'quite-another-secret-key';
const wrongKey = { code: 'config.secret-key-wrong' };

/** A file, and a hub on it as often as asked. */
function aHubFile(): { readonly file: string; open(secretKey: string): Promise<Vinculo> } {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'hub.db');
  return {
    file,
    open: async (secretKey) => await createVinculo({ store: sqliteStore(file), secretKey, publicUrl: 'http://127.0.0.1:1', ...inMemoryConnectors(createInMemoryCrm(), createInMemoryChat()) }),
  };
}

test('ACT-02: under another secretKey nothing is added or changed, and the right one opens the hub afterwards', async () => {
  const { open } = aHubFile();
  const first = await open(RIGHT);
  await first.connections.add({ id: 'acme', name: 'Acme', ploomes: {}, neppo: {} });
  await first.start();
  await first.close();

  const other = await open(WRONG);
  await expect(other.connections.add({ id: 'aaa', name: 'Before it in every list', ploomes: {}, neppo: {} })).rejects.toMatchObject(wrongKey);
  await expect(other.connections.setSystems('acme', { ploomes: { userKey: 'k-2' } })).rejects.toMatchObject({ code: 'defect.secret-unreadable' });
  expect((await other.connections.list()).map(({ id }) => id)).toEqual(['acme']);
  await other.close();

  const right = await open(RIGHT);
  await expect(right.start()).resolves.toBeUndefined();
  await right.close();
});

test('ACT-02: every connection is looked at before the hub starts, not the first alone, and the one that cannot be read is named', async () => {
  const { file, open } = aHubFile();
  const first = await open(RIGHT);
  for (const id of ['acme', 'zeta']) await first.connections.add({ id, name: id, ploomes: {}, neppo: {} });
  await first.close();
  const db = new DatabaseSync(file);
  db.prepare("update secret set sealed = ? where connection = 'zeta' and name = 'chat'").run(createSecretBox(WRONG).seal('{}', 'zeta/chat'));
  db.close();

  const right = await open(RIGHT);
  await expect(right.start()).rejects.toMatchObject({ ...wrongKey, message: expect.stringContaining('zeta') as unknown });
  await right.close();
});

test('ACT-02: a hub that is given another secretKey refuses to start, names the mend, and sets nothing aside', async () => {
  const { open } = aHubFile();
  const first = await open(RIGHT);
  await first.connections.add({ name: 'Acme', ploomes: {}, neppo: {} });
  await first.close();

  const other = await open(WRONG);
  await expect(other.start()).rejects.toMatchObject(wrongKey);
  await other.close();

  const right = await open(RIGHT);
  await expect(right.start()).resolves.toBeUndefined();
  await right.close();
});
