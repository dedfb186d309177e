import assert from 'node:assert/strict';
import { aDelivery, deliveryId, EVERYWHERE, HERE } from './builders.ts';
import { createGate } from './gate.ts';
import { acceptAndSettle, DONE, later, recording, rejectsWith, workAll } from './inside-subject.ts';
import type { WorkQueueSubject } from './inside-subject.ts';
import type { Clauses } from './kit.ts';

const MINUTE_MS = 60_000;

/** What those who run the queue, and those who wait for it, are told. */
export const waitingClauses: Clauses<WorkQueueSubject> = {
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
    const stopped = queue.stop().then(() => history.find(EVERYWHERE, deliveryId('d1')));
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
    assert.equal((await history.find(EVERYWHERE, deliveryId('d2')))?.state, 'pending');
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
};
