import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inHostTransaction, postgresStore } from '../../../src/adapters/postgres/index.ts';
import { createHandClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery, BEGINNING, deliveryId, HERE } from '../../../src/ports/contracts/builders.ts';
import { createGate } from '../../../src/ports/contracts/gate.ts';
import { recording, rejectsWith, workAll } from '../../../src/ports/contracts/inside-subject.ts';
import { anEmptyDatabase } from './databases.ts';
import { openPostgresStore, type Opened } from './open-store.ts';

const stateOf = async (promise: Promise<unknown>): Promise<string> => await Promise.race([promise.then(() => 'answered'), delay(300, 'not answered')]);

async function connected(url: string): Promise<Client> {
  const client = new Client(url);
  await client.connect();
  return client;
}

describe('HUB-01: an answer of the inbox of a postgres store', () => {
  test('comes only after the commit', async () => {
    const database = await anEmptyDatabase();
    const store = await postgresStore(database.url)({ clock: createHandClock(BEGINNING), ids: createSystemIds() });
    const other = await connected(database.url);
    // Whoever commits a delivery waits for whoever has this lock; everything before the commit goes on.
    await other.query(`create function wait_for_test() returns trigger language plpgsql as 'begin perform pg_advisory_xact_lock(7); return null; end';
      create constraint trigger slow_commit after insert on vinculo.delivery deferrable initially deferred for each row execute function wait_for_test();
      select pg_advisory_lock(7)`);

    const accepted = store.inbox.accept([aDelivery('d1')]);
    expect(await stateOf(accepted)).toBe('not answered');
    await other.query('select pg_advisory_unlock(7)');
    expect(await stateOf(accepted)).toBe('answered');

    await other.end();
    await store.close();
    await database.giveBack();
  });

  test('means that everybody can see it', async () => {
    const store = await openPostgresStore();
    const other = new Pool({ connectionString: store.url, max: 4 });
    const unseen: string[] = [];
    const acceptAndLook = async (place: number): Promise<void> => {
      const [accepted] = await store.inbox.accept([aDelivery(`d${place}`, { lane: `lane-${place % 9}` })]);
      const { rowCount } = await other.query('select from vinculo.delivery where id = $1', [accepted?.id]);
      if (rowCount !== 1) unseen.push(`d${place}`);
    };
    await Promise.all(Array.from({ length: 300 }, async (_, place) => await acceptAndLook(place)));
    expect(unseen).toEqual([]);
    // One transaction for each would be 300: those that come together go together.
    const { rows } = await other.query<{ transactions: number }>('select count(distinct xmin::text)::integer as transactions from vinculo.delivery');
    expect(rows[0]?.transactions).toBeLessThan(100);
    await other.end();
    await store.dispose();
  });

  test('keeps the order in which calls of a lane were made, though they do not wait for each other', async () => {
    const store = await openPostgresStore();
    const called = new Map<string, string[]>();
    const accepted: Promise<unknown>[] = [];
    for (let place = 0; place < 300; place += 1) {
      // Some turns of the event loop lie in between, so that one transaction is under way when the next could be.
      if (place % 3 === 0) await nextTurn();
      const call = ['hot', `lane-${place % 5}`].map((lane) => aDelivery(`${lane}, ${place}`, { lane }));
      for (const { lane, id } of call) called.set(lane, [...(called.get(lane) ?? []), id]);
      accepted.push(store.inbox.accept(call));
    }
    await Promise.all(accepted);
    const { handler, seen } = recording();
    await workAll(store, handler);
    const worked = Map.groupBy(seen, ({ lane }): string => lane);
    for (const [lane, ids] of called) expect(worked.get(lane)?.map(({ id }): string => id)).toEqual(ids);
    await store.dispose();
  });
});

