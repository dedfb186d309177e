import { describe, expect, test } from 'vitest';
import { compileMapping, type Json } from '../../../src/domain/mapping/index.ts';
import { aMapping, anIncoming, mappedBy, readBy, valueBy } from './an-incoming.ts';

const phoneOf = (phone: Json, ddi: Json = '55'): unknown => {
  const { lead, problems } = mappedBy(aMapping({ phone: { from: ['phone'] } }, { ddi: 'ddi' }), anIncoming({ phone, ddi }));
  return lead.phone ?? problems[0]?.because ?? problems[0]?.problem;
};

describe('WHK-02, PHN-02: the DDI serves only numbers that have none', () => {
  test.each<[Json, unknown]>([
    ['5511912345678', '+5511912345678'], ['+5511912345678', '+5511912345678'], ['+55 11912345678', '+5511912345678'], ['55 11912345678', '+5511912345678'],
    ['11912345678', '+5511912345678'], [11912345678, '+5511912345678'], ['(11) 91234-5678', '+5511912345678'], ['whatsapp:+5511912345678', '+5511912345678'],
    ['55991490000', '+5555991490000'], ['5533221234', '+555533221234'], ['+48732424682', '+48732424682'], ['351912345678', '+351912345678'], ['14155550123', '+14155550123'],
    ['34912345678', '+5534912345678'], ['+34912345678', '+34912345678'], ['1132211234', '+551132211234'],
    ['994368425', 'too-short'], ['555-555-SHIP', 'not-a-number'], ['', undefined], [true, 'not-a-phone'], [{}, undefined], [['x', '11912345678'], '+5511912345678'],
    ['1'.repeat(5000), 'not-a-number'],
  ])('%j', (given, expected) => {
    expect(phoneOf(given)).toBe(expected);
  });

  test.each<[Json, Json, unknown]>([
    ['912345678', '351', '+351912345678'], ['912345678', '+351', '+351912345678'], ['912345678', 351, '+351912345678'], ['912345678', 'PT', '+351912345678'],
    ['11912345678', '', 'no-ddi'], ['11912345678', 'somewhere', 'no-ddi'], ['11912345678', 'XX', 'no-ddi'],
  ])('%j with %j', (given, ddi, expected) => {
    expect(phoneOf(given, ddi)).toBe(expected);
  });
});

test.each<[Json, number | undefined]>([
  [69.9, 69.9], ['69,90', 69.9], ['69.90', 69.9], ['1.234,56', 1234.56], ['1,234.56', 1234.56], ['R$ 50', 50], ['R$ 1.234,00', 1234], ['US$ 10.50', 10.5], ['50 BRL', 50], ['€9,99', 9.99],
  ['1.234', 1234], ['1,234', 1234], ['0.500', 0.5], ['1.234.567', 1_234_567], ['12,5%', 12.5], ['-3,50', -3.5], ['(12,00)', -12], ['R$ -5', -5], ['1e3', 1000], ['.5', 0.5], [' 7 ', 7], ['0', 0],
  ['1 234,50', 1234.5], ['abc', undefined], ['1,2,3', undefined], ['1.2.3,4', undefined], ['12-3', undefined], ['--5', undefined], [true, undefined], ['R$', undefined], ['9'.repeat(80), undefined],
])('ACL-04: as a number %j is %s', (given, expected) => {
  const { lead, problems } = readBy({ from: ['n'], as: 'number' }, { n: given });
  expect(lead.fields['read']).toBe(expected);
  expect(problems).toHaveLength(expected === undefined ? 1 : 0);
});

