import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Manner } from '../../../src/adapters/postgres/conversation.ts';
import { createDatabase, type Database } from '../../../src/adapters/postgres/database.ts';
import { createOwnPool } from '../../../src/adapters/postgres/own-pool.ts';
import { createStatementNames } from '../../../src/adapters/postgres/statement-names.ts';
import { openDatabase, type OpenedDatabase } from './open-database.ts';

const INSERT = "insert into vinculo.secret (connection, name, sealed) values ('c', $1, $2)";
const FIND = "select sealed from vinculo.secret where connection = 'c' and name = $1";
const MISFIT = "select $1::text::integer";

const kinds: Readonly<Record<string, { readonly manner: () => Manner; readonly pool: (url: string) => Pool }>> = {
  'of its own': {
    manner: () => ({ sends: 'ahead', names: createStatementNames() }),
    pool: (url) => createOwnPool({ url, maxConnections: 3, telemetry: undefined }),
  },
  "of the host's": { manner: () => ({ sends: 'one by one' }), pool: (url) => new Pool({ connectionString: url, max: 3 }) },
};

describe.each(Object.entries(kinds))('statements over a pool %s', (_kind, { manner, pool: open }) => {
  let place: OpenedDatabase;
  let pool: Pool;
  let database: Database;
  beforeEach(async () => {
    place = await openDatabase();
    pool = open(place.url);
    database = createDatabase({ pool, schema: 'vinculo', letGo: async () => await pool.end(), manner: manner() });
  });
  afterEach(async () => {
    await database.close();
    await place.dispose();
  });

  const stored = async (name: string): Promise<unknown> => (await place.pool.query(FIND, [name])).rows[0];

  test('what was sent without asking is written with the rest', async () => {
    await database.transaction('write', async (db) => db.send(INSERT, ['a', '1']));
    expect(await stored('a')).toEqual({ sealed: '1' });
  });

  test('what was sent in vain is told as it is, and undoes the rest', async () => {
    const failing = database.transaction('write', async (db) => {
      await db.query(INSERT, ['a', '1']);
      db.send(INSERT, ['a', '2']);
    });
    await expect(failing).rejects.toMatchObject({ code: 'port.conflict' });
    expect(await stored('a')).toBeUndefined();
  });

  test('the next question tells what was sent in vain', async () => {
    let heard: unknown;
    const failing = database.transaction('write', async (db) => {
      db.send(MISFIT, ['x']);
      await db.query('select 1').catch((error: unknown) => {
        heard = error;
        throw error;
      });
    });
    await expect(failing).rejects.toMatchObject({ code: 'defect.not-storable' });
    expect(heard).toMatchObject({ code: '22P02' });
  });

  test('questions that are asked side by side are answered in their order', async () => {
    const answers = await database.transaction('ask', async (db) => await Promise.all([1, 2, 3].map(async (n) => (await db.query('select $1::integer as n', [n])).rows[0])));
    expect(answers).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test('nothing is said after the end, when the connection may be in other hands', async () => {
    let late: Promise<unknown> = Promise.resolve();
    const failing = database.transaction('write', async (db) => {
      late = new Promise((resolve) => setTimeout(resolve, 100)).then(async () => await db.query(INSERT, ['late', '1']));
      late.catch(() => undefined);
      await db.query(MISFIT, ['x']);
    });
    await expect(failing).rejects.toMatchObject({ code: 'defect.not-storable' });
    await expect(late).rejects.toMatchObject({ code: 'defect.transaction-over' });
    expect(await stored('late')).toBeUndefined();
  });

  test('a transaction of one statement is written, or tells why not', async () => {
    await database.write('write', INSERT, ['a', '1']);
    expect(await stored('a')).toEqual({ sealed: '1' });
    await expect(database.write('write', INSERT, ['a', '2'])).rejects.toMatchObject({ code: 'port.conflict' });
  });

  // A pooler in between may hand each transaction to another connection of the server's, where our names mean nothing.
  test('names that are not known where they arrive are done without', async () => {
    for (let times = 0; times < 5; times += 1) await database.write('write', INSERT, [`before-${times}`, '1']);
    await pool.query('deallocate all');
    for (let times = 0; times < 5; times += 1) await database.write('write', INSERT, [`after-${times}`, '1']);
    expect(await stored('after-4')).toEqual({ sealed: '1' });
    expect((await database.read('find', async (db) => await db.query(FIND, ['after-0']))).rows).toEqual([{ sealed: '1' }]);
  });
});
