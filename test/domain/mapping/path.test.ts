import { describe, expect, test } from 'vitest';
import { parsePath, type Incoming, type Json } from '../../../src/domain/mapping/index.ts';
import { parsedJson, valueBy } from './an-incoming.ts';

const body: Json = {
  data: { buyer: { name: 'Ana' }, phones: [{ label: 'work', primary: false, value: '1' }, { label: 'Celular ', primary: true, value: '2' }] },
  items: [{ sku: 'a', tags: ['x', 'y'] }, { sku: 7 }, { sku: null }],
  answers: [{ type: 'text', text: 'oi', field: { ref: 'nome completo' } }, { type: 'phone_number', phone_number: '+55' }],
  fields: { one: { type: 'text', value: 'first' }, two: { type: 'tel', value: 'second' } },
  questions: [{ question: 'Qual o seu Telefone?', answer: '99' }],
  'Page URL': 'https://example.com', 'a.b': 'dotted', 'say "hi"': 'quoted', '1.3': 'gravity', 'your-name': 'form', coração: 'accent',
  $headers: 'no header', 0: 'zero', 'x[0]': 'bracketed', gaps: { 0: { n: 1 }, 2: { n: 3 } }, single: { n: 5 },
};
const rest: Partial<Incoming> = { headers: { 'x-topic': 'orders/create' }, query: { utm: 'ig' }, callback: [{ name: 'Bia' }] };

test.each([
  ['data.buyer.name', 'Ana'],
  ['$.data.buyer.name', 'Ana'],
  [' data.buyer.name ', 'Ana'],
  ['items[0].sku', 'a'],
  ['items.0.sku', 'a'],
  ['items.[0].sku', 'a'],
  ['items[1].sku', '7'],
  ['items[].sku', 'a, 7'],
  ['items[].tags', 'x, y'],
  ['items[].tags[]', 'x, y'],
  ['items[].tags[1]', 'y'],
  ['items[9].sku', undefined],
  ['items[-1].sku', undefined],
  ['["Page URL"]', 'https://example.com'],
  ["['Page URL']", 'https://example.com'],
  ['Page URL', 'https://example.com'],
  ['["a.b"]', 'dotted'],
  ['["say \\"hi\\""]', 'quoted'],
  ['["1.3"]', 'gravity'],
  ['your-name', 'form'],
  ['coração', 'accent'],
  ['["$headers"]', 'no header'],
  ['["x[0]"]', 'bracketed'],
  ['[0]', 'zero'],
  ['answers[type=phone_number].phone_number', '+55'],
  ['answers[field.ref="nome completo"].text', 'oi'],
  ['data.phones[primary=true].value', '2'],
  ['data.phones[label=Celular].value', '2'],
  ['data.phones[label=celular].value', undefined],
  ['fields[type=tel].value', 'second'],
  ['questions[question~telefone].answer', '99'],
  ['questions[question~nome].answer', undefined],
  ['gaps[].n', '1, 3'],
  ['single[].n', '5'],
  ['data.buyer.name.first', undefined],
  ['$headers.X-Topic', 'orders/create'],
  ['$headers["x-topic"]', 'orders/create'],
  ['$query.utm', 'ig'],
  ['$callback[0].name', 'Bia'],
  ['$callback[$index].name', 'Bia'],
  ['$root.data.buyer.name', 'Ana'],
  ['$index', '0'],
])('WHK-03: %s reads %s', (path, value) => {
  expect(valueBy({ from: [path] }, body, rest)).toBe(value);
});

test('WHK-03: names of headers mean the same in any case, even where a host passes others than lower', () => {
  expect(valueBy({ from: ['$headers.x-shopify-topic'] }, null, { headers: { 'X-Shopify-Topic': 'orders/paid' } })).toBe('orders/paid');
});

describe('WHK-03: a path that cannot be read tells why, and where', () => {
  test.each([
    ['', 'empty', 0], ['   ', 'empty', 0], ['a..b', 'empty-segment', 2], ['.a', 'empty-segment', 0], ['a.', 'empty-segment', 2], ['a[0', 'bracket-open', 1],
    ['a["b', 'quote-open', 2], ['a["b"', 'bracket-open', 1], ['a["b"x]', 'unexpected-character', 5], ['a]b', 'unexpected-character', 1], ['a[0]b', 'unexpected-character', 4],
    ['a[=x]', 'empty-segment', 2], ['a[k=x', 'bracket-open', 3], ['a[k="x"y]', 'unexpected-character', 7], ['__proto__.a', 'forbidden-name', 0], ['a.constructor', 'forbidden-name', 1],
    ['a["prototype"]', 'forbidden-name', 1], ['a[__proto__.b=1]', 'forbidden-name', 1], ['$index.a', 'rest-after-index', 6], ['x'.repeat(501), 'too-long', 500],
    [Array.from({ length: 33 }, () => 'a').join('.'), 'too-many-segments', 63],
  ])('%s', (path, reason, at) => {
    expect(parsePath(path)).toEqual({ ok: false, reason: { reason, at } });
  });
});

test('WHK-03: what an object inherits is no value, and members with names of the language are never read', () => {
  const hostile = parsedJson('{"__proto__":{"name":"Eva"},"constructor":{"name":"Eva"},"list":[{"__proto__":{"k":"v"},"n":1}]}');
  for (const path of ['toString', 'constructor.name', '__proto__.name', 'name', 'list.length', 'list[__proto__.k=v].n', 'hasOwnProperty']) {
    expect(valueBy({ from: [path] }, hostile), path).toBeUndefined();
  }
});
