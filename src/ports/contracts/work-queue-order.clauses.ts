import assert from 'node:assert/strict';
import { aDelivery, after, deliveryId, ELSEWHERE } from './builders.ts';
import { createGate } from './gate.ts';
import { recording, workAll } from './inside-subject.ts';
import type { WorkQueueSubject } from './inside-subject.ts';
import type { Clauses } from './kit.ts';

/** What stays in order, and what goes side by side (HUB-01). */
export const orderClauses: Clauses<WorkQueueSubject> = {
  'works the deliveries of a lane in order of acceptance': async (subject) => {
    const { handler, ids } = recording();
    await subject.inbox.accept(['d1', 'd2', 'd3'].map((id) => aDelivery(id)));
    await subject.inbox.accept(['d4', 'd5'].map((id) => aDelivery(id)));
    await workAll(subject, handler);
    assert.deepEqual(ids(), ['d1', 'd2', 'd3', 'd4', 'd5']);
  },
  'keeps the order of a lane that is longer than anyone works at a stretch': async (subject) => {
    const { handler, ids } = recording();
    const all = Array.from({ length: 120 }, (_, place) => `d${place}`);
    await subject.inbox.accept(all.map((id) => aDelivery(id)));
    await workAll(subject, handler);
    assert.deepEqual(ids(), all);
  },
  'works one delivery of a lane at a time': async ({ queue, inbox }) => {
    const gate = createGate();
    await inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    await queue.run(gate.handler, { inFlight: 10 });
    await gate.entered(1);
    await inbox.accept([aDelivery('d3')]);
    assert.equal(gate.inside(), 1);
    gate.open();
    await queue.idle();
    await queue.stop();
  },
  'works lanes side by side': async ({ queue, inbox }) => {
    const gate = createGate();
    await inbox.accept([aDelivery('d1', { lane: 'a' }), aDelivery('d2', { lane: 'b' })]);
    await queue.run(gate.handler, { inFlight: 2, inFlightPerConnection: 2 });
    await gate.entered(2);
    gate.open();
    await queue.stop();
  },
  'works no more lanes of one connection at once than it may': async ({ queue, inbox }) => {
    const gate = createGate();
    await inbox.accept([...['a', 'b', 'c'].map((lane) => aDelivery(lane, { lane })), aDelivery('d', { lane: 'd', connection: ELSEWHERE })]);
    await queue.run(gate.handler, { inFlight: 4, inFlightPerConnection: 1 });
    await gate.entered(2);
    assert.deepEqual(gate.guests(), [deliveryId('a'), deliveryId('d')]);
    gate.open();
    await queue.idle();
    await queue.stop();
  },
  'leaves half of its hands to other connections where nothing else is said': async ({ queue, inbox }) => {
    const gate = createGate();
    await inbox.accept([...['a', 'b', 'c'].map((lane) => aDelivery(lane, { lane })), aDelivery('d', { lane: 'd', connection: ELSEWHERE })]);
    await queue.run(gate.handler, { inFlight: 4 });
    await gate.entered(3);
    assert.deepEqual(gate.guests(), [deliveryId('a'), deliveryId('b'), deliveryId('d')]);
    gate.open();
    await queue.idle();
    await queue.stop();
  },
  'works no more lanes at once than it may': async ({ queue, inbox }) => {
    const gate = createGate();
    await inbox.accept([...['a', 'b'].map((lane) => aDelivery(lane, { lane })), aDelivery('c', { lane: 'c', connection: ELSEWHERE })]);
    await queue.run(gate.handler, { inFlight: 1 });
    await gate.entered(1);
    await inbox.accept([aDelivery('d', { lane: 'd' })]);
    assert.equal(gate.inside(), 1);
    gate.open();
    await queue.idle();
    await queue.stop();
  },
  'works what is accepted while it runs': async ({ queue, inbox }) => {
    const { handler, ids } = recording();
    await queue.run(handler, { inFlight: 2 });
    await inbox.accept([aDelivery('d1')]);
    await queue.idle();
    await queue.stop();
    assert.deepEqual(ids(), ['d1']);
  },
  'hands over a delivery as it was accepted': async (subject) => {
    const { handler, seen } = recording();
    const delivery = aDelivery('d1', { body: '{"ação":1}', headers: { a: 'b' }, repeatKey: 'event-7', cause: deliveryId('d0'), receivedAt: after(-5) });
    await subject.inbox.accept([delivery]);
    await workAll(subject, handler);
    const { seq: _seq, attempts: _attempts, firstTriedAt: _firstTriedAt, laneUpTo: _laneUpTo, hold: _hold, ...handed } = { ...seen[0] };
    assert.deepEqual(handed, delivery);
  },
  'hands over the moment whose settings decide': async (subject) => {
    const { handler, seen } = recording();
    await subject.inbox.accept([aDelivery('d1', { settingsAt: after(-60) })]);
    await workAll(subject, handler);
    assert.deepEqual(seen.map(({ settingsAt }) => settingsAt), [after(-60)]);
  },
  'tells whoever works what was just accepted that nobody else does or did': async ({ queue, inbox }) => {
    const told: unknown[] = [];
    await inbox.accept([aDelivery('d1')]);
    await queue.run(async ({ id, hold }) => {
      told.push([id, hold.isSure(), hold.begunBefore]);
      return await Promise.resolve({ end: { type: 'done' } });
    }, { inFlight: 10 });
    await queue.idle();
    await inbox.accept([aDelivery('d2'), aDelivery('d3')]);
    await queue.idle();
    await queue.stop();
    assert.deepEqual(told.slice(1), [['d2', true, 'no'], ['d3', true, 'no']]);
  },
  'numbers the deliveries of a lane from 1': async (subject) => {
    const { handler, seen } = recording();
    await subject.inbox.accept([aDelivery('a1', { lane: 'a' }), aDelivery('b1', { lane: 'b' }), aDelivery('a2', { lane: 'a' })]);
    await workAll(subject, handler);
    assert.deepEqual(Object.fromEntries(seen.map(({ id, seq }) => [id, seq])), { a1: 1, b1: 1, a2: 2 });
  },
  'tells how far the numbers of a lane went when a delivery was handed out, and no further': async (subject) => {
    const { handler, seen } = recording();
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2'), aDelivery('elsewhere', { lane: 'elsewhere' }), aDelivery('d3')]);
    await workAll(subject, handler);
    await subject.inbox.accept([aDelivery('d4')]);
    await workAll(subject, handler);
    assert.deepEqual(Object.fromEntries(seen.map(({ id, laneUpTo }) => [id, laneUpTo])), { d1: 3, d2: 3, d3: 3, d4: 4, elsewhere: 1 });
  },
  'leaves unusable deliveries alone, and their lane free': async (subject) => {
    const { handler, ids } = recording();
    await subject.inbox.accept([aDelivery('d1', { unusable: { reason: 'payload-malformed', detail: '' } }), aDelivery('d2')]);
    await workAll(subject, handler);
    assert.deepEqual(ids(), ['d2']);
  },
};