describe('ACL-04: dates', () => {
  test.each<[Json, string | undefined]>([
    [1777899780, '2026-05-04T13:03:00.000Z'], [1777899780000, '2026-05-04T13:03:00.000Z'], ['1777899780', '2026-05-04T13:03:00.000Z'], [1777899780.5, '2026-05-04T13:03:00.500Z'],
    ['2026-05-04T10:03:00-03:00', '2026-05-04T13:03:00.000Z'], ['2026-05-04T13:03:00.123456Z', '2026-05-04T13:03:00.123Z'], ['2026-05-04T10:03:00-0300', '2026-05-04T13:03:00.000Z'],
    ['2026-05-04 10:03:00', '2026-05-04T13:03:00.000Z'], ['2026-05-04 10:03', '2026-05-04T13:03:00.000Z'], ['04/05/2026', '2026-05-04T03:00:00.000Z'], ['04/05/2026 10:03', '2026-05-04T13:03:00.000Z'],
    ['04/05/2026 às 10:03:07', '2026-05-04T13:03:07.000Z'], ['4/5/2026 10h03', '2026-05-04T13:03:00.000Z'], ['04-05-2026', '2026-05-04T03:00:00.000Z'], ['20260504', '2026-05-04T03:00:00.000Z'],
    ['Mon, 04 May 2026 13:03:00 +0000', '2026-05-04T13:03:00.000Z'], ['2018-12-01 12:00:00', '2018-12-01T14:00:00.000Z'],
    ['31/02/2026', undefined], ['05/24/2026', undefined], ['2026-13-01', undefined], ['2026-05-04 25:00', undefined], ['yesterday', undefined], ['', undefined], [true, undefined], ['0000-00-00 00:00:00', undefined], [8e17, undefined], [1e300, undefined],
  ])('%j is the instant %s', (given, expected) => {
    expect(valueBy({ from: ['d'], as: 'date-time' }, { d: given })).toBe(expected);
  });

  test.each<[Json, string | undefined]>([
    ['2026-05-04', '2026-05-04'], ['1990-05-04T00:00:00.000Z', '1990-05-04'], ['2026-05-04T01:00:00Z', '2026-05-03'], ['04/05/2026 23:59', '2026-05-04'], [1777899780, '2026-05-04'], ['30/02/2026', undefined],
  ])('%j is the day %s', (given, expected) => {
    expect(valueBy({ from: ['d'], as: 'date' }, { d: given })).toBe(expected);
  });

  test.each<[string, Json, string | undefined]>([
    ['MM/dd/yyyy', '05/24/2026', '2026-05-24'], ['dd/MM/yy', '04/05/26', '2026-05-04'], ['yyyy.MM.dd HH:mm', '2026.05.04 10:03', '2026-05-04'], ['epoch-s', '1777899780', '2026-05-04'],
    ['epoch-ms', 1777899780000, '2026-05-04'], ['iso', '04/05/2026', undefined], ['dd/MM/yyyy', '2026-05-04', undefined], ['epoch-s', 'x', undefined],
  ])('by the format %s, %j is %s', (format, given, expected) => {
    expect(valueBy({ from: ['d'], as: 'date', format }, { d: given })).toBe(expected);
  });

  test('WHK-03: a format that tells a part twice is none: what fits no text at all would be tried in more ways than there is time for', () => {
    const format = `yyMMdd${'MdHms'.repeat(6)}`;
    const begun = performance.now();
    expect(valueBy({ from: ['d'], as: 'date', format }, { d: `${'1'.repeat(51)}x` })).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(100);
    expect(compileMapping({ v: 1, ddi: { constant: '55' }, fields: { 'custom.d': { from: ['d'], as: 'date', format: 'dd/MM/yyyy dd' } } }).problems).toMatchObject([{ reason: 'not-a-date-format' }]);
  });

  test('without a zone belong to the zone of the rule', () => {
    expect(valueBy({ from: ['d'], as: 'date-time', zone: 'Europe/Lisbon' }, { d: '2026-07-01 12:00' })).toBe('2026-07-01T11:00:00.000Z');
  });
});

test.each<[Json, boolean | undefined]>([
  [true, true], [false, false], [1, true], [0, false], ['Sim', true], ['NÃO', false], ['nao', false], ['true', true], ['on', true], ['2', undefined], ['talvez', undefined],
])('ACL-04: as a boolean %j is %s', (given, expected) => {
  expect(valueBy({ from: ['b'], as: 'boolean' }, { b: given })).toBe(expected);
});

test.each<[Json, string | undefined]>([
  ['529.982.247-25', '52998224725'], [52998224725, '52998224725'], ['11.222.333/0001-81', '11222333000181'], [11222333000181, '11222333000181'], ['12.ABC.345/01DE-35', '12ABC34501DE35'],
  ['529.982.247-26', undefined], ['11111111111', undefined], ['x', undefined],
])('ACL-04: as a document %j is %s', (given, expected) => {
  expect(mappedBy(aMapping({ document: { from: ['d'] } }), anIncoming({ d: given })).lead.document).toBe(expected);
});

test('ACL-04: a CPF that has lost its zeros as a number finds them again, and no CPF is the number of a company', () => {
  expect(mappedBy(aMapping({ document: { from: ['d'] } }), anIncoming({ d: 1234567890 })).lead.document).toBe('01234567890');
  expect(mappedBy(aMapping({ companyDocument: { from: ['d'] } }), anIncoming({ d: '52998224725' }))).toMatchObject({ lead: {}, problems: [{ problem: 'not-a-document' }] });
});

test('ACL-04: an e-mail is one address, in lower case', () => {
  const emailOf = (email: Json): unknown => mappedBy(aMapping({ email: { from: ['e'] } }), anIncoming({ e: email })).lead.email;
  expect([emailOf(' Ana@Example.com '), emailOf('mailto:ana@example.com'), emailOf(['x', 'b@c.de']), emailOf('a@b')]).toEqual(['ana@example.com', 'ana@example.com', 'b@c.de', undefined]);
});

