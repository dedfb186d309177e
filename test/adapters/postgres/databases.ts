import { createHash, randomUUID } from 'node:crypto';
import { Client, DatabaseError } from 'pg';
import { inject } from 'vitest';
import { migrations } from '../../../src/adapters/sql/migrations/index.ts';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';

/** A database that one test has to itself. */
export interface TestDatabase {
  readonly url: string;
  giveBack(): Promise<void>;
}

/** A database without any of our tables. */
export async function anEmptyDatabase(): Promise<TestDatabase> {
  const server = await serverUrl();
  const name = `vinculo_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, async (client) => await create(client, name, 'template0'));
  return {
    url: urlOf(server, name),
    giveBack: async () => await onServer(server, async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

/**
 * A database as a store finds it that is opened for the second time, with nothing in it. It had other tests before, since a new one
 * costs a sixth of a second of both processors: whoever gets its lock has it, and removes what they left. What a test changes of the
 * tables themselves would stay, so that such a test takes an empty database instead.
 */
export async function aPreparedDatabase(): Promise<TestDatabase> {
  const server = await serverUrl();
  // Each worker of the tests begins elsewhere, so that they seldom ask for the same one.
  for (let place = Number(process.env['VITEST_POOL_ID'] ?? 0) * 100; ; place += 1) {
    const url = urlOf(server, `vinculo_test_${STATE_OF_SCHEMA}_${place}`);
    const owner = await owned(url).catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await onServer(server, async (client) => await create(client, new URL(url).pathname.slice(1), await templateBy(client, server)));
      return await owned(url);
    });
    if (owner !== undefined) return { url, giveBack: async () => await owner.end() };
  }
}

const STATE_OF_SCHEMA = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 12);

// Without the triggers, of which some note what is deleted and others refuse it.
const EMPTIED = `
  do $$ declare emptied text; begin
    perform set_config('session_replication_role', 'replica', true);
    perform pg_terminate_backend(pid, 5000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend';
    for emptied in select name from public.emptied loop execute 'delete from ' || emptied; end loop;
  end $$`;

async function owned(url: string): Promise<Client | undefined> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query<{ ours: boolean }>("select pg_try_advisory_lock(hashtext('vinculo test')) as ours");
  if (rows[0]?.ours === true) {
    await client.query(EMPTIED);
    return client;
  }
  await client.end();
  return undefined;
}

const isMissing = (error: unknown): boolean => error instanceof DatabaseError && error.code === '3D000';

/** Made by the first who asks. Nobody may be connected to it when it is copied. */
async function templateBy(client: Client, server: string): Promise<string> {
  const name = `vinculo_template_${STATE_OF_SCHEMA}`;
  await client.query('select pg_advisory_lock(hashtext($1))', [name]);
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 1) return name;
  await client.query(`drop database if exists ${name}_raw with (force)`);
  await create(client, `${name}_raw`, 'template0');
  await prepare(urlOf(server, `${name}_raw`));
  await client.query(`alter database ${name}_raw rename to ${name}`);
  return name;
}

/** Notes which tables are empty at first: they are emptied for each test, while the others hold what the store knows of itself. */
async function prepare(url: string): Promise<void> {
  const store = await postgresStore(url)({ clock: createSystemClock(), ids: createSystemIds() });
  await store.close();
  await onServer(url, async (client) => {
    await client.query('vacuum analyze');
    await client.query(`create table public.emptied as select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and c.reltuples = 0 and n.nspname not in ('pg_catalog', 'information_schema')`);
  });
}

async function serverUrl(): Promise<string> {
  const answer = await fetch(inject('postgresAddress'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

/** Two workers may be about to create the same one. */
async function create(client: Client, name: string, template: string): Promise<void> {
  await client.query(`create database ${name} template ${template} strategy file_copy`).catch((error: unknown) => {
    if (!(error instanceof DatabaseError && error.code === '42P04')) throw error;
  });
}

async function onServer(server: string, act: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(server);
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
