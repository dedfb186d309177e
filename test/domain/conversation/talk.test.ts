import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs, evolveTalk, instantOf, readTalk, type ChatMessage, type MessageAuthor, type MessageId, type PartId, type Talk } from '../../../src/domain/index.ts';

const noon = instantOf(Date.UTC(2026, 4, 4, 12));
const parseMessage = (id: number, by: MessageAuthor, minute: number): ChatMessage =>
  ({ id: String(id) as MessageId, part: '1' as PartId, at: addMs(noon, minute * 60_000), by, kind: 'text', text: `mensagem ${id}`, ...(by === 'agent' ? { state: 'sent' } : {}) });
const told = (messages: readonly ChatMessage[], talk?: Talk): Talk | undefined => messages.reduce<Talk | undefined>(evolveTalk, talk);

test('PAN-01: what the client wrote since the last answer waits, and is unread until somebody reads it', () => {
  const talk = told([parseMessage(1, 'client', 0), parseMessage(2, 'agent', 1), parseMessage(3, 'client', 2), parseMessage(4, 'client', 3)]);
  expect(talk).toMatchObject({ unread: [addMs(noon, 120_000), addMs(noon, 180_000)], unanswered: addMs(noon, 120_000), lastInboundAt: addMs(noon, 180_000), last: { id: '4', by: 'client' } });
  const read = readTalk(talk as Talk, addMs(noon, 200_000));
  expect(read).toMatchObject({ unread: [], unanswered: addMs(noon, 120_000) });
  expect(evolveTalk(read, parseMessage(5, 'agent', 4))).not.toHaveProperty('unanswered');
});

test('SES-11: what a bot or the system says answers nobody', () => {
  const talk = told([parseMessage(1, 'client', 0), parseMessage(2, 'bot', 1), parseMessage(3, 'system', 2)]);
  expect(talk).toMatchObject({ unanswered: noon, last: { by: 'system' } });
});

test('PAN-11: a message that failed is no answer', () => {
  expect(told([parseMessage(1, 'client', 0), { ...parseMessage(2, 'agent', 1), state: 'failed' }])).toMatchObject({ unanswered: noon });
});

test('PAN-01: the same messages in any order leave the conversation the same', () => {
  const author = fc.constantFrom<MessageAuthor>('client', 'agent', 'bot', 'system');
  const conversation = fc.array(fc.tuple(author, fc.integer({ min: 0, max: 30 })), { maxLength: 12 }).map((lines) => lines.map(([by, minute], id) => parseMessage(id, by, minute)));
  fc.assert(fc.property(conversation.chain((messages) => fc.tuple(fc.constant(messages), fc.shuffledSubarray(messages, { minLength: messages.length }))), ([messages, shuffled]) => {
    expect(told(shuffled)).toEqual(told(messages));
  }));
});
