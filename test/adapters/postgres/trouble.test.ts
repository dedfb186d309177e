import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery, BEGINNING } from '../../../src/ports/contracts/builders.ts';
import { DONE, recording, rejectsWith, workAll } from '../../../src/ports/contracts/inside-subject.ts';
import { anEmptyDatabase, type TestDatabase } from './databases.ts';
import { openPostgresStore } from './open-store.ts';

/** What can be done to a server so that one database of it is as if the server were not there. */
async function aServerOf({ url }: TestDatabase) {
  const database = new URL(url).pathname.slice(1);
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new Client(server.href);
  await client.connect();
  const allow = async (connections: boolean): Promise<void> => void (await client.query(`alter database ${database} with allow_connections ${connections}`));
  const endAll = async (): Promise<void> => void (await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]));
  return { allow, endAll, close: async () => await client.end() };
}

async function openStore(url: string) {
  const told: string[] = [];
  const telemetry = { count: () => undefined, log: (_level: string, event: string) => void told.push(event) };
  const store = await postgresStore(url, { telemetry })({ clock: createHandClock(BEGINNING), ids: createSystemIds() });
  return { store, told };
}

const deliveries = (from: number, count: number) => Array.from({ length: count }, (_, place) => aDelivery(`d${from + place}`, { lane: `lane-${place % 10}` }));

test('HUB-01: a server that is away for a while costs no delivery, doubles none, and ends no process', async () => {
  const database = await anEmptyDatabase();
  const server = await aServerOf(database);
  const { store, told } = await openStore(database.url);
  const { handler, seen, ids } = recording();
  await store.inbox.accept(deliveries(0, 200));
  await store.queue.run(async (delivery) => await delay(10).then(async () => await handler(delivery)), { inFlight: 8, inFlightPerConnection: 8 });
  while (seen.length < 40) await delay(5);

  await server.allow(false);
  await server.endAll();
  await rejectsWith('port.unreachable', store.inbox.accept(deliveries(1_000, 1)));
  await delay(1_500);
  await server.allow(true);

  await store.inbox.accept(deliveries(200, 50));
  await store.queue.idle();
  await store.queue.stop();
  expect(told).toContain('settlement-not-stored');
  expect(ids().toSorted()).toEqual(deliveries(0, 250).map(({ id }): string => id).toSorted());
  for (const lane of Map.groupBy(seen, ({ lane: key }) => key).values()) expect(lane.map(({ seq }) => seq)).toEqual(lane.map((_, place) => place + 1));
  await store.close();
  await server.close();
  await database.giveBack();
}, 60_000);

test('connections that end again and again cost no delivery', async () => {
  const database = await anEmptyDatabase();
  const server = await aServerOf(database);
  const { store } = await openStore(database.url);
  const { handler, ids } = recording();
  await store.inbox.accept(deliveries(0, 300));
  await store.queue.run(async (delivery) => await delay(5).then(async () => await handler(delivery)), { inFlight: 8, inFlightPerConnection: 8 });
  for (let time = 0; time < 8; time += 1) {
    await server.endAll();
    await delay(100);
  }
  while ((await store.queue.stats()).pending > 0) await delay(20);
  await store.queue.stop();
  expect(new Set(ids()).size).toBe(300);
  await store.close();
  await server.close();
  await database.giveBack();
}, 60_000);

test('wake-ups that somebody cleared away come back when a worker begins', async () => {
  const store = await openPostgresStore();
  const client = new Client(store.url);
  await client.connect();
  await store.inbox.accept([aDelivery('a', { lane: 'a' }), aDelivery('b', { lane: 'b' })]);
  await client.query('delete from vinculo_wake.job');
  const { handler, ids } = recording();
  await workAll(store, handler);
  expect(ids().toSorted()).toEqual(['a', 'b']);
  expect((await client.query("select from vinculo_wake.job where name = 'lanes'")).rowCount).toBe(0);
  await client.end();
  await store.dispose();
});

test('a store that was closed while it worked lets the process go, and leaves the rest to others', async () => {
  const store = await openPostgresStore();
  await store.inbox.accept([aDelivery('d1'), aDelivery('d2')]);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let begun: () => void = () => undefined;
  const entered = new Promise<void>((resolve) => (begun = resolve));
  await store.queue.run(async () => {
    begun();
    await held;
    return DONE;
  }, { inFlight: 1 });
  await entered;
  await store.close();
  release();
  await delay(50);
  const other = await store.openBeside();
  expect(await other.queue.stats()).toEqual({ pending: 2, lanes: 1 });
  await store.dispose();
});
