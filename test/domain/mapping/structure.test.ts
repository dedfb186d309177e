import { expect, test } from 'vitest';
import { diffMappings, mergeStructure, type Json, type SeenStructure } from '../../../src/domain/mapping/index.ts';
import { aMapping, anIncoming, parsedJson } from './an-incoming.ts';

const typesOf = (structure: SeenStructure | undefined): Record<string, unknown> => Object.fromEntries((structure?.paths ?? []).map(({ path, types }) => [path, types]));
const merged = (...bodies: readonly Json[]): SeenStructure | undefined => bodies.reduce<SeenStructure | undefined>((seen, body) => mergeStructure(seen, anIncoming(body)), undefined);

test('WHK-04: the structure of what came has paths and types, and no values', () => {
  const seen = merged({ name: 'Ana', items: [{ sku: 'secret' }, { sku: 7 }], 'Page URL': null }, { name: 5, items: [], more: { yes: true } });
  expect(seen?.of).toBe(2);
  expect(typesOf(seen)).toEqual({
    $: { object: 2 }, name: { number: 1, text: 1 }, items: { list: 2 }, 'items[]': { object: 1 }, 'items[].sku': { number: 1, text: 1 }, 'Page URL': { null: 1 }, more: { object: 1 }, 'more.yes': { boolean: 1 },
  });
  expect(JSON.stringify(seen)).not.toMatch(/Ana|secret/);
});

test('WHK-04: headers, query and what was asked for are seen too', () => {
  expect(typesOf(mergeStructure(undefined, anIncoming([1], { headers: { 'x-topic': 'a' }, query: { 'a.b': '1' }, callback: [{ phone: '1' }] })))).toEqual({
    $: { list: 1 }, '$[]': { number: 1 }, '$headers.x-topic': { text: 1 }, '$query["a.b"]': { text: 1 }, '$callback[]': { object: 1 }, '$callback[].phone': { text: 1 },
  });
});

test('WHK-04: of too many paths the shallow ones remain, in whichever order they came', () => {
  const wide = (prefix: string): Json => Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [`${prefix}${String(at).padStart(4, '0')}`, { deep: at }]));
  const [one, other] = [merged(wide('a'), wide('b')), merged(wide('b'), wide('a'))];
  expect(one).toEqual(other);
  expect(one?.paths).toHaveLength(2000);
  expect(one?.paths.every(({ path }) => !path.includes('.'))).toBe(true);
});

test('WHK-04: payloads of any depth and width are seen within bounds, names of the language never', () => {
  expect(merged(parsedJson(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`))?.paths.length).toBe(33);
  expect(merged(Array.from({ length: 100_000 }, (_, at) => [at]))?.paths.map(({ path }) => path)).toEqual(['$', '$[]', '$[][]']);
  expect(typesOf(merged(parsedJson('{"__proto__":{"a":1},"constructor":1,"":1,"b":2}')))).toEqual({ $: { object: 1 }, b: { number: 1 } });
});

test('WHK-04: what became of a mapping is told field by field', () => {
  const before = aMapping({ name: { from: ['a', 'b'] }, phone: { from: ['p'], as: 'phone' }, email: { from: ['e'] } });
  const after = aMapping({ name: { from: ['b', 'a'] }, phone: { as: 'phone', from: ['p'] }, document: { from: ['d'] } }, { each: 'items', ddi: { constant: '351' } });
  expect(diffMappings(before, after)).toEqual([
    { target: 'each', change: 'added', after: 'items' },
    { target: 'ddi', change: 'changed', before: { constant: '55' }, after: { constant: '351' } },
    { target: 'document', change: 'added', after: { from: ['d'] } },
    { target: 'email', change: 'removed', before: { from: ['e'] } },
    { target: 'name', change: 'changed', before: { from: ['a', 'b'] }, after: { from: ['b', 'a'] } },
  ]);
  expect(diffMappings(before, before)).toEqual([]);
});
