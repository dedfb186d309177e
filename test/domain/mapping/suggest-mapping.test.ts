import { describe, expect, test } from 'vitest';
import { checkMapping, suggestMapping, type Json, type Mapping } from '../../../src/domain/mapping/index.ts';

const pathsOf = (samples: readonly Json[], preset?: Mapping): Record<string, unknown> =>
  Object.fromEntries(suggestMapping(samples, preset).suggestions.map(({ target, rule }) => [target, rule.from]));

describe('WHK-02: a mapping is suggested from samples', () => {
  test('of a form in Portuguese', () => {
    const form = { formulario: 'Contato', tipo: 'novo_lead', 'Nome completo': 'Ana Souza', 'Telefone/WhatsApp': '(11) 98765-4321', 'E-mail': 'ana@example.com', CPF: '529.982.247-25', empresa: 'ACME', mensagem: 'oi' };
    expect(pathsOf([form])).toEqual({ event: ['tipo'], name: ['Nome completo'], phone: ['Telefone/WhatsApp'], email: ['E-mail'], document: ['CPF'], company: ['empresa'] });
    expect(suggestMapping([form])).toMatchObject({ missing: [], mapping: { v: 1, ddi: { constant: '55' } } });
  });

  test('of a sale in English, the buyer before the seller and the product', () => {
    const sale = {
      event: 'order.paid', store: { name: 'Shop', phone: '1133224455', email: 'shop@example.com' }, seller: { name: 'Rui Lima', phone: '11955554444', email: 'rui@example.com' },
      customer: { name: 'Ana Souza', mobile_phone: '5511987654321', email: 'ana@example.com', taxId: '52998224725' }, items: [{ product: { name: 'Course' } }], order: { total: '69.90', shipping_price: '5.00' },
    };
    expect(pathsOf([sale])).toEqual({
      event: ['event'], name: ['customer.name'], phone: ['customer.mobile_phone'], email: ['customer.email'], document: ['customer.taxId'], product: ['items[0].product.name'], value: ['order.total'],
    });
  });

  test('of names and numbers in pieces', () => {
    expect(pathsOf([{ action: 'lead', contact: { first_name: 'Ana', last_name: 'Souza', phone: { ddi: '55', ddd: '11', number: '987654321' } } }])).toEqual({
      event: ['action'], name: [{ join: ['contact.first_name', 'contact.last_name'] }], phone: [{ join: ['contact.phone.ddi', 'contact.phone.ddd', 'contact.phone.number'] }],
    });
  });

  test('of answers that stand beside their questions', () => {
    expect(pathsOf([{ event: 'x.y', answers: [{ question: 'Qual o seu nome?', answer: 'Ana Souza' }, { question: 'Telefone', answer: '11987654321' }] }])).toEqual({
      event: ['event'], name: ['answers[question="Qual o seu nome?"].answer'], phone: ['answers[question="Telefone"].answer'],
    });
  });

  test('with further paths for samples in which the best has nothing', () => {
    expect(pathsOf([{ event: 'a', buyer: { name: 'Ana Souza' } }, { event: 'b', subscriber: { name: 'Bia Lima' } }])).toMatchObject({ name: ['buyer.name', 'subscriber.name'] });
  });

  test('of a list of events', () => {
    const { mapping } = suggestMapping([[{ event: 'a', name: 'Ana Souza', phone: '11987654321' }]]);
    expect(mapping).toMatchObject({ each: '$', fields: { name: { from: ['name'] } } });
  });

  test('in cents where the name says so', () => {
    expect(suggestMapping([{ total_price_in_cents: 1990, amount_cents: 5 }]).mapping.fields['value']).toMatchObject({ transform: ['cents'] });
  });
});

test('WHK-02: what nothing looks like is told to be missing, and why each guess was made', () => {
  const { missing, suggestions, mapping } = suggestMapping([{ email: 'ana@example.com', secret: '12345' }]);
  expect(missing).toEqual(['event', 'name', 'phone']);
  expect(suggestions).toMatchObject([{ target: 'email', score: 0.95, why: ['name-of-the-field', 'look-of-the-value', 'where-it-stands'] }]);
  expect(checkMapping(mapping).map(({ target, reason }) => [target, reason])).toEqual([['event', 'compulsory'], ['name', 'compulsory'], ['phone', 'compulsory']]);
  expect(suggestMapping([])).toMatchObject({ suggestions: [], missing: ['event', 'name', 'phone'] });
});

test('WHK-02: what a preset finds goes before any guess; what it does not find is guessed', () => {
  const preset: Mapping = { v: 1, ddi: { constant: '351' }, fields: { event: { from: ['$headers.x-topic'] }, name: { from: ['buyer.nickname'] }, phone: { from: ['nowhere'] } } };
  const { suggestions, mapping } = suggestMapping([{ event: 'x', buyer: { name: 'Ana Souza', nickname: 'Aninha', phone: '11987654321' } }], preset);
  expect(mapping).toMatchObject({ ddi: { constant: '351' }, fields: { event: { from: ['$headers.x-topic'] }, name: { from: ['buyer.nickname'] }, phone: { from: ['buyer.phone'] } } });
  expect(suggestions[0]).toMatchObject({ target: 'event', score: 1, why: ['known-of-the-platform'] });
});
