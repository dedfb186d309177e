import { describe, expect, test } from 'vitest';
import { compileMapping, compileSource, mapIncoming, wholeOf, type FieldRule, type Json, type MappedEvent } from '../../../src/domain/mapping/index.ts';
import { aMapping, anIncoming, mappedBy, parsedJson, readBy, valueBy } from './an-incoming.ts';

const sale = {
  event: ' PURCHASE_APPROVED ', at: 1777899780000,
  buyer: { first: 'Ana', last: 'Souza', email: 'ANA@Example.com', doc: '529.982.247-25', phone: '(11) 98765-4321' },
  product: { name: 'Curso', id: 7 }, total: 'R$ 1.234,56', org: { name: 'ACME', cnpj: '11.222.333/0001-81' },
};

test('WHK-02: event, name, phone and whatever else is mapped become a lead', () => {
  const mapping = aMapping({
    event: { from: ['event'] }, happenedAt: { from: ['at'] }, name: { from: [{ join: ['buyer.first', 'buyer.last'] }] }, phone: { from: ['buyer.phone'] },
    email: { from: ['buyer.email'] }, document: { from: ['buyer.doc'] }, company: { from: ['org.name'] }, companyDocument: { from: ['org.cnpj'] }, cardTitle: { from: ['product.name'] },
    product: { from: ['product.name'] }, productId: { from: ['product.id'] }, value: { from: ['total'] },
    'custom.origem': { from: [{ constant: 'site' }] }, 'person.Age': { from: ['age'], as: 'number' }, 'company.Size': { from: [{ constant: 12 }], as: 'number' }, 'card.Budget': { from: ['total'], as: 'number' },
  });
  expect(mappedBy(mapping, anIncoming(sale))).toEqual({
    index: 0,
    event: { identification: 'PURCHASE_APPROVED', happenedAt: '2026-05-04T13:03:00.000Z' },
    lead: {
      name: 'Ana Souza', phone: '+5511987654321', email: 'ana@example.com', document: '52998224725', company: 'ACME', companyDocument: '11222333000181', cardTitle: 'Curso',
      fields: { product: 'Curso', productId: '7', value: 1234.56, origem: 'site' }, person: {}, companyFields: { Size: 12 }, card: { Budget: 1234.56 },
    },
    problems: [],
    missing: [],
  });
});

test('WHK-02: what is compulsory and has no value is told, whether it was mapped or not', () => {
  const mapping = aMapping({ event: { from: ['event'] }, phone: { from: ['phone'] } });
  expect(mappedBy(mapping, anIncoming({ event: '', phone: 'abc' })).missing).toEqual(['event', 'name', 'phone']);
});

test('WHK-03: of several paths the first with a value wins; empty texts, lists and objects are none', () => {
  const body = { a: '', b: '  ', c: [], d: {}, e: null, f: [null, ''], g: 'here', h: 'later' };
  expect(valueBy({ from: ['x', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] }, body)).toBe('here');
  expect(valueBy({ from: ['zero', 'other'], as: 'number' }, { zero: 0, other: 1 })).toBe(0);
  expect(valueBy({ from: ['no', 'other'], as: 'boolean' }, { no: false, other: true })).toBe(false);
});

test('WHK-03: a join puts together what is there, and is nothing where only its constants are', () => {
  expect(valueBy({ from: [{ join: ['ddd', 'number'], with: '' }] }, { ddd: 11, number: '987654321' })).toBe('11987654321');
  expect(valueBy({ from: [{ join: ['first', 'last'] }] }, { last: ' Souza ' })).toBe('Souza');
  expect(valueBy({ from: [{ join: [{ constant: '+55' }, 'number'] }, 'other'] }, { other: 'x' })).toBe('x');
  expect(valueBy({ from: [{ join: [{ constant: 'a' }, { constant: 'b' }], with: '-' }] }, {})).toBe('a-b');
});

test('WHK-03: a source may be for some events only', () => {
  const rule = { from: [{ when: { path: 'type', like: ['cart.*', 'lead'] }, from: 'a' }, { when: { path: '$headers.X-T', like: '' }, from: 'b' }, 'c'] };
  const body = { a: 'A', b: 'B', c: 'C' };
  expect(valueBy(rule, { ...body, type: 'cart.left' })).toBe('A');
  expect(valueBy(rule, { ...body, type: ' lead ' })).toBe('A');
  expect(valueBy(rule, { ...body, type: 'leads' })).toBe('B');
  expect(valueBy(rule, { ...body, type: 'leads' }, { headers: { 'x-t': '1' } })).toBe('C');
  expect(valueBy({ from: [{ when: { path: 'type', like: '*' }, from: 'a' }] }, body)).toBeUndefined();
  expect(valueBy({ from: [{ when: { path: 'type', like: 'a*b*a' }, from: 'a' }] }, { ...body, type: 'aba' })).toBe('A');
  expect(valueBy({ from: [{ when: { path: 'type', like: 'a*b*a' }, from: 'a' }] }, { ...body, type: 'ab' })).toBeUndefined();
});

