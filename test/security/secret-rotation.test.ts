import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry, createSecretBox } from '../../src/adapters/system/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';
import type { Secrets, StoreFactory } from '../../src/ports/index.ts';
import { SECRET_KEY } from '../rig/world.ts';

const FIXTURES = new URL('../fixtures/upgrade/', import.meta.url);
const { hooks } = JSON.parse(readFileSync(new URL('story.json', FIXTURES), 'utf8')) as { hooks: { neppo: string; ploomes: string } };
const NEW_KEY = 'another-secret-key-for-tests';

type Keys = { readonly secretKey: string; readonly previousSecretKey?: string };

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-rotation-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  file = join(folder, 'hub.db');
});

/** The database that a release before rotation left behind. */
const bringBefore = (): void => writeFileSync(file, gunzipSync(readFileSync(new URL('hub.gz', FIXTURES))), { mode: 0o600 });

const open = async (keys: Keys, store: StoreFactory = sqliteStore(file)): Promise<Vinculo> => await createVinculo({
  store, ...keys, publicUrl: 'http://127.0.0.1:1', telemetry: createConsoleTelemetry({ level: 'silent' }),
  ...inMemoryConnectors(createInMemoryCrm(), createInMemoryChat()),
});

/** Runs with a hub on the file, and closes it. */
async function withHub<Result>(keys: Keys, work: (hub: Vinculo) => Promise<Result>, store?: StoreFactory): Promise<Result> {
  const hub = await open(keys, store);
  return await work(hub).finally(hub.close);
}

const sealedValues = (): readonly string[] => {
  const db = new DatabaseSync(file, { readOnly: true });
  const values = db.prepare('select sealed from secret order by connection, name').all().map((row) => String(row['sealed']));
  db.close();
  return values;
};

const PHONE = { kind: 'phone', value: '5511m87654321' };

/** The lane of a client of the chat holds a mark of the phone. */
async function laneOfClient(hub: Vinculo): Promise<string | undefined> {
  const body = JSON.stringify({ message: { type: 'chat-client-changed', client: '1', keys: [PHONE], change: 'updated' } });
  const answer = await hub.fetch(new Request(`http://hub.example${new URL(hooks.neppo).pathname}`, { method: 'POST', body }));
  expect(answer.status).toBe(200);
  return (await hub.deliveries.list({ source: 'neppo' }, { limit: 1 })).rows[0]?.lane;
}

const addAcme = async (hub: Vinculo): Promise<unknown> => await hub.connections.add({ id: 'acme', name: 'Acme', ploomes: { userKey: 'k-1' }, neppo: { password: 'p-1' } });

describe('another secretKey', () => {
  test('is needed beside the one before until the secrets were rotated, and alone after that', async () => {
    await withHub({ secretKey: SECRET_KEY }, addAcme);
    await withHub({ secretKey: NEW_KEY }, async (hub) => await expect(hub.start()).rejects.toMatchObject({ code: 'config.secret-key-wrong' }));
    await withHub({ secretKey: NEW_KEY, previousSecretKey: SECRET_KEY }, async (hub) => {
      await hub.start();
      expect(await hub.rotateSecrets()).toEqual({ resealed: 4, current: 0, unreadable: [] });
      expect(await hub.rotateSecrets()).toEqual({ resealed: 0, current: 4, unreadable: [] });
    });
    await withHub({ secretKey: NEW_KEY }, async (hub) => await expect(hub.start()).resolves.toBeUndefined());
    await withHub({ secretKey: SECRET_KEY }, async (hub) => await expect(hub.start()).rejects.toMatchObject({ code: 'config.secret-key-wrong' }));
    expect(sealedValues().every((value) => createSecretBox(NEW_KEY).isCurrent(value))).toBe(true);
  });

  test('may be tried out first as the previous one: several processes change one after the other', async () => {
    await withHub({ secretKey: SECRET_KEY }, addAcme);
    await withHub({ secretKey: NEW_KEY, previousSecretKey: SECRET_KEY }, async (hub) => await hub.rotateSecrets());
    await withHub({ secretKey: SECRET_KEY, previousSecretKey: NEW_KEY }, async (hub) => await expect(hub.start()).resolves.toBeUndefined());
  });

  test('does not change what a database of the release before was marked with', async () => {
    bringBefore();
    const before = await withHub({ secretKey: SECRET_KEY }, laneOfClient);
    expect(before).toBe(`person:${createSecretBox(SECRET_KEY).mark(JSON.stringify(PHONE))}`);
    bringBefore();
    const keys = { secretKey: NEW_KEY, previousSecretKey: SECRET_KEY };
    expect(await withHub(keys, laneOfClient)).toBe(before);
    expect(await withHub(keys, async (hub) => (await hub.rotateSecrets()).unreadable)).toEqual([]);
    expect(await withHub({ secretKey: NEW_KEY }, laneOfClient)).toBe(before);
    // And once more, with nothing left of the first key.
    await withHub({ secretKey: 'a-third-secret-key-for-tests', previousSecretKey: NEW_KEY }, async (hub) => await hub.rotateSecrets());
    expect(await withHub({ secretKey: 'a-third-secret-key-for-tests' }, laneOfClient)).toBe(before);
  });

  test('does not change marks either when a credential was given anew before the secrets were rotated', async () => {
    bringBefore();
    const before = await withHub({ secretKey: SECRET_KEY }, laneOfClient);
    bringBefore();
    const keys = { secretKey: NEW_KEY, previousSecretKey: SECRET_KEY };
    await withHub(keys, async (hub) => await hub.connections.setSystems('acme', { ploomes: { userKey: 'k-2' } }));
    expect(await withHub(keys, laneOfClient)).toBe(before);
  });

  test('that only wants to look changes nothing, neither in an empty database nor in a full one', async () => {
    await withHub({ secretKey: 'whatever-was-at-hand' }, async (hub) => await hub.deliveries.list({}, { limit: 1 }));
    await withHub({ secretKey: SECRET_KEY }, addAcme);
    const sealed = sealedValues();
    await withHub({ secretKey: 'whatever-was-at-hand' }, async (hub) => await hub.deliveries.list({}, { limit: 1 }));
    expect(sealedValues()).toEqual(sealed);
    await withHub({ secretKey: 'whatever-was-at-hand' }, async (hub) => await expect(hub.rotateSecrets()).rejects.toMatchObject({ code: 'config.secret-key-wrong' }));
    await withHub({ secretKey: SECRET_KEY }, async (hub) => await expect(hub.start()).resolves.toBeUndefined());
  });
});

