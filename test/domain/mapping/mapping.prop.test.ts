import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkMapping, compileMapping, diffMappings, mapIncoming, mergeStructure, parsePath, readJson, suggestMapping, type Incoming, type Json, type SeenStructure } from '../../../src/domain/mapping/index.ts';
import { withKey } from '../../../src/domain/mapping/write-path.ts';
import { codeUnit, incoming, json, mapping, pathText } from '../../arbitraries/mapping.ts';
import { brazilianMobile, nationalSpellingsOf, phoneDigits, spellingsOf } from '../../arbitraries/phone.ts';
import { aMapping, anIncoming, mappedBy, parsedJson, parsedMapping } from './an-incoming.ts';

test('WHK-03: mapping is total: any delivery by any mapping gives events, and changes neither', () => {
  fc.assert(fc.property(mapping(), incoming(), (written, delivery) => {
    const before = JSON.stringify([written, delivery]);
    const compiled = compileMapping(written);
    const { events } = mapIncoming(compiled, delivery);
    for (const { lead, event, missing } of events) {
      expect(missing.includes('phone')).toBe(lead.phone === undefined);
      expect(missing.includes('event')).toBe(event.identification === undefined);
      expect(lead.phone ?? '+1').toMatch(/^\+\d+$/);
      expect(event.happenedAt ?? '2026-01-01T00:00:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    expect(JSON.stringify([written, delivery])).toBe(before);
    expect(mapIncoming(compiled, delivery)).toEqual({ events, leftOut: 0 });
  }));
});

test('WHK-03: what is no mapping at all is checked, compiled and applied without a word', () => {
  fc.assert(fc.property(fc.oneof(json(), fc.record({ v: fc.constant(1), each: json(), ddi: json(), fields: fc.dictionary(fc.constantFrom('name', 'custom.a', 'phone'), fc.oneof(json(), fc.record({ from: fc.oneof(json(), fc.array(json())), transform: json(), as: json(), format: json(), zone: json(), options: json() }, { requiredKeys: [] }))) }, { requiredKeys: ['v'] })), incoming(), (value, delivery) => {
    const written = parsedMapping(JSON.stringify(value));
    expect(Array.isArray(checkMapping(written))).toBe(true);
    expect(Array.isArray(mapIncoming(compileMapping(written), delivery).events)).toBe(true);
  }));
});

test('WHK-03: a field that no path names changes nothing', () => {
  const compiled = compileMapping(aMapping({
    event: { from: ['event', 'type'] }, name: { from: [{ join: ['data.first', 'data.last'] }] }, phone: { from: ['data.phones[primary=true].value', 'items[].phone'] }, value: { from: ['total'] },
  }));
  const known = new Set(['event', 'type', 'data', 'items', 'total']);
  fc.assert(fc.property(fc.record({ event: json(), type: json(), data: json(), items: json(), total: json() }, { requiredKeys: [] }), fc.string(), json(), (body, name, value) => {
    fc.pre(!known.has(name));
    const longer: Json = Object.fromEntries([...Object.entries(body), [name, value]]);
    expect(mapIncoming(compiled, anIncoming(longer))).toEqual(mapIncoming(compiled, anIncoming(body)));
  }));
});

test('WHK-03: members called as the language calls its own have no effect, wherever they stand', () => {
  fc.assert(fc.property(mapping(), json(), json(), fc.constantFrom('__proto__', 'constructor', 'prototype'), (written, body, hostile, name) => {
    fc.pre(typeof body === 'object' && body !== null && !Array.isArray(body) && !Object.hasOwn(body, name) && Object.keys(body).length > 0);
    const compiled = compileMapping(written);
    const poisoned = parsedJson(`{"${name}":${JSON.stringify(hostile)},${JSON.stringify(body).slice(1)}`);
    expect(mapIncoming(compiled, anIncoming(poisoned))).toEqual(mapIncoming(compiled, anIncoming(body)));
    expect(Object.hasOwn(Object.prototype, 'name')).toBe(false);
    expect(mergeStructure(undefined, anIncoming(poisoned))).toEqual(mergeStructure(undefined, anIncoming(body)));
  }));
});

test('WHK-03: a path is read or told about, at a character that is there', () => {
  fc.assert(fc.property(fc.oneof(pathText(), fc.string({ unit: fc.constantFrom('.', '[', ']', '"', "'", '=', '~', '$', 'a', '0', ' ', '\\') })), (text) => {
    const parsed = parsePath(text);
    if (!parsed.ok) expect(parsed.reason.at).toBeLessThanOrEqual(text.length);
  }));
});

test('WHK-04: the path under which a member was seen leads to it', () => {
  fc.assert(fc.property(fc.string({ unit: codeUnit(), minLength: 1, maxLength: 20 }), fc.string({ minLength: 1, maxLength: 20 }), (outer, inner) => {
    const above = withKey('', outer);
    const path = above === undefined ? undefined : withKey(above, inner);
    fc.pre(path !== undefined);
    expect(mappedBy(aMapping({ 'custom.x': { from: [path ?? ''] } }), anIncoming({ [outer]: { [inner]: 'found' } })).lead.fields).toEqual({ x: 'found' });
  }));
});

test('WHK-03: JSON is read as the language reads it, but for integers that a number cannot hold', () => {
  fc.assert(fc.property(json(), fc.integer({ min: 0, max: 2 }), (value, indent) => {
    const text = JSON.stringify(value, undefined, indent);
    expect(readJson(text)).toEqual({ ok: true, value: withLongIntegers(parsedJson(text)) });
  }));
  fc.assert(fc.property(fc.array(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })), fc.string(), (integers, text) => {
    expect(readJson(`{"list":[${integers.join(', ')}],"text":${JSON.stringify(text)}}`)).toEqual({
      ok: true, value: { list: integers.map((integer) => (Number.isSafeInteger(Number(integer)) ? Number(integer) : String(integer))), text },
    });
  }));
});

