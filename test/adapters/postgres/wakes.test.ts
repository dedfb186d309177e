import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery, BEGINNING } from '../../../src/ports/contracts/builders.ts';
import { createGate } from '../../../src/ports/contracts/gate.ts';
import { acceptAndSettle, DONE, later, recording, workAll } from '../../../src/ports/contracts/inside-subject.ts';
import { anEmptyDatabase } from './databases.ts';
import { openPostgresStore, type Opened } from './open-store.ts';

const SCHEMAS = ['vinculo', 'Hub 2', `o'hub "3" .$%`, 'a_name_that_is_longer_than_the_engine_lets_one_be_by_some'];

test('hubs in one database, whatever their schemas are called, work each its own', async () => {
  const database = await anEmptyDatabase();
  const stores = await Promise.all(
    SCHEMAS.map(async (schema) => await postgresStore(database.url, { schema })({ clock: createHandClock(BEGINNING), ids: createSystemIds() })),
  );
  for (const [place, { inbox }] of stores.entries()) await inbox.accept([aDelivery(`d${place}`)]);
  for (const [place, store] of stores.entries()) {
    const { handler, ids } = recording();
    await workAll(store, handler);
    expect(ids()).toEqual([`d${place}`]);
  }
  for (const store of stores) await store.close();
  await database.giveBack();
}, 60_000);

test('a lane that rests is not woken by what is accepted into it, and one that has nothing to do has no wake-up', async () => {
  const store = await openPostgresStore();
  const client = new Client(store.url);
  await client.connect();
  const wakes = async (): Promise<number | null> => (await client.query("select from vinculo_wake.job where name = 'lanes'")).rowCount;
  await acceptAndSettle(store, aDelivery('d1'), later(60));
  await store.inbox.accept([aDelivery('d2')]);
  expect(await wakes()).toBe(0);
  await store.inbox.accept([aDelivery('other', { lane: 'other' })]);
  expect(await wakes()).toBe(1);
  store.clock.advance(60_000);
  const { handler, ids } = recording();
  await workAll(store, handler);
  expect(ids().toSorted()).toEqual(['d1', 'd2', 'other']);
  expect(await wakes()).toBe(0);
  await client.end();
  await store.dispose();
});

describe('wake-ups of bulk lanes', () => {
  let store: Opened;
  let client: Client;
  beforeEach(async () => {
    store = await openPostgresStore();
    client = new Client(store.url);
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await store.dispose();
  });

  const bulk = (id: string, lane: string) => aDelivery(id, { lane, urgency: 'bulk' });
  const live = (id: string, lane: string) => aDelivery(id, { lane });

  /** What waits, by the lane's key: 0 for live ones, less for bulk ones. */
  async function priorities(): Promise<Readonly<Record<string, number>>> {
    const { rows } = await client.query<{ key: string; priority: number }>(`select l.key, j.priority from vinculo_wake.job j
      join vinculo.lane l on l.id::text = j.singleton_key where j.name = 'lanes' and j.state < 'active'`);
    return Object.fromEntries(rows.map(({ key, priority }) => [key, priority]));
  }

  /** Ends one delivery, and gives what waits then. */
  async function afterOne(): Promise<Readonly<Record<string, number>>> {
    const gate = createGate();
    await store.queue.run(gate.handler, { inFlight: 1 });
    await gate.entered(1);
    const stopped = store.queue.stop();
    gate.open();
    await stopped;
    return await priorities();
  }

  test('are behind live ones, and raised in the transaction that brings something live', async () => {
    await store.inbox.accept([bulk('b1', 'b'), bulk('c1', 'c'), live('l1', 'l')]);
    expect(await priorities()).toEqual({ b: -1, c: -1, l: 0 });
    await store.inbox.accept([live('c2', 'c')]);
    await store.inbox.accept([bulk('l2', 'l')]);
    expect(await priorities()).toEqual({ b: -1, c: 0, l: 0 });
  });

  test('are not raised by what nobody could read', async () => {
    await store.inbox.accept([bulk('b1', 'b')]);
    await store.inbox.accept([aDelivery('b2', { lane: 'b', unusable: { reason: 'payload-malformed', detail: '' } })]);
    expect(await priorities()).toEqual({ b: -1 });
  });

  test('keep their place when a lane has rested', async () => {
    const gate = createGate();
    await acceptAndSettle(store, bulk('b1', 'b'), later(60));
    await store.inbox.accept([live('busy', 'x')]);
    await store.queue.run(gate.handler, { inFlight: 1 });
    await gate.entered(1);
    store.clock.advance(60_000);
    while (!('b' in await priorities())) await delay(5);
    expect(await priorities()).toEqual({ b: -1 });
    gate.open();
    await store.queue.stop();
  });

  test('keep their place when a lane is given back before its end', async () => {
    const all = (lane: string, make: typeof bulk) => Array.from({ length: 3 }, (_, place) => make(`${lane}${place}`, lane));
    await store.inbox.accept(all('b', bulk));
    expect(await afterOne()).toEqual({ b: -1 });
    await store.inbox.accept([live('b9', 'b')]);
    expect(await afterOne()).toEqual({ b: 0 });
  });

  test('come back as they were from an engine whose tables were cleared', async () => {
    await store.inbox.accept([bulk('b1', 'b'), bulk('c1', 'c'), live('c2', 'c'), live('l1', 'l')]);
    await client.query("delete from vinculo_wake.job where name = 'lanes'");
    const seen: string[] = [];
    await workAll(store, async ({ id }) => (seen.push(id), await Promise.resolve(DONE)), 1);
    expect(seen.at(-1)).toBe('b1');
    expect(seen).toHaveLength(4);
  });

  test('of a lane that a release before this one filled are live', async () => {
    await store.inbox.accept([bulk('b1', 'b')]);
    // In the words of that release: it names neither what is bulk, nor a priority.
    await client.query(`with lane as (update vinculo.lane set last_seq = last_seq + 1 where key = 'b' returning id, last_seq)
      insert into vinculo.delivery (id, connection, lane, seq, source, kind, state, received_at, body, headers)
      select 'b2', 'connection-here', id, last_seq, 'neppo', 'ChatSession', 'pending', '2026-05-04T12:00:00.000Z', 'body', '{}' from lane`);
    expect(await afterOne()).toEqual({ b: 0 });
  });
});
