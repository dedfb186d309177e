import { Client, Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '../../../src/adapters/postgres/database.ts';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import { migrations } from '../../../src/adapters/sql/migrations/index.ts';
import { anEmptyDatabase, type TestDatabase } from './databases.ts';
import { workAsRelease1, writtenByRelease1 } from './release-1.ts';

const newest = migrations.length;
const first = { version: 1, postgres: "create table note (text text); insert into note values ('kept')" };
const second = { version: 2, postgres: 'alter table note add column author text' };

describe('bringing a PostgreSQL database forward', () => {
  let home: TestDatabase;
  let client: Client;
  let databases: Database[];
  beforeEach(async () => {
    home = await anEmptyDatabase();
    client = new Client(home.url);
    await client.connect();
    databases = [];
  });
  afterEach(async () => {
    for (const database of databases) await database.close();
    await client.end();
    await home.giveBack();
  });

  function open(schema = 'vinculo', url = home.url): Database {
    const pool = new Pool({ connectionString: url, max: 2 });
    const database = createDatabase({ pool, schema, letGo: async () => await pool.end() });
    databases.push(database);
    return database;
  }

  async function rows(statement: string): Promise<readonly unknown[]> {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  }

  const versions = async (schema = 'vinculo'): Promise<readonly unknown[]> =>
    (await client.query<{ version: number }>(`select version from "${schema}".schema_version order by version`)).rows.map(({ version }) => version);

  test('begins from an empty one, in a schema of its own', async () => {
    await migrate(open(), migrations);
    expect(await versions()).toEqual(migrations.map(({ version }) => version));
    expect(await rows("select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  test('keeps several hubs apart, whatever their schemas are called', async () => {
    await migrate(open('Hub "Sul"'), [first, second]);
    await migrate(open('hub norte'), [first]);
    expect([await versions('Hub ""Sul""'), await versions('hub norte')]).toEqual([[1, 2], [1]]);
  });

  test.each(migrations.map(({ version }) => version))('takes only the steps that are missing after version %i, and loses nothing', async (version) => {
    const database = open();
    await migrate(database, migrations.slice(0, version));
    await workAsRelease1(database);
    await migrate(database, migrations);
    expect(await versions()).toHaveLength(newest);
    expect(await writtenByRelease1(database)).toBe(1);
  });

  test('leaves the last whole version when a step fails', async () => {
    const broken = { version: 2, postgres: 'alter table note add column author text; this is no statement' };
    await expect(migrate(open(), [first, broken])).rejects.toThrow('a value does not fit');
    expect(await versions()).toEqual([1]);
    expect(await rows('select * from vinculo.note')).toEqual([{ text: 'kept' }]);
  });

  test('refuses a newer one', async () => {
    await migrate(open(), [first, second]);
    await expect(migrate(open(), [first])).rejects.toMatchObject({ code: 'config.database-newer' });
  });

  test('takes each step once when several processes start at once', async () => {
    const slow = { version: 2, postgres: 'select pg_sleep(0.2); alter table note add column author text' };
    await Promise.all([open(), open(), open()].map(async (database) => await migrate(database, [first, slow])));
    expect(await versions()).toEqual([1, 2]);
  });

  test('gives up when somebody holds a table for long, so that nobody has to wait behind it', async () => {
    await migrate(open(), [first]);
    await client.query('begin; select * from vinculo.note');
    await expect(migrate(open(), [first, second], '50ms')).rejects.toMatchObject({ code: 'port.timed-out' });
    await client.query('commit');
    expect(await versions()).toEqual([1]);
  });

  test('lets a process of the first release go on meanwhile, and afterwards', async () => {
    const older = open();
    await migrate(older, migrations.slice(0, 1));
    let rounds = 0;
    let isOver = false;
    const working = (async () => {
      for (let more = 5; more > 0; rounds += 1, more -= isOver ? 1 : 0) await workAsRelease1(older);
    })();
    await migrate(open(), migrations);
    isOver = true;
    await working;
    expect(await versions()).toHaveLength(newest);
    expect(await writtenByRelease1(older)).toBe(rounds);
  });

  test('uses the schema that was made for a user who may make none', async () => {
    const user = `vinculo_test_${process.pid}_guest`;
    await client.query(`create role ${user} login password 'guest'; create schema vinculo authorization ${user}`);
    const url = new URL(home.url);
    [url.username, url.password] = [user, 'guest'];
    try {
      await migrate(open('vinculo', url.href), [first]);
      expect(await versions()).toEqual([1]);
      await expect(migrate(open('another', url.href), [first])).rejects.toMatchObject({ cause: { code: '42501' } });
    } finally {
      await client.query(`drop owned by ${user}; drop role ${user}`);
    }
  });
});
