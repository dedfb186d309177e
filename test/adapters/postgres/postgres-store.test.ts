import { inspect } from 'node:util';
import { Client, Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { postgresStore, type PostgresPoolLike, type PostgresStoreOptions } from '../../../src/adapters/postgres/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { HERE } from '../../../src/ports/contracts/builders.ts';
import type { Store, Telemetry } from '../../../src/ports/index.ts';
import { anEmptyDatabase, type TestDatabase } from './databases.ts';

const open = async (source: string | PostgresPoolLike, options: PostgresStoreOptions = {}): Promise<Store> =>
  await postgresStore(source, options)({ clock: createSystemClock(), ids: createSystemIds() });

describe('a postgres store', () => {
  let home: TestDatabase;
  let client: Client;
  beforeEach(async () => {
    home = await anEmptyDatabase();
    client = new Client(home.url);
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await home.giveBack();
  });

  const connections = async (): Promise<number> =>
    Number((await client.query<{ count: string }>(`select count(*) from pg_stat_activity
      where datname = current_database() and application_name = 'vinculo'`)).rows[0]?.count);

  function elsewhere(change: Partial<URL>): string {
    return Object.assign(new URL(home.url), change).href;
  }

  async function refused(source: string | PostgresPoolLike, options?: PostgresStoreOptions): Promise<string> {
    const error: unknown = await open(source, options).then(() => undefined, (thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'config.database-unusable', retry: 'never' });
    expect(inspect(error, { depth: 10, showHidden: false })).not.toContain('geheim');
    return String(error);
  }

  test('names host and database where nothing answers, and never the password', async () => {
    expect(await refused('postgres://vinculo:geheim@127.0.0.1:1/hub')).toMatch(/the PostgreSQL database hub on 127\.0\.0\.1; see the cause, and whether PostgreSQL answers there/);
  });

  test('says what to mend where the server does not let it in', async () => {
    expect(await refused(elsewhere({ password: 'geheim' }))).toMatch(/check the user and the password/);
    expect(await refused(elsewhere({ password: new URL(home.url).password, pathname: '/nowhere' }))).toMatch(/nowhere on .*; create that database first/);
  });

  test.each(['vinculo.db', 'mysql://vinculo:geheim@127.0.0.1/hub', 'postgres://vinculo:geheim@[127/hub', 'postgres://vinculo:geheim@127.0.0.1:geheim/hub'])(
    'refuses an address that is none: %s', async (address) => {
      expect(await refused(address)).toMatch(/The hub could not use its PostgreSQL database|write its address as/);
    },
  );

  test('refuses a schema whose name PostgreSQL would cut off', async () => {
    expect(await refused(home.url, { schema: 'é'.repeat(32) })).toMatch(/1 to 63 bytes/);
  });

  test('refuses a database that cannot hold every text', async () => {
    const name = `${client.database}_latin`;
    await client.query(`create database ${name} template template0 encoding 'LATIN1' locale_provider libc locale 'C'`);
    try {
      expect(await refused(elsewhere({ pathname: `/${name}` }))).toMatch(/its encoding is LATIN1: create one with encoding UTF8/);
    } finally {
      await client.query(`drop database ${name} with (force)`);
    }
  });

  test('refuses a database that a newer release wrote', async () => {
    await (await open(home.url)).close();
    await client.query('insert into vinculo.schema_version values (9999)');
    await expect(open(home.url)).rejects.toMatchObject({ code: 'config.database-newer' });
    await expect.poll(connections).toBe(0); // the server notices a moment later that a connection has gone
  });

  test('says what to mend where its user may not make what it needs, and lets go of the server', async () => {
    const user = `vinculo_test_${process.pid}_owner`;
    await client.query(`create role ${user} login password 'guest'; create schema vinculo authorization ${user}`);
    try {
      expect(await refused(elsewhere({ username: user, password: 'guest' }))).toMatch(/let the user make a schema there/);
      await expect.poll(connections).toBe(0); // the server notices a moment later that a connection has gone
    } finally {
      await client.query(`drop owned by ${user}; drop role ${user}`);
    }
  });

  test('keeps two hubs apart in one database', async () => {
    const [one, two] = [await open(home.url), await open(home.url, { schema: 'Hub "Sul"' })];
    await one.secrets.put(HERE, 'name', 'of one');
    expect(await two.secrets.find(HERE, 'name')).toBeUndefined();
    expect((await two.history.list('every-connection', {}, { limit: 1 })).rows).toEqual([]);
    await one.close();
    await two.close();
  });

  test('has no more connections than it may, and none once it is closed', async () => {
    const store = await open(home.url, { maxConnections: 2 });
    await Promise.all(Array.from({ length: 20 }, async (_, place) => await store.secrets.put(HERE, String(place), 'sealed')));
    expect(await connections()).toBe(2);
    await store.close();
    await vi.waitUntil(async () => (await connections()) === 0);
  });

  test('goes on when the server cut all of its connections', async () => {
    const events: string[] = [];
    const telemetry: Telemetry = { count: () => undefined, log: (_level, event) => void events.push(event) };
    const store = await open(home.url, { telemetry });
    await store.secrets.put(HERE, 'name', 'sealed');
    await client.query("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'vinculo' and datname = current_database()");
    await vi.waitUntil(() => events.includes('postgres-connection-lost'));
    expect(await store.secrets.find(HERE, 'name')).toBe('sealed');
    await store.close();
  });

  test("works over a pool of the host's and leaves it open", async () => {
    const pool = new Pool({ connectionString: home.url, max: 4 });
    const store = await open(pool);
    await store.secrets.put(HERE, 'name', 'sealed');
    await store.close();
    expect((await pool.query('select sealed from vinculo.secret')).rows).toEqual([{ sealed: 'sealed' }]);
    expect(pool.idleCount).toBe(pool.totalCount);
    await pool.end();
  });

  test("names no address where the host's pool leads nowhere", async () => {
    const pool = new Pool({ connectionString: 'postgres://vinculo:geheim@127.0.0.1:1/hub' });
    expect(await refused(pool)).toMatch(/of the pool that it was given/);
    await pool.end();
  });
});
