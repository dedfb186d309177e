import { Client } from 'pg';
import { expect, test } from 'vitest';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery, BEGINNING } from '../../../src/ports/contracts/builders.ts';
import { acceptAndSettle, later, recording, workAll } from '../../../src/ports/contracts/inside-subject.ts';
import { anEmptyDatabase } from './databases.ts';
import { openPostgresStore } from './open-store.ts';

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