test('WHK-03: any text is read or refused', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: codeUnit() }), fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '1', '-', '.', 'e') })), (text) => {
    const [read, expected] = [readJson(text), parses(text.replace(/^\uFEFF/, ''))];
    expect(read.ok).toBe(expected);
  }));
});

/** As the reader gives them; written without an exponent, the digits are those that stand in the text. */
function withLongIntegers(value: Json): Json {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) && !String(value).includes('e') ? String(value) : value;
  if (Array.isArray(value)) return value.map((entry: Json) => withLongIntegers(entry));
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withLongIntegers(member)])) : value;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('PHN-02: however a number is written, its DDI serves before that of the mapping, and what has none takes that', () => {
  const compiled = aMapping({ phone: { from: ['phone'] } });
  const read = (phone: string): unknown => mappedBy(compiled, anIncoming({ phone })).lead.phone;
  fc.assert(fc.property(phoneDigits().chain((digits) => spellingsOf(digits).map((text) => ({ digits, text: text.includes('+') || digits.startsWith('55') ? text : `+${digits}` }))), ({ digits, text }) => {
    expect(read(text)).toBe(`+${digits.startsWith('55') && digits.length === 12 && /^55\d\d[6-9]/.test(digits) ? `${digits.slice(0, 4)}9${digits.slice(4)}` : digits}`);
  }));
  fc.assert(fc.property(brazilianMobile().chain((digits) => nationalSpellingsOf(digits).map((text) => ({ digits, text }))), ({ digits, text }) => {
    expect(read(text)).toBe(`+${digits}`);
  }));
});

test('WHK-02: a suggestion can serve as it is, or says what it lacks', () => {
  fc.assert(fc.property(fc.array(json(), { maxLength: 3 }), fc.option(mapping(), { nil: undefined }), (samples, written) => {
    const preset = written !== undefined && checkMapping(written).every(({ reason }) => reason === 'compulsory') ? written : undefined;
    const { mapping: suggested, missing, suggestions } = suggestMapping(samples, preset);
    expect(checkMapping(suggested).map(({ target, reason }) => [target, reason])).toEqual(missing.map((target) => [target, 'compulsory']));
    for (const { score } of suggestions) expect(score >= 0 && score <= 1).toBe(true);
  }));
});

test('WHK-04: structures merge to the same whatever the order of deliveries', () => {
  const merge = (deliveries: readonly Incoming[]): SeenStructure | undefined => deliveries.reduce<SeenStructure | undefined>((seen, delivery) => mergeStructure(seen, delivery), undefined);
  fc.assert(fc.property(fc.array(incoming(), { maxLength: 5 }).chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
    expect(merge(shuffled)).toEqual(merge(list));
  }));
});

test('WHK-04: a mapping differs from itself in nothing, and what was added one way was removed the other', () => {
  const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
  fc.assert(fc.property(mapping(), mapping(), (one, other) => {
    expect(diffMappings(one, one)).toEqual([]);
    expect(diffMappings(one, other).map(({ target, change }) => [target, turned[change]])).toEqual(diffMappings(other, one).map(({ target, change }) => [target, change]));
  }));
});
