import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveSession, type ChatSession } from '../../../src/domain/attendance/chat-session.ts';
import type { Sighting } from '../../../src/domain/attendance/sighting.ts';
import { composeTimeline, type TimelineEntry, type TimelineFacts } from '../../../src/domain/conversation/compose-timeline.ts';
import { sightings } from '../../arbitraries/attendance.ts';
import { conversation } from '../../arbitraries/conversation.ts';
import { aMessage, anAgentId } from '../../builders/a-message.ts';
import { aSighting, at } from '../../builders/a-session.ts';

const bruna = { id: anAgentId(11), name: 'Bruna' };
const caio = { id: anAgentId(12), name: 'Caio' };

const sessionOf = (...seen: readonly [Sighting, ...Sighting[]]): ChatSession => {
  const [first, ...rest] = seen;
  return rest.reduce((session, sighting) => evolveSession(session, sighting), evolveSession(undefined, first));
};
const open = sessionOf(aSighting(0, 'Vendas', { agent: bruna }));
const told = (entry: TimelineEntry): string => {
  switch (entry.type) {
    case 'message': return entry.message.text ?? `(${entry.message.line ?? entry.message.kind})`;
    case 'comment': return `# ${entry.comment.text}`;
    case 'transfer': return `-> ${entry.group?.name ?? ''}${entry.agent === undefined ? '' : ` ${entry.agent.name}`}`;
    case 'ended': return '(end)';
  }
};
const linesOf = (facts: Partial<TimelineFacts>) => composeTimeline({ messages: [], comments: [], session: open, ...facts }).map(told);

describe('PAN-06, PAN-11: a conversation as it is read', () => {
  test('messages and comments stand in order of time, each once', () => {
    const comment = { author: 'Bruna', at: at(2), text: 'pediu desconto' };
    const messages = [aMessage(2, { minute: 3, text: 'b' }), aMessage(1, { minute: 1, text: 'a' }), aMessage(1, { minute: 1, text: 'a' })];
    expect(linesOf({ messages, comments: [comment, comment] })).toEqual(['a', '# pediu desconto', 'b']);
  });

  test('SES-05: a comment without a time stands behind the one before it, and two that say the same are two', () => {
    const comments = [{ at: at(2), text: 'um' }, { text: 'dois' }, { text: 'dois' }];
    expect(linesOf({ comments, messages: [aMessage(1, { minute: 1, text: 'a' }), aMessage(2, { minute: 3, text: 'b' })] })).toEqual(['a', '# um', '# dois', '# dois', 'b']);
    expect(linesOf({ comments: [{ text: 'antes' }], messages: [aMessage(1, { minute: 1, text: 'a' })] })).toEqual(['# antes', 'a']);
  });

  test('a transfer is a line; to another group and agent at once it is one', () => {
    const session = sessionOf(aSighting(0, 'Vendas', { agent: bruna }), aSighting(5, 'Suporte', { agent: caio }));
    expect(linesOf({ session, messages: [aMessage(1, { minute: 1, text: 'a' }), aMessage(2, { minute: 9, text: 'b' })] })).toEqual(['a', '-> Suporte Caio', 'b']);
  });

  test('the first group and agent are no transfer, and neither is being seen there again', () => {
    expect(linesOf({ session: sessionOf(aSighting(0, 'Vendas', { agent: bruna }), aSighting(5, 'Vendas', { agent: bruna })) })).toEqual([]);
  });

  test('where the chat tells of the transfer itself, its line is the one that is read', () => {
    const session = sessionOf(aSighting(0, 'Vendas', { agent: bruna }), aSighting(5, 'Suporte', { agent: caio }), aSighting(20, 'Vendas', { agent: bruna }));
    const line = aMessage('s', { moment: at(5.5), by: 'system', line: 'transferred', text: 'Transferido para Suporte' });
    expect(linesOf({ session, messages: [line] })).toEqual(['Transferido para Suporte', '-> Vendas Bruna']);
  });

  test('a line of the chat stands for one transfer: another one soon after is read too', () => {
    const session = sessionOf(aSighting(0, 'Vendas', { agent: bruna }), aSighting(5, 'Suporte', { agent: caio }), aSighting(5.5, 'Vendas', { agent: bruna }));
    const line = aMessage('s', { minute: 5, by: 'system', line: 'transferred', text: 'Transferido para Suporte' });
    expect(linesOf({ session, messages: [line] })).toEqual(['Transferido para Suporte', '-> Vendas Bruna']);
  });

  test('PAN-12: an end by inactivity is a line of its own, and is not told twice', () => {
    const session = sessionOf(aSighting(0, 'Vendas', { agent: bruna }), aSighting(30, 'Vendas', { state: 'closed', ended: 30, agent: bruna }));
    expect(linesOf({ session })).toEqual(['(end)']);
    expect(linesOf({ session, messages: [aMessage('s', { minute: 30, by: 'system', line: 'ended-by-inactivity', text: 'Encerrado por inatividade' })] })).toEqual(['Encerrado por inatividade']);
  });

  test('SES-11: what a bot says is told as the bot’s', () => {
    const [entry] = composeTimeline({ messages: [aMessage(1, { by: 'bot' })], comments: [], session: open });
    expect(entry).toMatchObject({ type: 'message', message: { by: 'bot' } });
  });

  test('a page holds what lies between two moments, comments and transfers too', () => {
    const session = sessionOf(aSighting(0, 'Vendas', { agent: bruna }), aSighting(5, 'Suporte', { agent: caio }));
    const facts = { session, comments: [{ at: at(2), text: 'um' }], messages: [1, 4, 8].map((minute) => aMessage(minute, { minute, text: String(minute) })) };
    expect(linesOf({ ...facts, from: at(4) })).toEqual(['4', '-> Suporte Caio', '8']);
    expect(linesOf({ ...facts, before: at(4) })).toEqual(['1', '# um']);
  });
});

test('PAN-11: every message and every comment is in the timeline once, whatever order they come in, and time never goes back', () => {
  fc.assert(fc.property(conversation(), fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 4 }), sightings({ maxLength: 5 }), (messages, minutes, seen) => {
    const comments = minutes.map((minute) => ({ author: 'Bruna', at: at(minute), text: `c${minute}` }));
    const entries = composeTimeline({ messages: [...messages, ...messages.toReversed()], comments: [...comments, ...comments], session: sessionOf(...seen) });
    expect(entries.filter(({ type }) => type === 'message')).toHaveLength(messages.length);
    expect(entries.filter(({ type }) => type === 'comment')).toHaveLength(comments.length);
    expect(entries.map((entry) => entry.at)).toEqual(entries.map((entry) => entry.at).toSorted());
  }));
});