describe('ACL-04: options', () => {
  const options = [{ id: '1', name: 'Açaí' }, { id: '2', name: 'Pão de queijo' }, { id: '3', name: 'Café, com leite' }];

  test.each<[Json, string | undefined]>([['acai ', '1'], ['2', '2'], [2, '2'], ['PÃO DE QUEIJO', '2'], ['tea', undefined]])('%j is the option %s', (given, expected) => {
    expect(valueBy({ from: ['o'], as: 'option', options }, { o: given })).toBe(expected);
  });

  test.each<[Json, readonly string[] | undefined]>([
    [['Açaí', 2, 'acai'], ['1', '2']], ['açaí||pão de queijo', ['1', '2']], ['1, 2', ['1', '2']], ['Café, com leite', ['3']], ['açaí', ['1']], ['tea', undefined],
  ])('%j are the options %j', (given, expected) => {
    expect(valueBy({ from: ['o'], as: 'options', options }, { o: given })).toEqual(expected);
  });

  test('that are unknown are told, those that are known kept', () => {
    expect(readBy({ from: ['o'], as: 'options', options }, { o: 'açaí; tea' })).toMatchObject({ lead: { fields: { read: ['1'] } }, problems: [{ problem: 'not-an-option' }] });
  });

  test('without a list anything is one', () => {
    expect(valueBy({ from: ['o'], as: 'options' }, { o: 'a, b' })).toEqual(['a', 'b']);
    expect(valueBy({ from: ['o'], as: 'option' }, { o: 5 })).toBe('5');
  });
});

test('WHK-03: texts are trimmed, have no characters that steer, and are no longer than ten thousand', () => {
  expect(valueBy({ from: ['t'] }, { t: '  a\u0000b\u001B[31m\r\nc\u007F ' })).toBe('ab[31m\nc');
  expect(valueBy({ from: ['t'] }, { t: 'x\uD800y' })).toBe('x\uFFFDy');
  expect(readBy({ from: ['t'] }, { t: 'x'.repeat(10_001) }).problems).toEqual([{ target: 'custom.read', path: 't', problem: 'too-long' }]);
  expect(valueBy({ from: ['t'] }, { t: true })).toBe('true');
  expect(readBy({ from: ['t'] }, { t: [{ a: 1 }] }).problems).toEqual([{ target: 'custom.read', path: 't', problem: 'not-text' }]);
});

test.each<[Parameters<typeof valueBy>[0]['transform'], Json, unknown]>([
  [['trim'], ' a ', 'a'], [['digits'], 'a1-2', '12'], [['lower-case'], 'ÁB', 'áb'], [['upper-case'], 'áb', 'ÁB'], [['first'], ['', 'a', 'b'], 'a'], [['first'], 'a', 'a'],
  [['cents'], 1990, '19.9'], [['cents'], '1990', '19.9'], [[{ cut: 'whatsapp:' }], 'whatsapp:+55', '+55'], [[{ cut: '!' }], '!oi!', 'oi'],
  [[{ map: { paid: 'Pago', 3: true } }], 'paid', 'Pago'], [[{ map: { 3: true } }], 3, 'true'], [[{ map: { paid: 'Pago' } }], 'open', 'open'], [[{ map: { paid: 'Pago' }, otherwise: 'drop' }], 'open', undefined],
  [[{ map: {}, otherwise: 'drop' }], 'toString', undefined], [[{ split: ' ', take: -1 }], 'Ana  de Souza', 'Souza'], [[{ split: ' ', take: 0 }], 'Ana Souza', 'Ana'], [[{ split: ',', take: 1 }], 'a,,c', undefined],
  [[{ split: ',', take: 9 }], 'a', undefined], [['upper-case'], ['a', 'b'], 'A, B'], [['first', 'upper-case'], ['a', 'b'], 'A'], [['digits'], 'abc', undefined],
])('WHK-03: %j makes of %j %j', (transform, given, expected) => {
  expect(valueBy({ from: ['t'], transform: transform ?? [] }, { t: given })).toBe(expected);
});

test('WHK-03: a transform that cannot be applied is told', () => {
  expect(readBy({ from: ['t'], transform: ['cents'] }, { t: 'x' }).problems).toEqual([{ target: 'custom.read', path: 't', problem: 'not-a-number' }]);
  expect(readBy({ from: ['t'], transform: ['digits'] }, { t: { a: 1 } }).problems).toEqual([{ target: 'custom.read', path: 't', problem: 'not-text' }]);
});

test('ACL-04: an option that may be anything is a clean text, as any other', () => {
  expect(valueBy({ from: ['o'], as: 'option' }, { o: ' a\u0000b\ud800 ' })).toBe('ab\uFFFD');
  expect(valueBy({ from: ['o'], as: 'options' }, { o: ['a\u0007', '\u0000', 'c'] })).toEqual(['a', 'c']);
  expect(valueBy({ from: ['o'], as: 'option' }, { o: '\u0000' })).toBeUndefined();
});
