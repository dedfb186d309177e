import { expect, test } from 'vitest';
import { createInMemoryChat } from '../../../src/adapters/in-memory/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import { isPortFailure } from '../../../src/ports/index.ts';

const NOON = instantOf(Date.UTC(2026, 4, 4, 15));

function aChatWithATemplate() {
  const chat = createInMemoryChat({ now: () => NOON });
  const group = chat.addGroup('Vendas');
  const template = chat.addTemplate({ name: 'oi', body: 'Oi {{1}}', parameters: [{ part: 'body', place: 1, type: 'text' }] });
  const request = { channel: 'whatsapp', phone: '5511987654321', groupId: group.id, groupName: group.name, template, values: [{ part: 'body', place: 1, value: 'Ana' }], text: 'Oi Ana' } as const;
  return { chat, group, template, request };
}

test('Meta approves a template that is added, until it thinks again', async () => {
  const { chat, group, template } = aChatWithATemplate();
  const approval = async () => (await chat.sends.templates(group.id)).map((each) => each.approval);
  expect(await approval()).toEqual(['approved']);
  chat.judgeTemplate(template.id, 'paused');
  expect(await approval()).toEqual(['paused']);
});

test('SND-03: a send whose answer was lost happened, and can be asked for', async () => {
  const { chat, request } = aChatWithATemplate();
  chat.loseAnswerOf('sends.send');
  const failure: unknown = await chat.sends.send(request).catch((reason: unknown) => reason);
  expect(isPortFailure(failure) && failure.mayHaveHappened).toBe('yes');
  expect((await chat.sends.findSent(request, { since: NOON, known: [] })).found).toBe(chat.allSends()[0]?.reading.id);
});

test('the client of a send answers with a session in the group of the send', async () => {
  const { chat, group, request } = aChatWithATemplate();
  const id = await chat.sends.send(request);
  expect(chat.answerSend(id)).toMatchObject({ group, client: { phone: '5511987654321' } });
  expect(() => chat.moveSend('9999' as typeof id, 'sent')).toThrow(/no send 9999/);
});
