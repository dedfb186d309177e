import { describe, expect, test } from 'vitest';
import { parseNeppoConfig } from '../../../../src/adapters/neppo/index.ts';
import { translateReading } from '../../../../src/adapters/neppo/translate/direct-message.ts';
import { matchSent } from '../../../../src/adapters/neppo/translate/sent-match.ts';
import { translateTemplate } from '../../../../src/adapters/neppo/translate/template.ts';
import { wireDirectMessage } from '../../../../src/adapters/neppo/wire/direct-message.ts';
import { wireParameter, wireTemplate } from '../../../../src/adapters/neppo/wire/template.ts';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import { aGroupId, aTemplate } from '../../../builders/a-send.ts';

const { sends: habits } = parseNeppoConfig({ tenantUrl: 'https://acme.example.com.br', credentials: { consumerKey: 'a', consumerSecret: 'b', username: 'c', password: 'd' } });

const row = (wishes: object = {}) => wireDirectMessage.parse({
  id: 88001, phoneNumber: '5511987654321', status: 'LIDA', description: null, sessionId: null, sentAt: '2026-05-04T14:00:05', createdAt: '2026-05-04T14:00:00',
  updatedAt: '2026-05-04T14:02:00', groupName: 'Vendas', message: 'Oi Ana, podemos continuar?', hsmTemplate: null, ...wishes,
});

const request = {
  channel: 'whatsapp', phone: '5511987654321', groupId: aGroupId('31'), groupName: 'Vendas', template: aTemplate(), values: [{ part: 'body', place: 1, value: 'Ana' }],
  text: 'Oi Ana, podemos continuar?',
} as const;

const match = (wishes: object, since = instantOf(Date.UTC(2026, 4, 4, 17))) => matchSent(row(wishes), request, { since, habits, timeZone: '-03:00' });

describe('SND-03: whether a row is the send whose answer was lost', () => {
  test.each([
    ['the same text', {}, 'yes'],
    ['the same text with other spaces', { message: ' Oi Ana,\npodemos  continuar? ' }, 'yes'],
    ['the other form of the number', { phoneNumber: '551187654321' }, 'yes'],
    ['another number', { phoneNumber: '5511987654322' }, 'no'],
    ['another group', { groupName: 'Suporte' }, 'no'],
    ['the group by its id, whatever its name is now', { groupConfId: 31, groupName: 'Comercial' }, 'yes'],
    ['another group by its id', { groupConfId: 32 }, 'no'],
    ['another text', { message: 'Oi Bia, podemos continuar?' }, 'no'],
    ['the template’s text with its places open, which any send of it has', { message: 'Oi {{1}}, podemos continuar?' }, 'perhaps'],
    ['no text', { message: null }, 'perhaps'],
    ['no time', { createdAt: null, sentAt: null }, 'perhaps'],
    ['an earlier time', { createdAt: '2026-05-04T13:59:59' }, 'no'],
    ['the same template and values, whatever the text', { message: null, additionalInfo: '{"parameters":{"BODY":[{"type":"text","text":"Ana"}]},"elementName":"retomada_contato"}' }, 'yes'],
    ['the same template with another value', { additionalInfo: '{"elementName":"retomada_contato","parameters":{"BODY":[{"type":"text","text":"Bia"}]}}' }, 'no'],
    ['another template', { additionalInfo: '{"elementName":"outro","parameters":{"BODY":[{"type":"text","text":"Ana"}]}}' }, 'no'],
  ] as const)('%s: %3$s', (_, wishes, expected) => {
    expect(match(wishes)).toBe(expected);
  });
});

describe('a row of the active sends', () => {
  test('tells state, moment, session and reason', () => {
    expect(translateReading(row({ sessionId: 5001 }), habits, '-03:00')).toEqual({ id: '88001', state: 'read', at: '2026-05-04T17:02:00.000Z', part: '5001' });
    expect(translateReading(row({ status: 'Erro', description: '131049 - not delivered' }), habits, '-03:00')).toMatchObject({ state: 'failed', failure: '131049 - not delivered' });
    expect(translateReading(row({ updatedAt: null }), habits, '-03:00')).toMatchObject({ at: '2026-05-04T17:00:05.000Z' });
    expect([translateReading(row({ status: 'ESTRANHO' }), habits, '-03:00'), translateReading(row({ status: null }), habits, '-03:00')]).toEqual(['status', 'status']);
  });
});

describe('a row of the templates', () => {
  const template = (wishes: object = {}, parameters: readonly object[] = []) =>
    translateTemplate(wireTemplate.parse({ id: 97, elementName: 'oi', template: 'Oi {{1}}', ...wishes }), parameters.map((each) => wireParameter.parse(each)), habits);

  test.each([
    [{ status: 'ACTIVE', active: true }, 'approved'], [{ status: 'approved' }, 'approved'], [{ status: 'ACTIVE', active: false }, 'disabled'], [{ status: 'PAUSED' }, 'paused'],
    [{ status: 'REJECTED' }, 'rejected'], [{ status: 'EM_ANALISE' }, 'pending'], [{ active: true }, 'approved'], [{ active: false }, 'pending'], [{}, 'pending'],
  ] as const)('%j is %s', (wishes, approval) => {
    expect(template(wishes).approval).toBe(approval);
  });

  test('goes by its element name, else its name; its language is Portuguese unless told', () => {
    expect(template({ elementName: null, name: 'ola', languageCode: 'en_US' })).toMatchObject({ name: 'ola', language: 'en_US' });
    expect(template()).toMatchObject({ name: 'oi', language: 'pt_BR' });
    expect(wireTemplate.safeParse({ id: 1, template: 'Oi' }).success).toBe(false);
    expect(template({ template: null }).body).toBe('');
  });

  test('numbers its places by part where the list does not, and takes what nobody knows as text', () => {
    const listed = [{ type: 'BODY', paramType: 'TEXT' }, { type: 'button', paramType: 'URL', position: 2 }, { type: 'BODY', paramType: 'EMOJI' }, { type: 'BODY', paramType: 'DATE', position: 0 }, { type: 'SIDE' }];
    expect(template({}, listed).parameters).toEqual([
      { part: 'body', place: 1, type: 'text' }, { part: 'button', place: 2, type: 'url' }, { part: 'body', place: 2, type: 'text' }, { part: 'body', place: 3, type: 'date' },
    ]);
  });
});
