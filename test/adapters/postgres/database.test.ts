import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase } from '../../../src/adapters/postgres/database.ts';
import type { PostgresLike } from '../../../src/adapters/postgres/index.ts';
import { openDatabase, type OpenedDatabase } from './open-database.ts';

const INSERT = "insert into vinculo.secret (connection, name, sealed) values ('c', $1, $2)";
const UPDATE = "update vinculo.secret set sealed = sealed || $2 where connection = 'c' and name = $1";

/** Resolves for all who come once so many have come. */
function createMeeting(size: number) {
  let meet: () => void = () => undefined;
  const met = new Promise<void>((resolve) => (meet = resolve));
  let come = 0;
  return async (): Promise<void> => {
    come += 1;
    if (come >= size) meet();
    await met;
  };
}

describe('a PostgreSQL database', () => {
  let database: OpenedDatabase;
  let other: Client;
  beforeEach(async () => {
    database = await openDatabase();
    other = new Client(database.url);
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await database.dispose();
  });

  const secrets = async (): Promise<readonly { readonly name: string; readonly sealed: string }[]> =>
    (await other.query<{ name: string; sealed: string }>('select name, sealed from vinculo.secret order by name')).rows;

  const processOf = async (db: PostgresLike): Promise<unknown> => (await db.query('select pg_backend_pid() as pid')).rows[0]?.['pid'];

  const cut = async (pid: unknown): Promise<void> => void (await other.query('select pg_terminate_backend($1, 5000)', [pid]));

  test('commits what a transaction wrote, and undoes all of one that fails', async () => {
    await database.transaction('write', async (db) => await db.query(INSERT, ['a', '1']));
    const failing = database.transaction('write', async (db) => {
      await db.query(INSERT, ['b', '1']);
      await db.query(INSERT, ['a', '2']);
    });
    await expect(failing).rejects.toMatchObject({ code: 'port.conflict' });
    expect(await secrets()).toEqual([{ name: 'a', sealed: '1' }]);
  });

  test('survives locks that cross, each transaction done once', async () => {
    await database.transaction('write', async (db) => await db.query(`${INSERT}, ('c', 'b', $2)`, ['a', '']));
    const meeting = createMeeting(2);
    let tries = 0;
    const crossing = async (mark: string, names: readonly string[]): Promise<void> =>
      await database.transaction('cross', async (db) => {
        tries += 1;
        for (const name of names) {
          await db.query(UPDATE, [name, mark]);
          await meeting();
        }
      });
    await Promise.all([crossing('1', ['a', 'b']), crossing('2', ['b', 'a'])]);
    expect(tries).toBeGreaterThan(2);
    expect((await secrets()).map(({ sealed }) => sealed.length)).toEqual([2, 2]);
  });

  test('tells a connection that was cut in the midst of a transaction as a failure, and goes on', async () => {
    const cutShort = database.transaction('write', async (db) => {
      await db.query(INSERT, ['a', '1']);
      await cut(await processOf(db));
      await db.query(INSERT, ['b', '1']);
    });
    await expect(cutShort).rejects.toMatchObject({ code: 'port.unreachable', retry: 'soon', mayHaveHappened: 'no' });
    await database.transaction('write', async (db) => await db.query(INSERT, ['c', '1']));
    expect(await secrets()).toEqual([{ name: 'c', sealed: '1' }]);
  });

  test('tells a connection that was cut while a statement ran as a failure, and goes on', async () => {
    const cutShort = database.transaction('wait', async (db) => {
      const pid = await processOf(db);
      await Promise.all([db.query('select pg_sleep(20)'), cut(pid)]);
    });
    await expect(cutShort).rejects.toMatchObject({ code: 'port.unreachable', mayHaveHappened: 'no' });
    expect(await database.read('look', async (db) => (await db.query('select 1 as one')).rows)).toEqual([{ one: 1 }]);
  });

  test('cannot tell what became of a commit whose connection was cut', async () => {
    await other.query(`create function vinculo.linger() returns trigger language plpgsql as $$ begin perform pg_sleep(20); return null; end $$;
      create constraint trigger linger after insert on vinculo.secret deferrable initially deferred for each row execute function vinculo.linger()`);
    try {
      const cutShort = database.transaction('write', async (db) => {
        await db.query(INSERT, ['a', '1']);
        const pid = await processOf(db);
        setTimeout(() => void cut(pid), 100);
      });
      await expect(cutShort).rejects.toMatchObject({ code: 'port.unreachable', mayHaveHappened: 'yes' });
    } finally {
      await other.query('drop function vinculo.linger() cascade');
    }
  });

  test('never tells a transaction as done in which a failure was swallowed', async () => {
    const swallowing = database.transaction('write', async (db) => {
      await db.query(INSERT, ['a', '1']);
      await db.query(INSERT, ['a', '1']).catch(() => undefined);
    });
    await expect(swallowing).rejects.toMatchObject({ code: 'defect.failure-swallowed' });
    expect(await secrets()).toEqual([]);
  });

  test('has what it wrote on disk before it says so, where a database was set to answer sooner', async () => {
    await other.query(`alter database "${other.database}" set synchronous_commit = 'off'`);
    await database.pool.query('select 1');
    const setting = await database.transaction('look', async (db) => (await db.query('show synchronous_commit')).rows[0]);
    await other.query(`alter database "${other.database}" reset synchronous_commit`);
    expect(setting).toEqual({ synchronous_commit: 'on' });
  });

  test('lets PostgreSQL undo what a frozen process began', async () => {
    const limit = await database.transaction('look', async (db) => (await db.query('show idle_in_transaction_session_timeout')).rows[0]);
    expect(limit).toEqual({ idle_in_transaction_session_timeout: '15s' });
  });

  test.each([
    ['a value that does not fit', "select 'x'::integer", 'defect.not-storable'],
    ['an index entry that is too long', `insert into vinculo.secret select 'c', string_agg(gen_random_uuid()::text, ''), '' from generate_series(1, 500)`, 'defect.not-storable'],
    ['a statement that took too long', "set local statement_timeout = '10ms'; select pg_sleep(5)", 'port.timed-out'],
    ['a lock that was not given', "set local lock_timeout = '10ms'; lock vinculo.hook", 'port.timed-out'],
  ])('tells %s as what it is', async (_what, statement, code) => {
    await other.query('begin; lock vinculo.hook');
    await expect(database.transaction('write', async (db) => await db.query(statement))).rejects.toMatchObject({ code });
    await other.query('rollback');
  });

  test('tells a mistake of our own as a defect', async () => {
    const mistaken = database.read('look', async () => new Date(Number.NaN).toISOString());
    await expect(mistaken).rejects.toMatchObject({ code: 'defect.not-storable' });
  });

  test('throws a client away that cannot even undo, whatever the pool is made of', async () => {
    const released: unknown[] = [];
    other.on('error', () => undefined);
    const pool = {
      query: async (text: string, values?: unknown[]) => await other.query<Record<string, unknown>>(text, values),
      connect: async () => ({ ...pool, release: (error?: Error | boolean) => void released.push(error) }),
    };
    const hosts = createDatabase({ pool, schema: 'vinculo', letGo: async () => undefined });
    await hosts.transaction('write', async (db) => await db.query(INSERT, ['a', '1']));
    await expect(hosts.transaction('write', async (db) => await db.query('select pg_terminate_backend(pg_backend_pid())'))).rejects.toThrow('PostgreSQL');
    expect(released).toEqual([false, true]);
  });

  test("ends what was begun before it closes, also where the pool is the host's, and begins nothing after", async () => {
    const hosts = createDatabase({ pool: database.pool, schema: 'vinculo', letGo: async () => undefined });
    const ends: string[] = [];
    const begun = hosts.transaction('write', async (db) => await db.query('select pg_sleep(0.1)')).then(() => ends.push('the transaction'));
    await hosts.close().then(() => ends.push('the database'));
    await begun;
    expect(ends).toEqual(['the transaction', 'the database']);
    await expect(hosts.read('look', async (db) => await db.query('select 1'))).rejects.toMatchObject({ code: 'port.unreachable' });
    expect((await database.pool.query('select 1')).rowCount).toBe(1);
  });
});
