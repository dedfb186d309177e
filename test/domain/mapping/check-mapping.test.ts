import { expect, test } from 'vitest';
import { checkMapping, type FieldRule, type Mapping } from '../../../src/domain/mapping/index.ts';
import { parsedMapping } from './an-incoming.ts';

const whole: Mapping = { v: 1, ddi: { constant: '55' }, fields: { event: { from: ['event'] }, name: { from: ['name'] }, phone: { from: ['phone'] } } };
const rule = (more: Record<string, unknown>): FieldRule => ({ from: ['a'], ...more });
const withField = (target: string, more: FieldRule): Mapping => ({ ...whole, fields: { ...whole.fields, [target]: more } });
const found = (mapping: Mapping, known: Parameters<typeof checkMapping>[1] = {}): readonly string[] => checkMapping(mapping, known).map(({ target, reason }) => `${target}: ${reason}`);

test('WHK-02: event, name, phone and DDI are compulsory', () => {
  expect(found(whole)).toEqual([]);
  expect(found(parsedMapping('{"v":1,"fields":{}}'))).toEqual(['event: compulsory', 'name: compulsory', 'phone: compulsory', 'ddi: compulsory']);
});

test.each([['55', []], ['+55', []], ['0055', []], [55, []], ['BR', []], ['fifty-five', ['ddi: not-a-ddi']], ['ZZ', ['ddi: not-a-ddi']], ['55119', ['ddi: not-a-ddi']], ['', ['ddi: not-a-ddi']]])('PHN-02: %j as a DDI', (constant, problems) => {
  expect(found({ ...whole, ddi: { constant } })).toEqual(problems);
});

test('WHK-03: a path that cannot be read is told with its place and the mend, in both languages', () => {
  expect(checkMapping(withField('email', { from: [{ join: ['a', 'b[0'] }] }))).toEqual([
    { target: 'email', reason: 'bracket-open', path: 'b[0', at: 1, mend: { pt: 'Feche o colchete.', en: 'Close the bracket.' } },
  ]);
  expect(found({ ...whole, each: 'a..b', ddi: 'x[' })).toEqual(['each: empty-segment', 'ddi: bracket-open']);
});

test.each<[string, FieldRule, string]>([
  ['nobody.x', rule({}), 'unknown-target'], ['Name', rule({}), 'unknown-target'], ['custom.constructor', rule({}), 'unknown-target'],
  ['email', { from: [] }, 'no-source'], ['phone', rule({ as: 'text' }), 'type-is-fixed'], ['custom.a', rule({ as: 'colour' }), 'unknown-type'],
  ['custom.a', rule({ transform: ['shout'] }), 'not-a-transform'], ['custom.a', rule({ transform: [null] }), 'not-a-transform'], ['custom.a', rule({ transform: [{ split: '', take: 1 }] }), 'not-a-transform'],
  ['custom.a', rule({ transform: Array(11).fill('trim') }), 'too-many-transforms'], ['custom.a', rule({ zone: 'Mars/Olympus' }), 'unknown-zone'], ['custom.a', rule({ format: 'whenever' }), 'not-a-date-format'],
  ['custom.a', rule({ options: [{ id: 1 }] }), 'not-options'], ['custom.a', rule({ from: 'a' }), 'not-a-rule'], ['custom.a', rule({ from: [7] }), 'not-a-source'], ['custom.a', rule({ from: [{ join: [] }] }), 'not-a-source'],
  ['custom.a', rule({ from: [{ when: { path: 'a', like: [] }, from: 'b' }] }), 'not-a-source'], ['custom.a', rule({ from: Array(101).fill('a') }), 'too-many-sources'],
  ['custom.a', rule({ from: [{ join: Array(21).fill('a') }] }), 'too-many-sources'], ['custom.a', rule({ from: [{ when: { path: 'a', like: Array(301).fill('a') }, from: 'b' }] }), 'too-many-sources'],
  ['custom.a', rule({ from: [parsedMapping(`${'{"join":['.repeat(10)}"a"${']}'.repeat(10)}`)] }), 'too-deep'],
])('WHK-03: %s with %j: %s', (target, more, reason) => {
  expect(found(withField(target, more))).toEqual([`${target}: ${reason}`]);
});

test('ACL-04: fields that are not there, and types that are others, are told', () => {
  const fields = { custom: ['curso'], person: [{ key: 'Age', type: 'number' as const }], card: [] };
  expect(found(withField('person.Age', rule({ as: 'number' })), { fields })).toEqual([]);
  expect(found(withField('person.Age', rule({})), { fields })).toEqual(['person.Age: other-type']);
  expect(found(withField('person.Height', rule({})), { fields })).toEqual(['person.Height: unknown-field']);
  expect(found(withField('card.Budget', rule({})), { fields })).toEqual(['card.Budget: unknown-field']);
  expect(found(withField('custom.other', rule({})), { fields })).toEqual(['custom.other: unknown-field']);
  expect(found(withField('company.Size', rule({})), { fields })).toEqual([]);
});

test('WHK-03: too many rules, and what is no mapping at all', () => {
  const many = Object.fromEntries(Array.from({ length: 301 }, (_, at) => [`custom.f${at}`, { from: ['a'] }]));
  expect(found({ ...whole, fields: { ...whole.fields, ...many } })).toEqual(['fields: too-many-rules']);
  for (const text of ['null', '{}', '{"v":2,"fields":{}}', '[]', '"x"']) {
    expect(found(parsedMapping(text)), text).toEqual(['fields: unknown-version']);
  }
});