test('WHK-03: each item of a list is an event of its own, beside what the whole delivery says', () => {
  const mapping = aMapping({
    event: { from: ['field'] }, name: { from: ['$callback[$index].name'] }, phone: { from: ['value.phone', '$callback[$index].phone'] }, 'custom.of': { from: ['$root.entry[0].id'] }, 'custom.at': { from: ['$index'], as: 'number' },
  }, { each: 'entry[].changes[]' });
  const body = { entry: [{ id: 9, changes: [{ field: 'x' }] }, { changes: [{ field: 'y', value: { phone: '351912345678' } }] }] };
  const { events } = mapIncoming(compileMapping(mapping), anIncoming(body, { callback: [{ name: 'Ana', phone: '11987654321' }, { name: 'Bia' }] }));
  expect(events.map(({ index, event, lead }) => [index, event.identification, lead.name, lead.phone, lead.fields])).toEqual([
    [0, 'x', 'Ana', '+5511987654321', { of: '9', at: 0 }], [1, 'y', 'Bia', '+351912345678', { of: '9', at: 1 }],
  ]);
});

test('WHK-03: a body that is a list, or the one item of it alone, is read by $; nothing found is no event', () => {
  const compiled = compileMapping(aMapping({ event: { from: ['type'] } }, { each: '$' }));
  const events = (body: Parameters<typeof anIncoming>[0]): readonly (string | undefined)[] => mapIncoming(compiled, anIncoming(body)).events.map(({ event }) => event.identification);
  expect(events([{ type: 'a' }, { type: 'b' }])).toEqual(['a', 'b']);
  expect(events({ type: 'a' })).toEqual(['a']);
  expect(events([])).toEqual([]);
  expect(events(null)).toEqual([]);
});

test('WHK-03: items beyond the first thousand are counted and left', () => {
  const { events, leftOut } = mapIncoming(compileMapping(aMapping({ event: { from: ['type'] } }, { each: '$' })), anIncoming(Array.from({ length: 1003 }, () => ({ type: 'a' }))));
  expect([events.length, leftOut]).toEqual([1000, 3]);
});

test('ACL-04: a value that does not convert is told with its target and path, never itself, and the rest of the lead enters', () => {
  const mapping = aMapping({ name: { from: ['name'] }, email: { from: ['email'] }, 'person.Age': { from: ['years', 'age'], as: 'number' } });
  const { lead, problems } = mappedBy(mapping, anIncoming({ name: 'Ana', email: 'secret-thing', years: 'many', age: '31' }));
  expect(lead).toMatchObject({ name: 'Ana', person: { Age: 31 } });
  expect(problems).toEqual([{ target: 'email', path: 'email', problem: 'not-an-email' }, { target: 'person.Age', path: 'years', problem: 'not-a-number' }]);
  expect(JSON.stringify(problems)).not.toContain('secret-thing');
});

test('ACL-04: an object where other events have a text is told only when nothing else has a value', () => {
  const rule = { from: ['phone', { join: ['phone.area', 'phone.number'], with: '' }] };
  const body = { phone: { area: '11', number: '987654321' } };
  expect(mappedBy(aMapping({ phone: rule }), anIncoming(body))).toMatchObject({ lead: { phone: '+5511987654321' }, problems: [] });
  expect(mappedBy(aMapping({ phone: { from: ['phone'] } }), anIncoming(body)).problems).toEqual([{ target: 'phone', path: 'phone', problem: 'not-a-phone' }]);
});

test('WHK-03: a rule that cannot be carried out is left out and told, the others are', () => {
  const compiled = compileMapping(aMapping({ name: { from: ['a..b', 'name'] }, __proto__x: { from: ['name'] }, 'nobody.x': { from: ['name'] }, 'custom.__proto__': { from: ['name'] } }));
  expect(compiled.problems).toEqual([
    { target: 'name', reason: 'empty-segment', path: 'a..b', at: 2 }, { target: '__proto__x', reason: 'unknown-target' },
    { target: 'nobody.x', reason: 'unknown-target' }, { target: 'custom.__proto__', reason: 'unknown-target' },
  ]);
  expect(mapIncoming(compiled, anIncoming({ name: 'Ana' })).events[0]?.lead).toEqual({ name: 'Ana', fields: {}, person: {}, companyFields: {}, card: {} });
});

