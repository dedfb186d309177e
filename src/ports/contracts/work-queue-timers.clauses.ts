import assert from 'node:assert/strict';
import { aDelivery, after, ELSEWHERE } from './builders.ts';
import { acceptAndSettle, DONE, recording, workAll } from './inside-subject.ts';
import type { WorkQueueSubject } from './inside-subject.ts';
import type { Clauses } from './kit.ts';

const MINUTE_MS = 60_000;

/** Deliveries that are accepted by themselves. */
export const timerClauses: Clauses<WorkQueueSubject> = {
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
};
