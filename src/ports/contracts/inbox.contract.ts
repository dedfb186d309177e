import assert from 'node:assert/strict';
import { aDelivery, after, deliveryId, ELSEWHERE, EVERYWHERE, subjectOf } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { rejectsWith } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** An inbox that nothing was accepted into, with the history that shows what became of it. */
export type InboxSubject = Pick<InsideSubject, 'inbox' | 'history'>;

/** Runs the promises of `Inbox` (HUB-01). */
export const inboxContract: Contract<InboxSubject> = defineContract<InboxSubject>({
  'keeps a delivery whole': async ({ inbox, history }) => {
    const whole = aDelivery('d1', {
      source: 'ploomes', kind: 'Contacts.Update', body: '{"name":"João \u0000 🙂"}', headers: { 'x-key': 'a, b' }, receivedAt: after(3), cause: deliveryId('d0'),
    });
    await inbox.accept([whole]);
    const kept = await history.find(EVERYWHERE, whole.id);
    const { id, connection, source, kind, lane, body, headers, receivedAt, cause } = { ...kept };
    assert.deepEqual({ id, connection, source, kind, lane, body, headers, receivedAt, cause }, whole);
  },
  'keeps what a delivery is about, each subject once': async ({ inbox, history }) => {
    const subjects = ['session:7', 'card:3', 'session:7'].map(subjectOf);
    await inbox.accept([aDelivery('d1', { subjects })]);
    assert.deepEqual((await history.find(EVERYWHERE, deliveryId('d1')))?.subjects, ['card:3', 'session:7']);
  },
  'keeps what a delivery plays again, who asked for it, and whose settings decide': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1', { replayOf: deliveryId('d0'), askedBy: 'ana', settingsAt: after(-60) })]);
    const { replayOf, askedBy, settingsAt } = { ...(await history.find(EVERYWHERE, deliveryId('d1'))) };
    assert.deepEqual({ replayOf, askedBy, settingsAt }, { replayOf: 'd0', askedBy: 'ana', settingsAt: after(-60) });
  },
  'answers for each delivery, in the order given': async ({ inbox }) => {
    const accepted = await inbox.accept([aDelivery('d2'), aDelivery('d1'), aDelivery('d3')]);
    assert.deepEqual(accepted, ['d2', 'd1', 'd3'].map((id) => ({ id, repeated: false })));
  },
  'answers a repeat with the earlier id and stores nothing': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1', { repeatKey: 'event-7' })]);
    assert.deepEqual(await inbox.accept([aDelivery('d2', { repeatKey: 'event-7' })]), [{ id: 'd1', repeated: true }]);
    assert.equal(await history.find(EVERYWHERE, deliveryId('d2')), undefined);
  },
  'recognises a repeat within one call': async ({ inbox }) => {
    const accepted = await inbox.accept([aDelivery('d1', { repeatKey: 'event-7' }), aDelivery('d2', { repeatKey: 'event-7' })]);
    assert.deepEqual(accepted.map(({ id }) => id), ['d1', 'd1']);
  },
  'counts repeats on the earlier delivery': async ({ inbox, history }) => {
    for (const id of ['d1', 'd2', 'd3']) await inbox.accept([aDelivery(id, { repeatKey: 'event-7' })]);
    assert.equal((await history.find(EVERYWHERE, deliveryId('d1')))?.repeats, 2);
    await inbox.accept([aDelivery('d4', { repeatKey: 'event-8' }), aDelivery('d5', { repeatKey: 'event-8' })]);
    assert.equal((await history.find(EVERYWHERE, deliveryId('d4')))?.repeats, 1);
  },
  'tells repeats of two connections apart': async ({ inbox }) => {
    await inbox.accept([aDelivery('d1', { repeatKey: 'event-7' })]);
    const [other] = await inbox.accept([aDelivery('d2', { repeatKey: 'event-7', connection: ELSEWHERE })]);
    assert.equal(other?.repeated, false);
  },
  'never merges deliveries without a repeat key': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    assert.equal(await history.count(EVERYWHERE, {}), 2);
  },
  'refuses an id that is taken': async ({ inbox }) => {
    await inbox.accept([aDelivery('d1')]);
    await rejectsWith('port.conflict', inbox.accept([aDelivery('d1')]));
  },
  'keeps all deliveries of a call or none': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('taken')]);
    await inbox.accept([aDelivery('d1'), aDelivery('taken'), aDelivery('d2')]).catch(() => undefined);
    assert.equal(await history.find(EVERYWHERE, deliveryId('d1')), undefined);
  },
  'keeps other calls when one fails beside them': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('taken')]);
    const calls = [aDelivery('d1'), aDelivery('taken'), aDelivery('d2')].map((delivery) => inbox.accept([delivery]));
    const outcomes = await Promise.allSettled(calls);
    assert.equal(outcomes[0]?.status, 'fulfilled');
    assert.equal(outcomes[2]?.status, 'fulfilled');
    assert.ok(await history.find(EVERYWHERE, deliveryId('d1')));
    assert.ok(await history.find(EVERYWHERE, deliveryId('d2')));
  },
  'keeps an unusable delivery as set aside with its reason': async ({ inbox, history }) => {
    await inbox.accept([aDelivery('d1', { unusable: { reason: 'payload-malformed', detail: 'no JSON' } })]);
    const { state, reason } = { ...(await history.find(EVERYWHERE, deliveryId('d1'))) };
    assert.deepEqual({ state, reason }, { state: 'set-aside', reason: 'payload-malformed' });
  },
});