describe('a transaction of the host', () => {
  let store: Opened;
  let host: Client;
  beforeEach(async () => {
    store = await openPostgresStore();
    host = await connected(store.url);
    await host.query('create temp table note (text text)');
  });
  afterEach(async () => {
    await host.end();
    await store.dispose();
  });

  const counted = async (): Promise<unknown> => {
    const { rows } = await host.query(`select (select count(*)::integer from vinculo.delivery) as deliveries,
      (select count(*)::integer from vinculo_wake.job where state < 'active') as wakes, (select count(*)::integer from vinculo.seen) as keys`);
    return rows[0];
  };

  test('that is rolled back takes the delivery and its wake-up with it', async () => {
    await host.query('begin');
    expect(await store.inbox.accept([aDelivery('d1', { repeatKey: 'event-7' })], inHostTransaction(host))).toEqual([{ id: 'd1', repeated: false }]);
    expect(await counted()).toEqual({ deliveries: 1, wakes: 1, keys: 1 });
    await host.query('rollback');
    expect(await counted()).toEqual({ deliveries: 0, wakes: 0, keys: 0 });
    expect(await store.inbox.accept([aDelivery('d2', { repeatKey: 'event-7' })])).toEqual([{ id: 'd2', repeated: false }]);
  });

  test('that is committed makes the delivery worked, and nothing before', async () => {
    const { handler, ids } = recording();
    await store.queue.run(handler, { inFlight: 2 });
    await host.query('begin');
    await store.inbox.accept([aDelivery('d1'), aDelivery('d2')], inHostTransaction(host));
    await delay(400);
    expect(ids()).toEqual([]);
    expect(await store.history.find('every-connection', deliveryId('d1'))).toBeUndefined();
    await host.query('commit');
    await store.queue.idle();
    await store.queue.stop();
    expect(ids()).toEqual(['d1', 'd2']);
  });

  test('goes on after a call that failed in it', async () => {
    await store.inbox.accept([aDelivery('taken')]);
    await host.query('begin');
    await host.query("insert into note values ('before')");
    await rejectsWith('port.conflict', store.inbox.accept([aDelivery('d1'), aDelivery('taken')], inHostTransaction(host)));
    await host.query("insert into note values ('after')");
    await host.query('commit');
    expect((await host.query('select text from note')).rows).toEqual([{ text: 'before' }, { text: 'after' }]);
    expect(await counted()).toMatchObject({ deliveries: 1 });
  });

  test('that was not begun, or has failed already, is refused', async () => {
    await expect(store.inbox.accept([aDelivery('d1')], inHostTransaction(host))).rejects.toMatchObject({ code: 'defect.transaction-refused' });
    await host.query('begin');
    await host.query('select 1 / 0').catch(() => undefined);
    await expect(store.inbox.accept([aDelivery('d1')], inHostTransaction(host))).rejects.toMatchObject({ code: 'defect.transaction-refused' });
    await host.query('rollback');
    expect(await counted()).toMatchObject({ deliveries: 0 });
  });

  test('takes nothing once the store is closed', async () => {
    await store.close();
    await host.query('begin');
    await rejectsWith('port.unreachable', store.inbox.accept([aDelivery('d1')], inHostTransaction(host)));
    await host.query('commit');
    expect(await counted()).toMatchObject({ deliveries: 0 });
  });

  test('keeps the order of a lane: whoever accepts after it waits for it', async () => {
    await host.query('begin');
    await store.inbox.accept([aDelivery('first')], inHostTransaction(host));
    const second = store.inbox.accept([aDelivery('second')]);
    expect(await stateOf(second)).toBe('not answered');
    await host.query('commit');
    await second;
    const { handler, ids } = recording();
    await workAll(store, handler);
    expect(ids()).toEqual(['first', 'second']);
  });

  test('holds up nobody who goes into other lanes, at the door or at work', async () => {
    await store.inbox.accept(['held', 'free'].map((lane) => aDelivery(`${lane}, before`, { lane })));
    await host.query('begin');
    await store.inbox.accept([aDelivery('held, by host', { lane: 'held' })], inHostTransaction(host));

    const held = store.inbox.accept([aDelivery('held, after', { lane: 'held' })]);
    const free = Array.from({ length: 5 }, async (_, place) => await store.inbox.accept([aDelivery(`free, ${place}`, { lane: 'free' })]));
    await Promise.all(free);
    const { handler, ids } = recording();
    await store.queue.run(handler, { inFlight: 4, inFlightPerConnection: 4 });
    await store.queue.ended(HERE, deliveryId('free, 4'));
    expect(ids().filter((id) => id.startsWith('held'))).toEqual([]);
    expect(await stateOf(held)).toBe('not answered');

    await host.query('commit');
    await held;
    await store.queue.idle();
    await store.queue.stop();
    expect(ids().filter((id) => id.startsWith('held'))).toEqual(['held, before', 'held, by host', 'held, after']);
  });

  test('holds up no end of another lane, when both end at the same moment', async () => {
    const gate = createGate();
    await store.inbox.accept(['held', 'free'].map((lane) => aDelivery(lane, { lane })));
    await store.queue.run(gate.handler, { inFlight: 4, inFlightPerConnection: 4 });
    await gate.entered(2);
    await host.query('begin');
    await store.inbox.accept([aDelivery('held, by host', { lane: 'held' })], inHostTransaction(host));
    gate.open();
    await store.queue.ended(HERE, deliveryId('free'));
    await store.inbox.accept([aDelivery('free, again', { lane: 'free' })]);
    await store.queue.ended(HERE, deliveryId('free, again'));
    expect(await store.history.find('every-connection', deliveryId('held'))).toMatchObject({ state: 'pending' });
    await host.query('commit');
    await store.queue.idle();
    await store.queue.stop();
    expect(await store.history.find('every-connection', deliveryId('held, by host'))).toMatchObject({ state: 'done' });
  });

  test('that is not ended in time makes others fail who go into its lanes, and they may come again', async () => {
    await host.query('begin');
    await store.inbox.accept([aDelivery('first')], inHostTransaction(host));
    await rejectsWith('port.timed-out', store.inbox.accept([aDelivery('second')]));
    await host.query('commit');
    await store.inbox.accept([aDelivery('second')]);
    const { handler, ids } = recording();
    await workAll(store, handler);
    expect(ids()).toEqual(['first', 'second']);
  });
});
