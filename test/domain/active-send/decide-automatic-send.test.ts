import { describe, expect, test } from 'vitest';
import {
  addMs, composeSendNotice, decideAutomaticSend, instantOf, type AutomaticSendFacts, type NothingSent, type SendAutomation,
} from '../../../src/domain/index.ts';
import { aGroupId, aTemplate, place } from '../../builders/a-send.ts';

const NOW = instantOf(Date.UTC(2026, 4, 4, 15));

const automation: SendAutomation = {
  id: 'a-1', name: 'Proposta enviada', channel: 'whatsapp', groupId: aGroupId(), templateId: aTemplate().id,
  conditions: { hold: 'all', of: [{ at: { of: 'card', field: 'Valor' }, operator: 'greater', value: 100 }] },
  values: [{ part: 'body', place: 1, from: [{ of: 'contact', field: 'Apelido' }, { of: 'contact', field: 'Nome' }, { text: 'cliente' }] }],
};

const facts = (wishes: Partial<AutomaticSendFacts> = {}): AutomaticSendFacts => ({
  automation, phones: [{ value: '(31) 98765-4321', ddi: '55' }], fields: { contact: { Nome: 'Ana' }, card: { Valor: 150 } }, template: aTemplate(),
  seenForms: [], pairRateMs: 6_000, requestedAt: NOW, timeZone: 'America/Sao_Paulo', currency: 'BRL', ...wishes,
});

const becauseOf = (wishes: Partial<AutomaticSendFacts>): NothingSent | string => {
  const decided = decideAutomaticSend(facts(wishes));
  return decided.outcome === 'nothing' ? decided.because : decided.outcome;
};

describe('SND-02: a Ploomes automation sends', () => {
  test('what its template says with the fields of the contact and card, to the form that WhatsApp knows', () => {
    expect(decideAutomaticSend(facts({ seenForms: ['whatsapp_553187654321'] }))).toEqual({
      outcome: 'send', phone: '553187654321', e164: '+5531987654321', channel: 'whatsapp', groupId: '31', templateId: '91',
      text: 'Oi Ana, podemos continuar?', values: [{ part: 'body', place: 1, value: 'Ana' }],
    });
  });

  test('with the first of its sources that holds something', () => {
    expect(decideAutomaticSend(facts({ fields: { contact: { Apelido: ' Aninha ', Nome: 'Ana' }, card: { Valor: 150 } } }))).toMatchObject({ text: 'Oi Aninha, podemos continuar?' });
    expect(decideAutomaticSend(facts({ fields: { contact: { Nome: ' ' }, card: { Valor: 150 } } }))).toMatchObject({ text: 'Oi cliente, podemos continuar?' });
  });

  test.each([
    ['date', '2026-05-04T00:00:00-03:00', '04/05/2026'], ['date', '2026-05-04T17:30:00Z', '04/05/2026 14:30'], ['date', '2026-05-04', '04/05/2026'],
    ['currency', 1234.5, 'R$ 1.234,50'], ['text', 1234.5, '1234,5'], ['text', ['Vip', 'Novo '], 'Vip, Novo'], ['text', true, 'Sim'],
  ] as const)('a %s from %j as "%s"', (type, Valor, written) => {
    const template = aTemplate({ body: '{{1}}', parameters: [place('body', 1, type)] });
    const values = [{ part: 'body', place: 1, from: [{ of: 'card', field: 'Valor' }] }] as const;
    expect(decideAutomaticSend(facts({ template, automation: { ...automation, conditions: { hold: 'all', of: [] }, values }, fields: { contact: {}, card: { Valor } } }))).toMatchObject({ text: written });
  });

  test("later, while Meta's pair rate holds", () => {
    expect(decideAutomaticSend(facts({ lastSentAt: addMs(NOW, -1_000) }))).toEqual({ outcome: 'wait', until: addMs(NOW, 5_000) });
  });

  test('to the first mobile of several numbers, else to the first number', () => {
    const landline = { value: '+55 31 3333-4444' };
    expect(decideAutomaticSend(facts({ phones: [{ value: '12' }, landline, { value: '+55 31 98765-4321' }] }))).toMatchObject({ phone: '5531987654321' });
    expect(decideAutomaticSend(facts({ phones: [landline] }))).toMatchObject({ phone: '553133334444' });
  });
});

