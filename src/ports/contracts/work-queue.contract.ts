import assert from 'node:assert/strict';
import type { DeliveryEnd, Settlement } from '../work-queue.ts';
import { aDelivery, after, aSession, BEGINNING, deliveryId, ELSEWHERE, HERE, protocolOf } from './builders.ts';
import { acceptAndSettle, DONE, recording, rejectsWith, workAll, writeSessions, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';
import { createGate } from './gate.ts';

export type WorkQueueSubject = Pick<InsideSubject, 'queue' | 'inbox' | 'history' | 'sessions' | 'clock'>;

const MINUTE_MS = 60_000;

const later = (seconds: number, attempt: 'spent' | 'free' = 'spent'): Settlement => ({
  end: { type: 'later', at: after(seconds), reason: 'port.throttled', attempt },
});

/** Works one delivery with this settlement and tells how it stands then. */
async function standingAfter(subject: WorkQueueSubject, end: DeliveryEnd) {
  await acceptAndSettle(subject, aDelivery('d1'), { end });
  const { state, reason } = { reason: undefined, ...(await subject.history.find(deliveryId('d1'))) };
  return { state, reason };
}

/** Runs the promises of `WorkQueue` (HUB-01, HUB-02, HUB-04). */
export const workQueueContract: Contract<WorkQueueSubject> = defineContract<WorkQueueSubject>({
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
    await queue.run(gate.handler, { inFlight: 2 });
    await gate.entered(2);
    gate.open();
    await queue.stop();
  },
  'works no more lanes at once than it may': async ({ queue, inbox }) => {
    const gate = createGate();
    await inbox.accept(['a', 'b', 'c'].map((lane) => aDelivery(lane, { lane })));
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
    const { seq: _seq, attempts: _attempts, firstTriedAt: _firstTriedAt, ...handed } = { ...seen[0] };
    assert.deepEqual(handed, delivery);
  },
  'numbers the deliveries of a lane from 1': async (subject) => {
    const { handler, seen } = recording();
    await subject.inbox.accept([aDelivery('a1', { lane: 'a' }), aDelivery('b1', { lane: 'b' }), aDelivery('a2', { lane: 'a' })]);
    await workAll(subject, handler);
    assert.deepEqual(Object.fromEntries(seen.map(({ id, seq }) => [id, seq])), { a1: 1, b1: 1, a2: 2 });
  },
  'leaves unusable deliveries alone, and their lane free': async (subject) => {
    const { handler, ids } = recording();
    await subject.inbox.accept([aDelivery('d1', { unusable: { reason: 'payload-malformed', detail: '' } }), aDelivery('d2')]);
    await workAll(subject, handler);
    assert.deepEqual(ids(), ['d2']);
  },
  'ends a delivery as done': async (subject) => {
    assert.deepEqual(await standingAfter(subject, { type: 'done' }), { state: 'done', reason: undefined });
  },
  'ends a delivery as awaiting': async (subject) => {
    assert.deepEqual(await standingAfter(subject, { type: 'awaiting' }), { state: 'awaiting', reason: undefined });
  },
  'sets a delivery aside with its reason': async (subject) => {
    assert.deepEqual(await standingAfter(subject, { type: 'set-aside', reason: 'port.refused' }), { state: 'set-aside', reason: 'port.refused' });
  },
  'goes on with a lane after a delivery was set aside': async (subject) => {
    const { handler, ids } = recording({ d1: [{ end: { type: 'set-aside', reason: 'port.refused' } }] });
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    await workAll(subject, handler);
    assert.deepEqual(ids(), ['d1', 'd2']);
  },
  'sets a delivery aside as a defect when its handler throws': async (subject) => {
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, () => Promise.reject(new RangeError('broken')));
    const { state, reason } = { ...(await subject.history.find(deliveryId('d1'))) };
    assert.deepEqual({ state, reason }, { state: 'set-aside', reason: 'defect' });
  },
  'goes on with a lane after a handler threw at once': async (subject) => {
    const { handler, ids } = recording();
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    await workAll(subject, (delivery) => {
      if (delivery.id === deliveryId('d1')) throw new RangeError('broken');
      return handler(delivery);
    });
    assert.deepEqual(ids(), ['d2']);
  },
  'keeps what was decided, and the calls that were made': async (subject) => {
    const calls = [{ route: 'POST /Deals', outcome: '200', ms: 41 }];
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, decision: { outcome: 'planned' }, calls });
    const { decision, calls: kept } = { ...(await subject.history.find(deliveryId('d1'))) };
    assert.deepEqual({ decision, kept }, { decision: { outcome: 'planned' }, kept: calls });
  },
  'keeps the calls of every try': async (subject) => {
    const call = (route: string) => ({ calls: [{ route, outcome: '200', ms: 1 }] });
    const { handler } = recording({ d1: [{ ...later(60), ...call('first') }, { ...DONE, ...call('second') }] });
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, handler);
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    assert.deepEqual((await subject.history.find(deliveryId('d1')))?.calls.map(({ route }) => route), ['first', 'second']);
  },
  'waits with a delivery until its time, and not longer': async (subject) => {
    const { handler, ids } = recording({ d1: [later(60)] });
    await subject.inbox.accept([aDelivery('d1')]);
    await subject.queue.run(handler, { inFlight: 2 });
    await subject.queue.idle();
    subject.clock.advance(MINUTE_MS - 1);
    await subject.queue.idle();
    assert.equal(ids().length, 1);
    subject.clock.advance(1);
    await subject.queue.idle();
    await subject.queue.stop();
    assert.equal(ids().length, 2);
  },
  'keeps the order of a lane behind a delivery that waits': async (subject) => {
    const { handler, ids } = recording({ d1: [later(60)] });
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    await subject.queue.run(handler, { inFlight: 2 });
    await subject.inbox.accept([aDelivery('d3')]);
    await subject.queue.idle();
    subject.clock.advance(MINUTE_MS);
    await subject.queue.idle();
    await subject.queue.stop();
    assert.deepEqual(ids(), ['d1', 'd1', 'd2', 'd3']);
  },
  'goes on with other lanes while one waits': async (subject) => {
    const { handler, ids } = recording({ a: [later(60)] });
    await subject.inbox.accept([aDelivery('a', { lane: 'a' }), aDelivery('b', { lane: 'b' })]);
    await workAll(subject, handler, 1);
    assert.deepEqual(ids(), ['a', 'b']);
  },
  'counts an attempt that was spent': async (subject) => {
    const { handler, seen } = recording({ d1: [later(60), later(120)] });
    await subject.inbox.accept([aDelivery('d1')]);
    await subject.queue.run(handler, { inFlight: 2 });
    for (const _minute of [1, 2, 3]) {
      await subject.queue.idle();
      subject.clock.advance(MINUTE_MS);
    }
    await subject.queue.idle();
    await subject.queue.stop();
    assert.deepEqual(seen.map(({ attempts }) => attempts), [0, 1, 2]);
  },
  'counts no attempt for a wait that was free': async (subject) => {
    const { handler, seen } = recording({ d1: [later(60, 'free')] });
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, handler);
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    assert.deepEqual(seen.map(({ attempts }) => attempts), [0, 0]);
  },
  'remembers when a delivery was first tried': async (subject) => {
    const { handler, seen } = recording({ d1: [later(60)] });
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, handler);
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    assert.deepEqual(seen.map(({ firstTriedAt }) => firstTriedAt), [BEGINNING, BEGINNING]);
  },
  'forwards deliveries in the end of another': async (subject) => {
    const { handler, ids } = recording({ d1: [{ ...DONE, forward: [aDelivery('f1', { lane: 'b' }), aDelivery('f2', { lane: 'b' })] }] });
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, handler);
    assert.deepEqual(ids(), ['d1', 'f1', 'f2']);
  },
  'accepts what a timer was set for at its time, and not before': async (subject) => {
    const { handler, ids } = recording({ d1: [{ ...DONE, timers: [{ key: 't', dueAt: after(60), delivery: aDelivery('timed') }] }] });
    await subject.inbox.accept([aDelivery('d1')]);
    await subject.queue.run(handler, { inFlight: 2 });
    await subject.queue.idle();
    subject.clock.advance(MINUTE_MS - 1);
    await subject.queue.idle();
    assert.deepEqual(ids(), ['d1']);
    subject.clock.advance(1);
    await subject.queue.idle();
    await subject.queue.stop();
    assert.deepEqual(ids(), ['d1', 'timed']);
  },
  'accepts what a timer was set for once': async (subject) => {
    const { handler, ids } = recording();
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, timers: [{ key: 't', dueAt: after(60), delivery: aDelivery('timed') }] });
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    await workAll(subject, handler);
    assert.deepEqual(ids(), ['timed']);
  },
  'replaces a timer by a later one under its key': async (subject) => {
    const { handler, ids } = recording();
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, timers: [{ key: 't', dueAt: after(60), delivery: aDelivery('first') }] });
    await acceptAndSettle(subject, aDelivery('d2'), { ...DONE, timers: [{ key: 't', dueAt: after(30), delivery: aDelivery('second') }] });
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    assert.deepEqual(ids(), ['second']);
  },
  'cancels a timer': async (subject) => {
    const { handler, ids } = recording();
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, timers: [{ key: 't', dueAt: after(60), delivery: aDelivery('timed') }] });
    await acceptAndSettle(subject, aDelivery('d2'), { ...DONE, cancelTimers: ['t'] });
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    assert.deepEqual(ids(), []);
  },
  'tells timers of two connections apart': async (subject) => {
    const { handler, ids } = recording();
    const elsewhere = aDelivery('elsewhere', { connection: ELSEWHERE });
    await acceptAndSettle(subject, aDelivery('d1'), {
      ...DONE, timers: [{ key: 't', dueAt: after(60), delivery: elsewhere }],
    });
    await acceptAndSettle(subject, aDelivery('d2'), { ...DONE, cancelTimers: ['t'] });
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    assert.deepEqual(ids(), ['elsewhere']);
  },
  'works a delivery again when its session was changed meanwhile, as an attempt': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1')]);
    const { handler, seen } = recording({ d2: [{ ...DONE, sessions: [aSession('2026-1', { state: 'stale' })] }] });
    await subject.inbox.accept([aDelivery('d2')]);
    await workAll(subject, handler);
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    assert.deepEqual(seen.map(({ id, attempts }) => [id, attempts]), [['d2', 0], ['d2', 1]]);
  },
  'keeps nothing of a settlement whose session was changed meanwhile': async (subject) => {
    await writeSessions(subject, aDelivery('d1'), [aSession('2026-1', { state: 'kept' })]);
    await acceptAndSettle(subject, aDelivery('d2'), {
      ...DONE, sessions: [aSession('2026-2'), aSession('2026-1', { state: 'stale' })],
      forward: [aDelivery('forwarded', { lane: 'b' })], timers: [{ key: 't', dueAt: BEGINNING, delivery: aDelivery('timed', { lane: 'c' }) }],
    });
    assert.equal((await subject.sessions.load(HERE, protocolOf('2026-1')))?.state, 'kept');
    assert.equal(await subject.sessions.load(HERE, protocolOf('2026-2')), undefined);
    assert.equal(await subject.history.find(deliveryId('forwarded')), undefined);
    assert.equal(await subject.history.find(deliveryId('timed')), undefined);
  },
  'tells who waits for a delivery when it has reached its end, a pause being none': async (subject) => {
    const { handler } = recording({ d1: [later(60)] });
    const told: string[] = [];
    await subject.inbox.accept([aDelivery('d1')]);
    const ended = subject.queue.ended(HERE, deliveryId('d1')).then(() => told.push('ended'), () => told.push('refused'));
    await workAll(subject, handler);
    told.push('paused');
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    await ended;
    assert.deepEqual(told, ['paused', 'ended']);
  },
  'tells at once that a delivery has ended long ago': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), DONE);
    await subject.queue.ended(HERE, deliveryId('d1'));
  },
  'tells nobody of a delivery that it does not have': async ({ queue }) => {
    await rejectsWith('port.missing', queue.ended(HERE, deliveryId('404')));
  },
  'is idle only when everything that is due was worked': async ({ queue, inbox }) => {
    const gate = createGate();
    let opened = false;
    await inbox.accept([aDelivery('a', { lane: 'a' })]);
    await queue.run(gate.handler, { inFlight: 2 });
    await gate.entered(1);
    const idle = queue.idle().then(() => opened);
    await inbox.accept([aDelivery('b', { lane: 'b' })]);
    opened = true;
    gate.open();
    assert.equal(await idle, true);
    await queue.stop();
  },
  'waits in stopping for what is being worked': async ({ queue, inbox, history }) => {
    const gate = createGate();
    await inbox.accept([aDelivery('d1')]);
    await queue.run(gate.handler, { inFlight: 2 });
    await gate.entered(1);
    const stopped = queue.stop().then(() => history.find(deliveryId('d1')));
    gate.open();
    assert.equal((await stopped)?.state, 'done');
  },
  'takes no delivery once it is told to stop': async ({ queue, inbox, history }) => {
    const gate = createGate();
    await inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    await queue.run(gate.handler, { inFlight: 2 });
    await gate.entered(1);
    const stopped = queue.stop();
    gate.open();
    await stopped;
    assert.equal((await history.find(deliveryId('d2')))?.state, 'pending');
  },
  'may be stopped twice': async ({ queue }) => {
    await queue.run(async () => DONE, { inFlight: 1 });
    await Promise.all([queue.stop(), queue.stop()]);
    await queue.stop();
  },
  'counts what is pending, and its lanes': async ({ queue, inbox }) => {
    await inbox.accept([aDelivery('a1', { lane: 'a' }), aDelivery('a2', { lane: 'a' }), aDelivery('b1', { lane: 'b' })]);
    assert.deepEqual(await queue.stats(), { pending: 3, lanes: 2 });
  },
});
