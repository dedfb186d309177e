import assert from 'node:assert/strict';
import type { ChatMessage } from '../../domain/conversation/message.ts';
import type { KeptMessage } from '../conversation-book.ts';
import { aDelivery, after, AGENT, aMessage, aSession, BEGINNING, ELSEWHERE, HERE, messageId, partId, protocolOf } from './builders.ts';
import { acceptAndSettle, DONE, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No messages yet, and the queue whose settlements write them. */
export type ConversationBookSubject = Pick<InsideSubject, 'conversations' | 'inbox' | 'queue'>;

const SESSION = protocolOf('2026-1');
const ALL = { limit: 50 };

const keep = async (subject: ConversationBookSubject, id: string, messages: readonly KeptMessage[], connection = HERE): Promise<void> =>
  await acceptAndSettle(subject, aDelivery(id, { connection }), { ...DONE, messages });

const ids = (messages: readonly ChatMessage[]): readonly string[] => messages.map(({ id }) => id);

const WHOLE = aMessage('w', {
  part: partId('71'), at: after(3), by: 'agent', authorName: 'Bia', agentId: AGENT, kind: 'image', text: 'Veja', replyTo: messageId('a'), state: 'failed', failure: '131047',
  clientKey: 'k1', media: { ref: '/files/1', name: 'foto.jpg', contentType: 'image/jpeg' },
});

/** Runs the promises of `ConversationBook` (PAN-11, SES-11). */
export const conversationBookContract: Contract<ConversationBookSubject> = defineContract<ConversationBookSubject>({
  'gives a message back as it was kept, with its session': async (subject) => {
    await keep(subject, 'd1', [WHOLE]);
    assert.deepEqual(await subject.conversations.find(HERE, messageId('w')), WHOLE);
  },
  'shows messages of a page as they were kept': async (subject) => {
    await keep(subject, 'd1', [WHOLE]);
    assert.deepEqual(await subject.conversations.page(HERE, SESSION, ALL), [WHOLE.message]);
  },
  'gives the newest messages of a session, oldest first': async (subject) => {
    await keep(subject, 'd1', [aMessage('c', { at: after(3) }), aMessage('a', { at: after(1) }), aMessage('b', { at: after(2) })]);
    assert.deepEqual(ids(await subject.conversations.page(HERE, SESSION, { limit: 2 })), ['b', 'c']);
  },
  'puts messages of one moment in the order of their ids': async (subject) => {
    await keep(subject, 'd1', [aMessage('b'), aMessage('c'), aMessage('a')]);
    assert.deepEqual(ids(await subject.conversations.page(HERE, SESSION, ALL)), ['a', 'b', 'c']);
  },
  'gives the messages before a place': async (subject) => {
    await keep(subject, 'd1', [aMessage('a'), aMessage('b', { at: after(1) }), aMessage('c', { at: after(1) }), aMessage('d', { at: after(2) })]);
    const before = { at: after(1), id: messageId('c') };
    assert.deepEqual(ids(await subject.conversations.page(HERE, SESSION, { before, limit: 50 })), ['a', 'b']);
  },
  'replaces a message that is kept under its id': async (subject) => {
    await keep(subject, 'd1', [aMessage('a', { state: 'sent' })]);
    await keep(subject, 'd2', [aMessage('a', { state: 'read', text: 'Boa tarde' })]);
    assert.deepEqual(await subject.conversations.page(HERE, SESSION, ALL), [aMessage('a', { state: 'read', text: 'Boa tarde' }).message]);
  },
  'tells sessions apart': async (subject) => {
    await keep(subject, 'd1', [aMessage('a'), aMessage('b', { protocol: '2026-2' })]);
    assert.deepEqual(ids(await subject.conversations.page(HERE, protocolOf('2026-2'), ALL)), ['b']);
  },
  'tells messages of two connections apart': async (subject) => {
    await keep(subject, 'd1', [aMessage('a')]);
    await keep(subject, 'd2', [aMessage('a', { text: 'there' })], ELSEWHERE);
    assert.deepEqual(await subject.conversations.find(HERE, messageId('a')), aMessage('a'));
  },
  'finds no message that was not kept': async ({ conversations }) => {
    assert.equal(await conversations.find(HERE, messageId('404')), undefined);
  },
  'knows the newest message of a part': async (subject) => {
    await keep(subject, 'd1', [aMessage('a', { at: after(5) }), aMessage('b', { at: after(2), protocol: '2026-2' }), aMessage('c', { part: partId('71'), at: after(9) })]);
    assert.deepEqual(await subject.conversations.newestOf(HERE, partId('70')), { at: after(5), id: 'a' });
  },
  'knows no newest message of a part that has none': async (subject) => {
    await keep(subject, 'd1', [aMessage('a')]);
    assert.equal(await subject.conversations.newestOf(HERE, partId('404')), undefined);
  },
  'finds what was sent from here by its key, within the session': async (subject) => {
    await keep(subject, 'd1', [aMessage('a', { clientKey: 'k1' }), aMessage('b', { clientKey: 'k1', protocol: '2026-2', at: after(5) })]);
    assert.deepEqual(await subject.conversations.findByClientKey(HERE, SESSION, 'k1'), aMessage('a', { clientKey: 'k1' }).message);
  },
  'has nothing of a settlement that was not written': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, sessions: [aSession('2026-1', { version: 3 })], messages: [aMessage('lost', { at: BEGINNING })] });
    assert.equal(await subject.conversations.find(HERE, messageId('lost')), undefined);
  },
});
