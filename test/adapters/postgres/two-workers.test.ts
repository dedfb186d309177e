import { expect, test } from 'vitest';
import type { ConnectionId } from '../../../src/domain/connection/connection.ts';
import { aDelivery, after, deliveryId, ELSEWHERE, HERE } from '../../../src/ports/contracts/builders.ts';
import { createGate } from '../../../src/ports/contracts/gate.ts';
import { DONE, later, recording } from '../../../src/ports/contracts/inside-subject.ts';
import type { DeliveryHandler } from '../../../src/ports/index.ts';
import { openPostgresStore } from './open-store.ts';

const COUNT = 600;
const LANES = 30;

/** Notes every working, whichever worker does it, and whether two of a lane ever went side by side. */
function watched() {
  const worked: { readonly worker: string; readonly lane: string; readonly id: string; readonly seq: number }[] = [];
  const busy = new Set<string>();
  const overlaps: string[] = [];
  const by = (worker: string): DeliveryHandler => async ({ id, lane, seq }) => {
    if (busy.has(lane)) overlaps.push(lane);
    busy.add(lane);
    worked.push({ worker, lane, id, seq });
    await new Promise((resolve) => setImmediate(resolve));
    busy.delete(lane);
    return DONE;
  };
  return { worked, overlaps, by };
}

test('HUB-01: two workers on one database lose, double and overtake nothing, and never work a lane together', async () => {
  const { worked, overlaps, by } = watched();
  const one = await openPostgresStore();
  const other = await one.openBeside();
  await one.queue.run(by('one'), { inFlight: 8, inFlightPerConnection: 8 });
  await other.queue.run(by('other'), { inFlight: 8, inFlightPerConnection: 8 });

  const deliveries = Array.from({ length: COUNT }, (_, place) => aDelivery(`d${place}`, { lane: `lane-${place % LANES}` }));
  for (let from = 0; from < COUNT; from += 50) {
    const inbox = from % 100 === 0 ? one.inbox : other.inbox;
    await inbox.accept(deliveries.slice(from, from + 50));
  }
  await one.queue.idle();

  expect(worked.map(({ id }) => id).toSorted()).toEqual(deliveries.map(({ id }) => id).toSorted());
  expect(overlaps).toEqual([]);
  for (const lane of Map.groupBy(worked, ({ lane: key }) => key).values()) expect(lane.map(({ seq }) => seq)).toEqual(lane.map((_, place) => place + 1));
  expect(new Set(worked.map(({ worker }) => worker)).size).toBe(2);
  expect(await other.queue.stats()).toEqual({ pending: 0, lanes: 0 });
  await Promise.all([one.queue.stop(), other.queue.stop()]);
  await one.dispose();
}, 60_000);

test('a process that only accepts and one that only works share a database', async () => {
  const intake = await openPostgresStore();
  const worker = await intake.openBeside();
  const { handler, ids } = recording();
  await worker.queue.run(handler, { inFlight: 4 });
  await intake.inbox.accept(['d1', 'd2', 'd3'].map((id) => aDelivery(id)));
  await intake.queue.ended(HERE, deliveryId('d3'));
  expect(ids()).toEqual(['d1', 'd2', 'd3']);
  await worker.queue.stop();
  await intake.dispose();
});

test('HUB-02: what one process puts off is worked by another when its time comes', async () => {
  const one = await openPostgresStore();
  const other = await one.openBeside();
  const { handler, ids } = recording();
  const gate = createGate();
  await one.inbox.accept([aDelivery('d1'), aDelivery('d2')]);
  await one.queue.run(async (delivery) => {
    await gate.handler(delivery);
    return later(60);
  }, { inFlight: 1 });
  await gate.entered(1);
  await other.queue.run(handler, { inFlight: 1 });
  gate.open();
  await one.queue.stop();
  await other.queue.idle();
  expect(ids()).toEqual([]);
  one.clock.advance(60_000);
  await other.queue.idle();
  await other.queue.stop();
  expect(ids()).toEqual(['d1', 'd2']);
  await one.dispose();
});

test('a timer rings once, however many processes look out for it', async () => {
  const one = await openPostgresStore();
  const others = await Promise.all([one.openBeside(), one.openBeside()]);
  const timers = Array.from({ length: 60 }, (_, place) => ({
    key: `t${place}`, dueAt: after(60), delivery: aDelivery(`timed-${place}`, { lane: `lane-${place % 3}` }),
  }));
  const { handler, ids } = recording({ d1: [{ ...DONE, timers }] });
  await one.inbox.accept([aDelivery('d1')]);
  for (const { queue } of [one, ...others]) await queue.run(handler, { inFlight: 2 });
  await one.queue.idle();
  one.clock.advance(60_000);
  await one.queue.idle();
  expect(ids().toSorted()).toEqual(['d1', ...timers.map(({ delivery }): string => delivery.id)].toSorted());
  for (const { queue } of [one, ...others]) await queue.stop();
  await one.dispose();
});

test('a connection of which all lanes stand still leaves hands for the others, and gets its own back', async () => {
  const store = await openPostgresStore();
  let release: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (release = resolve));
  const worked = new Map<ConnectionId, number>();
  const handler: DeliveryHandler = async ({ connection }) => {
    if (connection === HERE) await answered;
    worked.set(connection, (worked.get(connection) ?? 0) + 1);
    return DONE;
  };
  const many = (connection: ConnectionId) => Array.from({ length: 30 }, (_, place) => aDelivery(`${connection}-${place}`, { connection, lane: `lane-${place}` }));
  await store.inbox.accept([...many(HERE), ...many(ELSEWHERE)]);
  await store.queue.run(handler, { inFlight: 4 });
  await store.queue.ended(ELSEWHERE, deliveryId(`${ELSEWHERE}-29`));
  expect(worked.get(HERE)).toBeUndefined();
  release();
  await store.queue.idle();
  expect(worked.get(HERE)).toBe(30);
  await store.queue.stop();
  await store.dispose();
});
