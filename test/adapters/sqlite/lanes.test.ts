import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aDelivery, after, aSession, deliveryId, HERE, protocolOf } from '../../../src/ports/contracts/builders.ts';
import { createGate } from '../../../src/ports/contracts/gate.ts';
import { acceptAndSettle, DONE, later, recording, workAll } from '../../../src/ports/contracts/inside-subject.ts';
import type { DeliveryHandler, Settlement } from '../../../src/ports/index.ts';
import { openFileStore, openMemoryStore, type Opened } from './open-store.ts';

describe('lanes of a sqlite store', () => {
  let store: Opened;
  beforeEach(async () => {
    store = await openMemoryStore();
  });
  afterEach(() => store.dispose());

  const deliveries = (count: number, lanes: number) =>
    Array.from({ length: count }, (_, place) => aDelivery(`d${place}`, { lane: `lane-${place % lanes}` }));

  /** Ends all, and tells of the first lane whose order was broken. */
  const orderly = () => {
    const last = new Map<string, number>();
    const broken: string[] = [];
    let count = 0;
    const handler: DeliveryHandler = async ({ lane, seq }) => {
      if (seq !== (last.get(lane) ?? 0) + 1) broken.push(lane);
      last.set(lane, seq);
      count += 1;
      return DONE;
    };
    return { handler, outcome: () => ({ count, broken, lanes: last.size }) };
  };

  test('thousands of them are worked, each in its order', async () => {
    const { handler, outcome } = orderly();
    await store.inbox.accept(deliveries(12_000, 4_000));
    await workAll(store, handler, 50);
    expect(outcome()).toEqual({ count: 12_000, broken: [], lanes: 4_000 });
  });

  test('more than are kept in memory are read from disk, in order', async () => {
    const { handler, outcome } = orderly();
    await store.queue.run(handler, { inFlight: 50 });
    await store.inbox.accept(deliveries(25_000, 300));
    await store.queue.idle();
    expect(outcome()).toEqual({ count: 25_000, broken: [], lanes: 300 });
  });

  test('a long one lets the others go after twenty deliveries', async () => {
    const { handler, ids } = recording();
    await store.inbox.accept([...deliveries(50, 1), aDelivery('other', { lane: 'short' })]);
    await workAll(store, handler, 1);
    expect(ids().indexOf('other')).toBe(20);
    expect(ids()).toHaveLength(51);
  });

  test('of those that waited for a free hand of their connection the live one is next, also one that was bulk before', async () => {
    const { handler, ids } = recording();
    const gate = createGate();
    await store.inbox.accept([aDelivery('busy', { lane: 'busy' })]);
    await store.queue.run(async (delivery) => (await handler(delivery), delivery.id === 'busy' ? await gate.handler(delivery) : DONE), { inFlight: 2, inFlightPerConnection: 1 });
    await gate.entered(1);
    // Each is tried on the other hand, and held back.
    for (const id of ['b1', 'c1', 'd1']) await store.inbox.accept([aDelivery(id, { lane: id.slice(0, 1), urgency: 'bulk' })]);
    await store.inbox.accept([aDelivery('c2', { lane: 'c' })]);
    await store.inbox.accept([aDelivery('l1', { lane: 'l' })]);
    gate.open();
    await store.queue.idle();
    await store.queue.stop();
    expect(ids()).toEqual(['busy', 'c1', 'c2', 'l1', 'b1', 'd1']);
  });

  test('a bulk one that has rested stays behind what is live', async () => {
    const { handler, ids } = recording();
    const gate = createGate();
    await acceptAndSettle(store, aDelivery('b1', { lane: 'b', urgency: 'bulk' }), later(60));
    await store.inbox.accept([aDelivery('busy', { lane: 'busy' })]);
    await store.queue.run(async (delivery) => (await handler(delivery), delivery.id === 'busy' ? await gate.handler(delivery) : DONE), { inFlight: 1 });
    await gate.entered(1);
    store.clock.advance(60_000);
    await store.inbox.accept([aDelivery('l1', { lane: 'l' })]);
    gate.open();
    await store.queue.idle();
    await store.queue.stop();
    expect(ids()).toEqual(['busy', 'l1', 'b1']);
  });

  test('a slow one lets the others go after two seconds', async () => {
    const { handler, ids } = recording();
    await store.inbox.accept([...deliveries(10, 1), aDelivery('other', { lane: 'short' })]);
    await workAll(store, (delivery) => (store.clock.advance(700), handler(delivery)), 1);
    expect(ids().indexOf('other')).toBe(3);
  });

  test('a handler that hands back nonsense sets its delivery aside, and the lane goes on', async () => {
    const { handler, ids } = recording();
    await store.inbox.accept(deliveries(2, 1));
    await workAll(store, async (delivery) => (delivery.id === 'd0' ? (undefined as never) : handler(delivery)));
    expect(await store.history.find('every-connection', deliveryId('d0'))).toMatchObject({ state: 'set-aside', reason: 'defect' });
    expect(ids()).toEqual(['d1']);
  });

  test('a decision that is no JSON is a defect of its delivery alone', async () => {
    await acceptAndSettle(store, aDelivery('d1'), { ...DONE, decision: 1n });
    const { reason, decision } = { ...(await store.history.find('every-connection', deliveryId('d1'))) };
    expect({ reason, decision }).toEqual({ reason: 'defect', decision: { error: 'Defect', code: 'defect.not-json' } });
  });

  test('a settlement that forwards a taken id is tried again, and keeps nothing', async () => {
    await acceptAndSettle(store, aDelivery('d1'), { ...DONE, forward: [aDelivery('d1')], sessions: [aSession('2026-1')] });
    expect(await store.history.find('every-connection', deliveryId('d1'))).toMatchObject({ state: 'later', reason: 'conflict', attempts: 1 });
    expect(await store.sessions.load(HERE, protocolOf('2026-1'))).toBeUndefined();
  });

  test('hundreds of timers that are due together all ring, earliest first', async () => {
    const timers = Array.from({ length: 1_200 }, (_, place) => ({
      key: `t${place}`, dueAt: after(60 + (place % 3)), delivery: aDelivery(`timed-${place}`, { lane: 'timed' }),
    }));
    await acceptAndSettle(store, aDelivery('d1'), { ...DONE, timers });
    const { handler, seen } = recording();
    await store.queue.run(handler, { inFlight: 2 });
    store.clock.advance(120_000);
    await store.queue.idle();
    expect(seen).toHaveLength(1_200);
    expect(seen.slice(0, 400).every(({ id }) => Number(id.slice('timed-'.length)) % 3 === 0)).toBe(true);
  });

  test('a timer whose delivery came by other means is dropped', async () => {
    await acceptAndSettle(store, aDelivery('d1'), { ...DONE, timers: [{ key: 't', dueAt: after(60), delivery: aDelivery('timed') }] });
    await acceptAndSettle(store, aDelivery('timed'), DONE);
    const { handler, seen } = recording();
    store.clock.advance(60_000);
    await workAll(store, handler);
    expect(seen).toEqual([]);
  });

  test('a later timer that is set first does not hide an earlier one', async () => {
    const timer = (id: string, seconds: number): Settlement => ({ ...DONE, timers: [{ key: id, dueAt: after(seconds), delivery: aDelivery(id) }] });
    const { handler, ids } = recording({ d1: [timer('late', 600)], d2: [timer('early', 60)] });
    await store.queue.run(handler, { inFlight: 2 });
    await store.inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    await store.queue.idle();
    store.clock.advance(60_000);
    await store.queue.idle();
    expect(ids()).toEqual(['d1', 'd2', 'early']);
  });

  test('the queue runs once at a time', async () => {
    const { handler } = recording();
    await store.queue.run(handler, { inFlight: 1 });
    await expect(store.queue.run(handler, { inFlight: 1 })).rejects.toMatchObject({ code: 'defect.queue-running' });
  });
});

describe('a disk that takes nothing for a while', () => {
  test('costs no delivery: the lane rests, and its delivery is worked again', async () => {
    const told: string[] = [];
    const telemetry = { count: () => undefined, log: (_level: string, event: string) => void told.push(event) };
    const store = await openFileStore({ busyTimeoutMs: 0, telemetry });
    const { handler, ids } = recording();
    const other = new DatabaseSync(store.file);
    await store.inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    other.exec('begin immediate');

    await store.queue.run(handler, { inFlight: 1 });
    await store.queue.idle();
    await expect(store.inbox.accept([aDelivery('d3')])).rejects.toMatchObject({ code: 'port.timed-out', retry: 'soon' });
    expect(told).toEqual(['settlement-not-stored']);

    other.exec('rollback');
    store.clock.advance(5_000);
    await store.queue.idle();
    expect(ids()).toEqual(['d1', 'd1', 'd2']);
    other.close();
    await store.dispose();
  });
});
