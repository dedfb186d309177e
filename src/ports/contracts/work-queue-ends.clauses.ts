import assert from 'node:assert/strict';
import type { DeliveryEnd } from '../work-queue.ts';
import { aDelivery, aSession, BEGINNING, deliveryId, EVERYWHERE, HERE, protocolOf, subjectOf } from './builders.ts';
import { acceptAndSettle, DONE, later, recording, workAll, writeSessions } from './inside-subject.ts';
import type { WorkQueueSubject } from './inside-subject.ts';
import type { Clauses } from './kit.ts';

const MINUTE_MS = 60_000;

/** Works one delivery with this end and tells how it stands then. */
async function standingAfter(subject: WorkQueueSubject, end: DeliveryEnd) {
  await acceptAndSettle(subject, aDelivery('d1'), { end });
  const { state, reason } = { reason: undefined, ...(await subject.history.find(EVERYWHERE, deliveryId('d1'))) };
  return { state, reason };
}

/** How deliveries end, and what ends with them (HUB-02, HUB-04). */
export const endClauses: Clauses<WorkQueueSubject> = {
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
    const { state, reason } = { ...(await subject.history.find(EVERYWHERE, deliveryId('d1'))) };
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
    const { decision, calls: kept } = { ...(await subject.history.find(EVERYWHERE, deliveryId('d1'))) };
    assert.deepEqual({ decision, kept }, { decision: { outcome: 'planned' }, kept: calls });
  },
  'keeps the calls of every try': async (subject) => {
    const call = (route: string) => ({ calls: [{ route, outcome: '200', ms: 1 }] });
    const { handler } = recording({ d1: [{ ...later(60), ...call('first') }, { ...DONE, ...call('second') }] });
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, handler);
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    assert.deepEqual((await subject.history.find(EVERYWHERE, deliveryId('d1')))?.calls.map(({ route }) => route), ['first', 'second']);
  },
  'keeps what was learned in every try, beside what was known at the door': async (subject) => {
    const about = (text: string) => ({ subjects: [subjectOf(text)] });
    const { handler } = recording({ d1: [{ ...later(60), ...about('contact:5') }, { ...DONE, ...about('card:3') }] });
    await subject.inbox.accept([aDelivery('d1', about('session:7'))]);
    await workAll(subject, handler);
    subject.clock.advance(MINUTE_MS);
    await workAll(subject, handler);
    assert.deepEqual((await subject.history.find(EVERYWHERE, deliveryId('d1')))?.subjects, ['card:3', 'contact:5', 'session:7']);
  },
  'forwards deliveries in the end of another': async (subject) => {
    const { handler, ids } = recording({ d1: [{ ...DONE, forward: [aDelivery('f1', { lane: 'b' }), aDelivery('f2', { lane: 'b' })] }] });
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, handler);
    assert.deepEqual(ids(), ['d1', 'f1', 'f2']);
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
    assert.equal(await subject.history.find(EVERYWHERE, deliveryId('forwarded')), undefined);
    assert.equal(await subject.history.find(EVERYWHERE, deliveryId('timed')), undefined);
  },
};