test('WHK-03: payloads ten thousand deep or a hundred thousand names wide are read like any other', () => {
  const deep = parsedJson(`{"name":"x","a":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`);
  const nested = parsedJson(`${'['.repeat(10_000)}1${']'.repeat(10_000)}`);
  const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at]));
  expect(readBy({ from: ['a.a.a'] }, deep).problems).toEqual([{ target: 'custom.read', path: 'a.a.a', problem: 'not-text' }]);
  expect(readBy({ from: ['b.a', 'name[0]', '$callback[][][]', 'name'] }, deep).lead.fields).toEqual({ read: 'x' });
  expect(readBy({ from: ['[][][][]', 'list[]'] }, nested).problems).toEqual([{ target: 'custom.read', path: '[][][][]', problem: 'not-text' }]);
  expect(valueBy({ from: ['[k=v].a', 'k99999'] }, wide)).toBe('99999');
});

test.each<[string, FieldRule['from'][number], Json]>([
  ['looks for a question among hundreds of long ones', 'items[q~telefone].a', { items: Array.from({ length: 900 }, () => ({ q: 'çã'.repeat(400), a: 1 })) }],
  ['gathers thousands of entries', 'items[].a.b', { items: Array.from({ length: 10_000 }, () => ({ a: { b: 'x' } })) }],
])('WHK-03: a mapping whose every rule %s holds nobody up, and tells what was not looked at', (_, from, body) => {
  const compiled = compileMapping(aMapping(Object.fromEntries(Array.from({ length: 300 }, (__, at) => [`custom.f${at}`, { from: [from] }]))));
  const begun = performance.now();
  const [event] = mapIncoming(compiled, anIncoming(body)).events;
  expect(performance.now() - begun).toBeLessThan(1_000); // the first took ten seconds; a quiet machine takes 50 ms
  expect(event?.problems.at(-1)).toEqual({ target: 'custom.f299', path: from, problem: 'too-long' });
  expect(event?.lead.fields['f299']).toBeUndefined();
});

describe('WHK-03: a delivery of a thousand events', () => {
  const items = Array.from({ length: 1000 }, () => ({ name: 'Ana', phone: '11987654321' }));
  const mapped = (rule: FieldRule, more: object): readonly MappedEvent[] => {
    const rules = Object.fromEntries(Array.from({ length: 297 }, (_, at) => [`custom.f${at}`, rule]));
    return mapIncoming(compileMapping(aMapping({ name: { from: ['name'] }, phone: { from: ['phone'] }, ...rules }, { each: 'items[]' })), anIncoming({ items, ...more })).events;
  };

  test('of which every rule takes one long text grows to no more than some megabytes, and tells what it had no room for', () => {
    const events = mapped({ from: ['$root.text'] }, { text: 'x'.repeat(9_000) });
    expect(JSON.stringify(events[0]?.lead).length).toBeGreaterThan(297 * 9_000);
    expect(JSON.stringify(events.map(({ lead }) => lead)).length).toBeLessThan(9_000_000); // 2.7 GB before
    expect(events.at(-1)).toMatchObject({ lead: {}, missing: ['event', 'name', 'phone'] });
    expect(events.at(-1)?.problems).toContainEqual({ target: 'phone', path: 'phone', problem: 'too-long' });
  });

  test('of which no rule finds what it looks for among long questions holds nobody up', () => {
    const begun = performance.now();
    mapped({ from: ['$root.list[q~telefone].a'] }, { list: Array.from({ length: 300 }, () => ({ q: 'çã'.repeat(400) })) });
    expect(performance.now() - begun).toBeLessThan(8_000); // it took half a minute; a quiet machine takes one second and a half
  });

  test('of which nothing fits has no more problems than rules for each', () => {
    const events = mapped({ from: Array.from({ length: 100 }, () => '$root.text'), as: 'number' }, { text: 'muito' });
    expect(Math.max(...events.map(({ problems }) => problems.length))).toBeLessThanOrEqual(300);
  });
});

test('WHK-03: a source is read alone too, for what tells deliveries apart', () => {
  const source = compileSource({ join: ['id', 'state'], with: '/' });
  expect(source.ok && source.value.read(wholeOf(anIncoming({ id: 7, state: 'paid' })))).toBe('7/paid');
});
