import assert from 'node:assert/strict';
import type { ActiveSend, TemplateId } from '../../domain/active-send/active-send.ts';
import type { SendQuery } from '../send-book.ts';
import { aDelivery, after, AGENT, aSend, aSession, aWish, BEGINNING, chatSendId, COLLEAGUE, ELSEWHERE, HERE, protocolOf, sendId } from './builders.ts';
import { acceptAndSettle, DONE, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No sends yet. */
export type SendBookSubject = Pick<InsideSubject, 'sends' | 'stream' | 'inbox' | 'queue' | 'clock'>;

const PHONE = '+5511987654321';
const WHOLE = aSend('s1', {
  channel: 'voice', templateId: 't1' as TemplateId, templateName: 'boas_vindas', state: 'failed', failure: '131026', createdAt: after(1), stateAt: after(2), chatSendId: chatSendId('c1'),
  protocol: protocolOf('2026-1'), by: 'automation',
});

async function keep({ sends }: SendBookSubject, ...all: readonly ActiveSend[]): Promise<void> {
  for (const send of all) await sends.keep(HERE, send);
}

const listed = async ({ sends }: SendBookSubject, query: Partial<SendQuery>): Promise<readonly string[]> =>
  (await sends.list(HERE, { limit: 50, ...query })).map(({ id }) => id);

const unsettled = async ({ sends }: SendBookSubject, seconds: number, limit = 50): Promise<readonly string[]> =>
  (await sends.unsettled(HERE, { seenBefore: after(seconds), madeSince: BEGINNING, limit })).map(({ id }) => id);

const heard = async ({ stream }: SendBookSubject): Promise<readonly unknown[]> => (await stream.read(HERE, AGENT, { after: 0, limit: 50 })).events.map(({ data }) => data);

/** Runs the promises of `SendBook` (SND-03). */
export const sendBookContract: Contract<SendBookSubject> = defineContract<SendBookSubject>({
  'gives a send back as it was kept': async (subject) => {
    await keep(subject, WHOLE);
    assert.deepEqual(await subject.sends.find(HERE, sendId('s1')), WHOLE);
  },
  'changes the send that has its id': async (subject) => {
    await keep(subject, aSend('s1'), aSend('s1', { state: 'read' }));
    assert.deepEqual(await subject.sends.list(HERE, { limit: 50 }), [aSend('s1', { state: 'read' })]);
  },
  'keeps sends with the settlement of a delivery': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, sends: [aSend('settled')] });
    assert.deepEqual(await subject.sends.find(HERE, sendId('settled')), aSend('settled'));
  },
  'has nothing of a settlement that was not written': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, sessions: [aSession('2026-1', { version: 3 })], sends: [aSend('lost')] });
    assert.equal(await subject.sends.find(HERE, sendId('lost')), undefined);
  },
  'finds a send by its id in the chat': async (subject) => {
    await keep(subject, aSend('s1', { chatSendId: chatSendId('c1') }), aSend('s2', { chatSendId: chatSendId('c2') }));
    assert.equal((await subject.sends.findByChatId(HERE, chatSendId('c2')))?.id, 's2');
  },
  'tells sends of two connections apart': async ({ sends }) => {
    await sends.keep(HERE, aSend('s1', { text: 'here' }));
    await sends.keep(ELSEWHERE, aSend('s1', { text: 'there' }));
    assert.equal((await sends.find(HERE, sendId('s1')))?.text, 'here');
  },
  'lists sends, the newest first, no more than was asked': async (subject) => {
    await keep(subject, aSend('s2', { createdAt: after(2) }), aSend('s1', { createdAt: after(1) }), aSend('s3', { createdAt: after(3) }));
    assert.deepEqual(await listed(subject, { limit: 2 }), ['s3', 's2']);
  },
  'lists on behind a send, also within one moment': async (subject) => {
    await keep(subject, aSend('a', { createdAt: after(1) }), aSend('b', { createdAt: after(1) }), aSend('c', { createdAt: after(1) }), aSend('d'));
    assert.deepEqual(await listed(subject, { after: sendId('b') }), ['a', 'd']);
  },
  'lists the sends of one agent': async (subject) => {
    await keep(subject, aSend('s1'), aSend('s2', { agentId: COLLEAGUE }));
    assert.deepEqual(await listed(subject, { agent: COLLEAGUE }), ['s2']);
  },
  'lists the sends in some states': async (subject) => {
    await keep(subject, aSend('s1', { state: 'sent' }), aSend('s2', { state: 'read' }), aSend('s3', { state: 'failed' }));
    assert.deepEqual((await listed(subject, { states: ['read', 'failed'] })).toSorted(), ['s2', 's3']);
  },
  'finds sends by a part of the name, accents and case ignored': async (subject) => {
    await keep(subject, aSend('s1', { clientName: 'João da Conceição' }), aSend('s2', { clientName: 'Bia' }));
    assert.deepEqual([await listed(subject, { search: 'CONCEICAO' }), await listed(subject, { search: 'joão D' })], [['s1'], ['s1']]);
  },
  'finds sends by three digits in a row of the phone': async (subject) => {
    await keep(subject, aSend('s1', { phone: '+5531912345678' }), aSend('s2'));
    assert.deepEqual(await listed(subject, { search: '345' }), ['s1']);
  },
  'takes a search as it stands': async (subject) => {
    await keep(subject, aSend('s1', { clientName: '100% Ana_!' }), aSend('s2', { clientName: '100 Ana' }));
    assert.deepEqual([await listed(subject, { search: '0% ana_!' }), await listed(subject, { search: '%' })], [['s1'], ['s1']]);
  },
  'lists what may still change, the longest unseen first': async (subject) => {
    await keep(subject, aSend('s2', { state: 'sent' }));
    subject.clock.advance(1_000);
    await keep(subject, aSend('s1', { state: 'unknown' }));
    assert.deepEqual([await unsettled(subject, 60), await unsettled(subject, 60, 1)], [['s2', 's1'], ['s2']]);
  },
  'lists nothing as unsettled that has failed or was answered': async (subject) => {
    await keep(subject, aSend('s1', { state: 'failed' }), aSend('s2', { state: 'answered' }));
    assert.deepEqual(await unsettled(subject, 60), []);
  },
  'lists what was read as unsettled, since it may be answered': async (subject) => {
    await keep(subject, aSend('s1', { state: 'read' }));
    assert.deepEqual(await unsettled(subject, 60), ['s1']);
  },
  'lists nothing as unsettled that was made before': async ({ sends }) => {
    for (const seconds of [1, 2]) await sends.keep(HERE, aSend(`s${seconds}`, { createdAt: after(seconds) }));
    assert.deepEqual((await sends.unsettled(HERE, { seenBefore: after(60), madeSince: after(2), limit: 50 })).map(({ id }) => id), ['s2']);
  },
  'knows all connections that have anything unsettled': async ({ sends }) => {
    for (const connection of [HERE, ELSEWHERE]) for (const id of ['s1', 's2']) await sends.keep(connection, aSend(id, { state: id === 's1' ? 'read' : 'sent' }));
    assert.deepEqual((await sends.toLookAt({ seenBefore: after(60), madeSince: BEGINNING })).toSorted(), [ELSEWHERE, HERE]);
  },
  'knows of no connection whose sends have come to their end, were looked at or are too old': async ({ sends, clock }) => {
    await sends.keep(HERE, aSend('ended', { state: 'answered', createdAt: after(9) }));
    await sends.keep(HERE, aSend('old', { createdAt: after(1) }));
    clock.advance(60_000);
    await sends.keep(HERE, aSend('seen', { createdAt: after(9) }));
    assert.deepEqual(await sends.toLookAt({ seenBefore: after(60), madeSince: after(2) }), []);
  },
  'changes a send that is there, and tells of it': async (subject) => {
    await keep(subject, aSend('s1'));
    assert.equal(await subject.sends.change(HERE, aSend('s1', { state: 'delivered' }), [aWish('s1 is delivered')]), 'changed');
    assert.deepEqual([(await subject.sends.find(HERE, sendId('s1')))?.state, await heard(subject)], ['delivered', ['s1 is delivered']]);
  },
  'brings no send back that is gone': async (subject) => {
    await keep(subject, aSend('s2'));
    assert.equal(await subject.sends.change(HERE, aSend('s1', { state: 'sent' }), []), 'gone');
    assert.deepEqual(await listed(subject, {}), ['s2']);
  },
  'tells nobody of a send that is gone': async (subject) => {
    await subject.stream.append(HERE, [aWish('before')]);
    await subject.sends.change(HERE, aSend('s1', { state: 'read' }), [aWish('s1 is read')]);
    assert.deepEqual(await heard(subject), ['before']);
  },
  'takes whoever changes a send to have looked at it': async (subject) => {
    await keep(subject, aSend('s1'), aSend('s2'));
    subject.clock.advance(60_000);
    await subject.sends.change(HERE, aSend('s2'), []);
    assert.deepEqual(await unsettled(subject, 60), ['s1']);
  },
  'takes whoever keeps a send to have looked at it': async (subject) => {
    await keep(subject, aSend('s1'), aSend('s2'));
    subject.clock.advance(60_000);
    await keep(subject, aSend('s1'));
    assert.deepEqual(await unsettled(subject, 60), ['s2']);
  },
  'knows when a send last went to a number, in either of its forms': async (subject) => {
    await keep(subject, aSend('s1', { createdAt: after(1) }), aSend('s2', { createdAt: after(5), phone: '+551187654321' }), aSend('s3', { createdAt: after(9), phone: '+5521987654321' }));
    assert.equal(await subject.sends.lastTo(HERE, PHONE), after(5));
  },
  'knows of no send to a number where none went': async (subject) => {
    await keep(subject, aSend('s1', { phone: '+5521987654321' }));
    assert.equal(await subject.sends.lastTo(HERE, PHONE), undefined);
  },
  'remembers who wants no sends, and since when': async ({ sends }) => {
    await sends.optOut(HERE, PHONE, after(1));
    assert.deepEqual([await sends.hasOptedOut(HERE, '+551187654321'), await sends.hasOptedOut(HERE, '+5521987654321')], [after(1), undefined]);
  },
  'lets the first word stand when somebody says twice to want no sends': async ({ sends }) => {
    await sends.optOut(HERE, PHONE, after(1));
    await sends.optOut(HERE, PHONE, after(9));
    assert.equal(await sends.hasOptedOut(HERE, PHONE), after(1));
  },
  'forgets it of whoever wants sends again': async ({ sends }) => {
    await sends.optOut(HERE, PHONE, after(1));
    await sends.optIn(HERE, PHONE);
    assert.equal(await sends.hasOptedOut(HERE, PHONE), undefined);
  },
  'takes the word of somebody for one connection alone': async ({ sends }) => {
    await sends.optOut(ELSEWHERE, PHONE, after(1));
    assert.equal(await sends.hasOptedOut(HERE, PHONE), undefined);
  },
});
