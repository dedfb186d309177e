import assert from 'node:assert/strict';
import { aDelivery, BEGINNING } from './builders.ts';
import { later, recording, workAll } from './inside-subject.ts';
import type { WorkQueueSubject } from './inside-subject.ts';
import type { Clauses } from './kit.ts';

const MINUTE_MS = 60_000;

/** What happens while a lane waits (HUB-02). */
export const pauseClauses: Clauses<WorkQueueSubject> = {
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
};