describe('SND-02: a Ploomes automation sends nothing', () => {
  test.each<readonly [string, Partial<AutomaticSendFacts>, NothingSent]>([
    ['where its conditions are not met', { fields: { contact: { Nome: 'Ana' }, card: { Valor: 100 } } }, { reason: 'conditions-unmet' }],
    ['where the contact is gone', { phones: undefined }, { reason: 'contact-missing' }],
    ['where the template is gone', { template: undefined }, { reason: 'template-missing' }],
    ['where the template is paused', { template: aTemplate({ approval: 'paused' }) }, { reason: 'template-not-approved', approval: 'paused' }],
    ['to a contact without a number', { phones: [{ value: ' ' }] }, { reason: 'phone-missing' }],
    ['to a number that cannot be', { phones: [{ value: '(20) 98765-4321', ddi: '55' }] }, { reason: 'phone-invalid', value: '(20) 98765-4321', problem: 'unknown-ddd' }],
    ['to who asked for no messages', { optedOutAt: NOW }, { reason: 'opted-out', since: NOW }],
    ['where a value is missing', { automation: { ...automation, values: [] } }, { reason: 'values-unfit', faults: [{ part: 'body', place: 1, problem: 'missing' }] }],
    ['where a value is unfit', { fields: { contact: { Nome: 'Ana\nSouza' }, card: { Valor: 150 } } }, { reason: 'values-unfit', faults: [{ part: 'body', place: 1, problem: 'not-one-line' }] }],
  ])('%s', (_, wishes, because) => {
    expect(becauseOf(wishes)).toEqual(because);
  });

  test('unmet conditions come before all that could be told of', () => {
    expect(becauseOf({ phones: [], template: undefined, fields: { contact: {} } })).toEqual({ reason: 'conditions-unmet' });
  });
});

describe('SND-02: the record that says why nothing was sent', () => {
  const notice = (because: NothingSent, language: 'pt-BR' | 'en' = 'pt-BR') =>
    composeSendNotice({ because, automationName: 'Proposta <b>', templateName: 'retomada', language, timeZone: 'America/Sao_Paulo' });

  test('names the values that are missing or unfit, and what to mend', () => {
    expect(notice({ reason: 'values-unfit', faults: [{ part: 'body', place: 1, problem: 'missing' }, { part: 'header', place: 1, problem: 'not-a-file-address' }] })).toBe(
      '<p><b>Envio ativo não realizado</b></p><p>A automação Proposta &#60;b&#62; não enviou o modelo retomada:</p>'
      + '<ul><li>texto, posição 1: falta o valor</li><li>cabeçalho, posição 1: o valor não é o endereço de um arquivo, como https://…</li></ul>'
      + '<p>Preencha os campos que a automação usa, ou informe nela um valor para quando estiverem vazios.</p>',
    );
  });

  test('names the number and its reason, foreign text escaped, in either language', () => {
    const because: NothingSent = { reason: 'phone-invalid', value: '<i>12</i>', problem: 'too-short' };
    expect(notice(because)).toContain('<li>o telefone &#60;i&#62;12&#60;/i&#62; não pode ser usado: faltam dígitos</li>');
    expect(notice(because, 'en')).toContain('<li>the phone number &#60;i&#62;12&#60;/i&#62; cannot be used: digits are missing</li>');
  });

  test('says since when somebody wants no messages, and that there is no number', () => {
    expect(notice({ reason: 'opted-out', since: NOW })).toContain('em 04/05/2026, 12:00');
    expect(notice({ reason: 'phone-missing' })).toContain('o contato não tem telefone');
  });

  test.each<NothingSent>([{ reason: 'conditions-unmet' }, { reason: 'contact-missing' }, { reason: 'template-missing' }, { reason: 'template-not-approved', approval: 'paused' }])(
    'is not written where nobody could mend it on the contact: %j', (because) => {
      expect(notice(because)).toBeUndefined();
    });
});
