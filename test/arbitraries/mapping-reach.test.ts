import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMapping, compileMapping, mapIncoming, parsePath } from '../../src/domain/mapping/index.ts';
import { incoming, json, mapping, pathText } from './mapping.ts';

// Fixed, since these ask what the generators can make and not what is true.
const many = <Value>(arbitrary: fc.Arbitrary<Value>): readonly Value[] => fc.sample(arbitrary, { numRuns: 1500, seed: 4 });

describe('the generators of deliveries and mappings', () => {
  test('reach every kind of JSON, and members that are called as the language calls its own', () => {
    const values = many(json());
    for (const corner of [null, true, '', 'Ana Souza']) expect(values).toContainEqual(corner);
    expect(values.some((value) => Array.isArray(value) && value.length > 1)).toBe(true);
    for (const name of ['__proto__', 'constructor', 'name']) expect(values.some((value) => typeof value === 'object' && value !== null && Object.hasOwn(value, name)), name).toBe(true);
  });

  test('reach paths that can be read, from every root, and paths that cannot', () => {
    const parsed = many(pathText()).map(parsePath);
    expect(new Set(parsed.flatMap((path) => (path.ok ? [path.value.root] : [])))).toEqual(new Set(['item', 'headers', 'query', 'callback', 'root', 'index']));
    expect(new Set(parsed.flatMap((path) => (path.ok ? path.value.segments.map(({ kind }) => kind) : [])))).toEqual(new Set(['key', 'index', 'all', 'pick']));
    expect(new Set(parsed.flatMap((path) => (path.ok ? [] : [path.reason.reason]))).size).toBeGreaterThan(5);
  });

  test('reach mappings that can serve but for what is compulsory, mappings that cannot, and deliveries of which something is made', () => {
    const mappings = many(mapping());
    const sound = mappings.filter((each) => checkMapping(each).every(({ reason }) => reason === 'compulsory'));
    expect(sound.length).toBeGreaterThan(20);
    expect(mappings.length - sound.length).toBeGreaterThan(20);
    const deliveries = many(incoming());
    const events = mappings.flatMap((each, place) => mapIncoming(compileMapping(each), deliveries[place] ?? { body: null, headers: {}, query: {} }).events);
    for (const target of ['name', 'phone', 'email', 'document'] as const) expect(events.some(({ lead }) => lead[target] !== undefined), target).toBe(true);
    expect(events.some(({ problems }) => problems.length > 0)).toBe(true);
  });
});
