import assert from 'node:assert/strict';
import type { Tally } from '../history.ts';
import type { InsideSubject } from './inside-subject.ts';
import { aDelivery, after, deliveryId, ELSEWHERE, HERE } from './builders.ts';
import { workAll } from './inside-subject.ts';
import type { Clauses } from './kit.ts';

type Subject = Pick<InsideSubject, 'history' | 'inbox' | 'queue'>;

const here = (tallies: readonly Tally[]): Tally | undefined => tallies.find(({ connection }) => connection === HERE);

const BROKEN = { unusable: { reason: 'payload-malformed', detail: '' } };

/** What a watcher is told of each connection. */
export const tallyClauses: Clauses<Subject> = {
  'tells how much of each connection has not ended, and in how many lanes': async ({ inbox, history }) => {
    await inbox.accept([
      aDelivery('d1'), aDelivery('d2'), aDelivery('d3', { lane: 'lane-2' }), aDelivery('d4', { connection: ELSEWHERE }), aDelivery('d5', BROKEN),
    ]);
    const tallies = await history.tally(after(0));
    const counts = [HERE, ELSEWHERE].map((wanted) => tallies.filter(({ connection }) => connection === wanted).map(({ pending, lanes }) => [pending, lanes]));
    assert.deepEqual([tallies.length, ...counts], [2, [[3, 2]], [[1, 1]]]);
  },
  'tells since when the delivery could have been worked that waits longest': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1', { receivedAt: after(20) }), aDelivery('d2', { receivedAt: after(10) })]);
    assert.equal(here(await history.tally(after(60)))?.dueSince, after(10));
  },
  'counts one that waits for a later time from then on': async (subject) => {
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, async () => ({ end: { type: 'later', at: after(100), reason: 'port.throttled', attempt: 'free' } }));
    assert.deepEqual([here(await subject.history.tally(after(99)))?.dueSince, here(await subject.history.tally(after(130)))?.dueSince], [undefined, after(100)]);
  },
  'does not count what follows from a delivery by the moment that it bears': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1', { source: 'internal', receivedAt: after(-86_400) })]);
    assert.deepEqual([here(await history.tally(after(0)))?.dueSince, here(await history.tally(after(0)))?.pending], [undefined, 1]);
  },
  'tells how many stand set aside, by reason, but for those that were played again': async ({ inbox, history }) => {
    const unknown = { unusable: { reason: 'entity-unknown', detail: '' } };
    await inbox.accept([aDelivery('d1', BROKEN), aDelivery('d2', BROKEN), aDelivery('d3', unknown), aDelivery('d4', BROKEN)]);
    await inbox.accept([aDelivery('d5', { replayOf: deliveryId('d4') })]);
    assert.deepEqual(here(await history.tally(after(0)))?.deadLetters, [{ reason: 'entity-unknown', count: 1 }, { reason: 'payload-malformed', count: 2 }]);
  },
  'tells nothing of a connection that has nothing open': async (subject) => {
    await subject.inbox.accept([aDelivery('d1')]);
    await workAll(subject, async () => ({ end: { type: 'done' } }));
    assert.deepEqual(await subject.history.tally(after(0)), []);
  },
};
