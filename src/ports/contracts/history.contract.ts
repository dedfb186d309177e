import assert from 'node:assert/strict';
import { isIntegrationError } from '../../domain/kernel/error.ts';
import { aDelivery, after, deliveryId, ELSEWHERE, EVERYWHERE, HERE, laneKey, subjectOf } from './builders.ts';
import { acceptAndSettle, workAll, type InsideSubject } from './inside-subject.ts';
import { tallyClauses } from './history-tally.clauses.ts';
import { defineContract, type Contract } from './kit.ts';
import type { DeliveryFilter } from '../history.ts';

/** An empty history, with the inbox and the queue that fill it. */
export type HistorySubject = Pick<InsideSubject, 'history' | 'inbox' | 'queue' | 'ledger'>;

const idsOf = async ({ history }: HistorySubject, filter: DeliveryFilter): Promise<readonly string[]> =>
  (await history.list(EVERYWHERE, filter, { limit: 50 })).rows.map(({ id }) => id);

/** Runs the promises of `History` (HUB-04). */
export const historyContract: Contract<HistorySubject> = defineContract<HistorySubject>({
  'lists the newest delivery first': async (subject) => {
    await subject.inbox.accept(['d1', 'd2', 'd3'].map((id) => aDelivery(id)));
    assert.deepEqual(await idsOf(subject, {}), ['d3', 'd2', 'd1']);
  },
  'shows in a list what an operator needs': async (subject) => {
    const delivery = aDelivery('d1', { source: 'internal', kind: 'settle-stay', lane: 'lane-7', receivedAt: after(1), cause: deliveryId('d0') });
    await acceptAndSettle(subject, delivery, { end: { type: 'set-aside', reason: 'port.refused' } });
    const { rows } = await subject.history.list(EVERYWHERE, {}, { limit: 1 });
    const { endedAt, ...row } = { endedAt: undefined, ...rows[0] };
    assert.notEqual(endedAt, undefined);
    assert.deepEqual(row, {
      id: 'd1', connection: delivery.connection, source: 'internal', kind: 'settle-stay', lane: 'lane-7', state: 'set-aside', reason: 'port.refused',
      receivedAt: after(1), attempts: 0, cause: 'd0', repeats: 0,
    });
  },
  'gives pages that join without a gap, and no next page after the last': async ({ inbox, history }) => {
    await inbox.accept(['d1', 'd2', 'd3', 'd4', 'd5'].map((id) => aDelivery(id)));
    const first = await history.list(EVERYWHERE, {}, { limit: 3 });
    const second = await history.list(EVERYWHERE, {}, { limit: 3, ...(first.next !== undefined && { after: first.next }) });
    assert.deepEqual([...first.rows, ...second.rows].map(({ id }) => id), ['d5', 'd4', 'd3', 'd2', 'd1']);
    assert.equal(second.next, undefined);
  },
  'names no next page when a page is just filled': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    assert.equal((await history.list(EVERYWHERE, {}, { limit: 2 })).next, undefined);
  },
  'keeps pages joined while new deliveries arrive': async ({ inbox, history }) => {
    await inbox.accept(['d1', 'd2', 'd3'].map((id) => aDelivery(id)));
    const { next } = await history.list(EVERYWHERE, {}, { limit: 2 });
    await inbox.accept([aDelivery('d4')]);
    const second = await history.list(EVERYWHERE, {}, { limit: 2, ...(next !== undefined && { after: next }) });
    assert.deepEqual(second.rows.map(({ id }) => id), ['d1']);
  },
  'refuses a cursor that no page gave': async ({ history }) => {
    const refused = (error: unknown): boolean => isIntegrationError(error) && error.code.startsWith('input.');
    await assert.rejects(history.list(EVERYWHERE, {}, { limit: 1, after: 'yesterday' }), refused);
  },
  'knows the effects that came to a result, the oldest first, and those of this connection alone': async ({ history, ledger }) => {
    const settled = async (connection: typeof HERE, key: string, result: string, seconds: number): Promise<void> => {
      await ledger.intend(connection, key, after(seconds));
      await ledger.settle(connection, key, result);
    };
    await settled(HERE, 'a-later', '52', 20);
    await settled(HERE, 'b-earlier', '52', 10);
    await settled(HERE, 'c-other', '5', 10);
    await settled(ELSEWHERE, 'd-elsewhere', '52', 10);
    assert.deepEqual(await history.effects(HERE, '52'), ['b-earlier', 'a-later']);
  },
  'lists no delivery outside of the scope': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1'), aDelivery('d2', { connection: ELSEWHERE })]);
    const { rows } = await history.list({ only: [HERE] }, {}, { limit: 50 });
    assert.deepEqual(rows.map(({ id }) => id), ['d1']);
  },
  'finds no delivery outside of the scope': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1')]);
    assert.ok(await history.find({ only: [ELSEWHERE, HERE] }, deliveryId('d1')));
    assert.equal(await history.find({ only: [ELSEWHERE] }, deliveryId('d1')), undefined);
  },
  'counts no delivery outside of the scope': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1'), aDelivery('d2', { connection: ELSEWHERE })]);
    assert.equal(await history.count({ only: [HERE] }, {}), 1);
  },
  'reads no whole delivery outside of the scope': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1'), aDelivery('d2', { connection: ELSEWHERE })]);
    const { rows } = await history.records({ only: [HERE] }, {}, { limit: 50 });
    assert.deepEqual(rows.map(({ id }) => id), ['d1']);
  },
  'has nothing for a scope of no connection': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1')]);
    assert.equal(await history.count({ only: [] }, {}), 0);
  },
  'never widens the scope by a filter': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1', { connection: ELSEWHERE })]);
    assert.deepEqual((await history.records({ only: [HERE] }, { connection: ELSEWHERE }, { limit: 50 })).rows, []);
  },
  'lists those that are named': async (subject) => {
    await subject.inbox.accept(['d1', 'd2', 'd3'].map((id) => aDelivery(id)));
    assert.deepEqual(await idsOf(subject, { ids: [deliveryId('d1'), deliveryId('d3'), deliveryId('404')] }), ['d3', 'd1']);
  },
  'lists those that are about somebody': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { end: { type: 'done' }, subjects: [subjectOf('card:3')] });
    await subject.inbox.accept([aDelivery('d2', { subjects: ['session:7', 'card:3'].map(subjectOf) }), aDelivery('d3', { subjects: [subjectOf('card:33')] })]);
    assert.deepEqual(await idsOf(subject, { subjects: [subjectOf('card:3')] }), ['d2', 'd1']);
  },
  'goes on listing what was known at the door to be about somebody, once it was tried': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1', { subjects: [subjectOf('card:3')] }), { end: { type: 'done' }, subjects: [subjectOf('card:4')] });
    assert.deepEqual(await idsOf(subject, { subjects: [subjectOf('card:3')] }), ['d1']);
  },
  'lists those that are about all of several': async (subject) => {
    const about = (...texts: readonly string[]) => ({ subjects: texts.map(subjectOf) });
    await subject.inbox.accept([aDelivery('d1', about('card:3')), aDelivery('d2', about('card:3', 'session:7')), aDelivery('d3', about('session:7'))]);
    assert.deepEqual(await idsOf(subject, about('card:3', 'session:7')), ['d2']);
  },
  'lists what was received from a moment on': async (subject) => {
    await subject.inbox.accept([0, 1, 2].map((second) => aDelivery(`d${second}`, { receivedAt: after(second) })));
    assert.deepEqual(await idsOf(subject, { from: after(1) }), ['d2', 'd1']);
  },
  'lists what was received before a moment': async (subject) => {
    await subject.inbox.accept([0, 1, 2].map((second) => aDelivery(`d${second}`, { receivedAt: after(second) })));
    assert.deepEqual(await idsOf(subject, { until: after(1) }), ['d0']);
  },
  'lists what was played again, or what was not': async (subject) => {
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2'), aDelivery('d3', { replayOf: deliveryId('d1') })]);
    assert.deepEqual(await idsOf(subject, { replayed: 'yes' }), ['d1']);
    assert.deepEqual(await idsOf(subject, { replayed: 'no' }), ['d3', 'd2']);
  },
  'tells as which delivery one was played again': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1'), aDelivery('d2', { replayOf: deliveryId('d1') }), aDelivery('d3', { replayOf: deliveryId('d1') })]);
    const { rows } = await history.list(EVERYWHERE, {}, { limit: 50 });
    assert.deepEqual(rows.filter(({ replayedAs }) => replayedAs !== undefined).map(({ id, replayedAs }) => [id, replayedAs]), [['d1', 'd2']]);
  },
  'reads whole deliveries, the oldest first': async ({ inbox, history }) => {
    await inbox.accept(['d1', 'd2', 'd3'].map((id) => aDelivery(id, { body: `body of ${id}`, subjects: [subjectOf(`card:${id}`)] })));
    const { rows } = await history.records(EVERYWHERE, {}, { limit: 50 });
    assert.deepEqual(rows.map(({ id, body, subjects }) => [id, body, subjects]), ['d1', 'd2', 'd3'].map((id) => [id, `body of ${id}`, [`card:${id}`]]));
  },
  'gives pages of whole deliveries that join without a gap, while new ones arrive': async ({ inbox, history }) => {
    await inbox.accept(['d1', 'd2', 'd3'].map((id) => aDelivery(id)));
    const first = await history.records(EVERYWHERE, {}, { limit: 2 });
    await inbox.accept([aDelivery('d4')]);
    const second = await history.records(EVERYWHERE, {}, { limit: 2, ...(first.next !== undefined && { after: first.next }) });
    assert.deepEqual([...first.rows, ...second.rows].map(({ id }) => id), ['d1', 'd2', 'd3', 'd4']);
    assert.equal(second.next, undefined);
  },
  'lists one connection': async (subject) => {
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2', { connection: ELSEWHERE })]);
    assert.deepEqual(await idsOf(subject, { connection: ELSEWHERE }), ['d2']);
  },
  'lists one source': async (subject) => {
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2', { source: 'ploomes' })]);
    assert.deepEqual(await idsOf(subject, { source: 'ploomes' }), ['d2']);
  },
  'lists one kind': async (subject) => {
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2', { kind: 'Contacts.Update' })]);
    assert.deepEqual(await idsOf(subject, { kind: 'Contacts.Update' }), ['d2']);
  },
  'lists one lane': async (subject) => {
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2', { lane: 'lane-2' })]);
    assert.deepEqual(await idsOf(subject, { lane: laneKey('lane-2') }), ['d2']);
  },
  'lists what one delivery led to': async (subject) => {
    await subject.inbox.accept([aDelivery('d1'), aDelivery('d2', { cause: deliveryId('d1') }), aDelivery('d3', { cause: deliveryId('d2') })]);
    assert.deepEqual(await idsOf(subject, { cause: deliveryId('d1') }), ['d2']);
  },
  'lists one state': async (subject) => {
    const ends = {
      done: { type: 'done' },
      awaiting: { type: 'awaiting' },
      'set-aside': { type: 'set-aside', reason: 'gone' },
      later: { type: 'later', at: after(600), reason: 'port.throttled', attempt: 'free' },
    } as const;
    const states = ['done', 'awaiting', 'set-aside', 'later'] as const;
    await subject.inbox.accept(states.map((state) => aDelivery(state, { lane: state })));
    await workAll(subject, async ({ id }) => ({ end: ends[states.find((state) => state === id) ?? 'done'] }));
    await subject.inbox.accept([aDelivery('pending', { lane: 'pending' })]);
    for (const state of [...states, 'pending'] as const) assert.deepEqual(await idsOf(subject, { state }), [state]);
  },
  'lists one reason': async (subject) => {
    const unusable = { detail: '' };
    await subject.inbox.accept([
      aDelivery('d1', { unusable: { ...unusable, reason: 'payload-malformed' } }),
      aDelivery('d2', { unusable: { ...unusable, reason: 'entity-unknown' } }),
    ]);
    assert.deepEqual(await idsOf(subject, { reason: 'entity-unknown' }), ['d2']);
  },
  'counts what the same filter lists': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1'), aDelivery('d2'), aDelivery('d3', { connection: ELSEWHERE })]);
    assert.equal(await history.count(EVERYWHERE, { connection: ELSEWHERE }), 1);
    assert.equal(await history.count(EVERYWHERE, {}), 3);
  },
  'has nothing for an id that was never accepted': async ({ history }) => {
    assert.equal(await history.find(EVERYWHERE, deliveryId('404')), undefined);
  },
  'tells when a waiting delivery is due, and why it waits': async (subject) => {
    const end = { type: 'later', at: after(600), reason: 'port.throttled', attempt: 'spent' } as const;
    await acceptAndSettle(subject, aDelivery('d1'), { end });
    const { state, reason, dueAt, attempts, endedAt } = { endedAt: undefined, ...(await subject.history.find(EVERYWHERE, deliveryId('d1'))) };
    assert.deepEqual({ state, reason, dueAt, attempts, endedAt }, { state: 'later', reason: 'port.throttled', dueAt: after(600), attempts: 1, endedAt: undefined });
  },
  ...tallyClauses,
});