describe('a rotation', () => {
  const both = { secretKey: NEW_KEY, previousSecretKey: SECRET_KEY };

  test.each([0, 1, 2, 3])('that is cut short after %i secrets can still be read with both keys, and is finished by another', async (most) => {
    await withHub({ secretKey: SECRET_KEY }, addAcme);
    await expect(withHub(both, async (hub) => await hub.rotateSecrets(), cutShort(sqliteStore(file), most))).rejects.toThrow('cut short');
    await withHub({ secretKey: NEW_KEY }, async (hub) => await expect(hub.start()).rejects.toMatchObject({ code: 'config.secret-key-wrong' }));
    await withHub(both, async (hub) => {
      await hub.start();
      expect(await hub.rotateSecrets()).toEqual({ resealed: 4 - most, current: most, unreadable: [] });
    });
    await withHub({ secretKey: NEW_KEY }, async (hub) => await expect(hub.start()).resolves.toBeUndefined());
  });

  test('keeps what somebody else wrote meanwhile', async () => {
    await withHub({ secretKey: SECRET_KEY }, addAcme);
    const newer = createSecretBox(NEW_KEY).seal('{"userKey":"k-2"}', 'acme/crm');
    await withHub(both, async (hub) => await hub.rotateSecrets(), meddling(sqliteStore(file), async (secrets, connection, name) => {
      if (name === 'crm') await secrets.put(connection, name, newer);
    }));
    expect(sealedValues()).toContain(newer);
  });

  test('names what neither key opens, and seals the rest', async () => {
    await withHub({ secretKey: SECRET_KEY }, addAcme);
    const db = new DatabaseSync(file);
    db.prepare("update secret set sealed = 'bm90IHNlYWxlZCBieSBhbnlib2R5IGhlcmU=' where name = 'chat'").run();
    db.close();
    expect(await withHub(both, async (hub) => await hub.rotateSecrets())).toEqual({ resealed: 3, current: 0, unreadable: [{ connection: 'acme', name: 'chat' }] });
  });
});

type Replace = Secrets['replace'];

const replacing = (store: StoreFactory, wrap: (secrets: Secrets) => Replace): StoreFactory => async (inside) => {
  const opened = await store(inside);
  return { ...opened, secrets: { ...opened.secrets, replace: wrap(opened.secrets) } };
};

const cutShort = (store: StoreFactory, most: number): StoreFactory => replacing(store, (secrets) => {
  let done = 0;
  return async (...asked) => {
    if (done === most) throw new Error('cut short');
    done += 1;
    return await secrets.replace(...asked);
  };
});

/** Somebody else writes at the worst moment, once for each name. */
const meddling = (store: StoreFactory, meddle: (secrets: Secrets, connection: Parameters<Replace>[0], name: string) => Promise<void>): StoreFactory =>
  replacing(store, (secrets) => {
    const met = new Set<string>();
    return async (connection, name, values) => {
      if (!met.has(name)) await meddle(secrets, connection, name);
      met.add(name);
      return await secrets.replace(connection, name, values);
    };
  });
