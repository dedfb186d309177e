import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beyondJsonLimits, JSON_LIMITS } from '../../src/ports/index.ts';
import { aSessionRow } from '../adapters/neppo/a-webhook.ts';
import { createReadingHub, toHook, toV1, type Account, type ReadingHub } from './real-readers.ts';

const MIB = 1024 * 1024;

let world: ReadingHub;
let acme: Account;
beforeAll(async () => {
  world = await createReadingHub(['acme']);
  acme = world.account('acme');
});
afterAll(async () => await world.hub.close());

const nested = (depth: number, inside = '1'): string => '{"a":'.repeat(depth) + inside + '}'.repeat(depth);
const wide = (values: number): string => `[${'1,'.repeat(values - 2)}1]`;

/** What was kept of a webhook: its status, and why it was set aside. */
async function keptOf(body: BodyInit, system: 'neppo' | 'ploomes' = 'neppo'): Promise<readonly [status: number, reason?: string]> {
  const headers = system === 'ploomes' ? { 'x-ploomes-validation-key': acme.validationKey } : {};
  const before = (await world.hub.deliveries.list({}, { limit: 1 })).rows[0]?.id;
  const { status } = await world.hub.fetch(toHook(acme.hooks[system], body, headers));
  const { rows: [row] } = await world.hub.deliveries.list({}, { limit: 1 });
  return row === undefined || row.id === before ? [status] : [status, row.reason ?? row.state];
}

const statusOf = async (request: Request): Promise<number> => (await world.hub.fetch(request)).status;

describe('what is nested too deep, or holds too much', () => {
  test.each([
    ['', undefined], ['1', undefined], ['not json at all', undefined], ['"a string that does not end', undefined], [']]]]', undefined],
    [nested(JSON_LIMITS.depth), undefined], [nested(JSON_LIMITS.depth + 1), 'too-deep'], ['['.repeat(JSON_LIMITS.depth), undefined], ['['.repeat(JSON_LIMITS.depth + 1), 'too-deep'],
    [wide(JSON_LIMITS.values), undefined], [wide(JSON_LIMITS.values + 1), 'too-wide'], [`[${'[],'.repeat(JSON_LIMITS.values / 2 - 1)}[]]`, 'too-wide'],
    [JSON.stringify({ a: '['.repeat(1000) }), undefined], [JSON.stringify({ a: ','.repeat(JSON_LIMITS.values * 2) }), undefined],
    [JSON.stringify({ a: '\\"'.repeat(100) + '['.repeat(1000) }), undefined], [`{"a":"\\\\","b":${'['.repeat(64)}`, 'too-deep'],
  ])('is found without going down into it (%#)', (text, beyond) => expect(beyondJsonLimits(text)).toBe(beyond));

  test.each(['neppo', 'ploomes'] as const)('is kept as set aside with its reason, when %s sends it', async (system) => {
    expect(await keptOf(nested(JSON_LIMITS.depth), system)).toEqual([200, 'entity-unknown']);
    expect(await keptOf(nested(JSON_LIMITS.depth + 1), system)).toEqual([200, 'payload-too-deep']);
    expect(await keptOf(wide(JSON_LIMITS.values + 1), system)).toEqual([200, 'payload-too-wide']);
    expect(await keptOf('['.repeat(MIB), system)).toEqual([200, 'payload-too-deep']);
  });

  test('is set aside again when it is played again', async () => {
    await keptOf(nested(60_000));
    const { rows: [row] } = await world.hub.deliveries.list({}, { limit: 1 });
    await world.hub.deliveries.replay([row?.id].filter((id) => id !== undefined));
    const { rows: [again] } = await world.hub.deliveries.list({}, { limit: 1 });
    expect([again?.replayOf, again?.reason]).toEqual([row?.id, 'payload-too-deep']);
  });

  test("is not believed either where it hides in a text of Neppo's", async () => {
    const row = aSessionRow({ deep: nested(30) });
    const told = JSON.stringify({ entity: 'ChatSession', action: 'UPDATE', content: JSON.stringify(row) });
    expect(await keptOf(told)).toEqual([200, 'pending']);
    expect(await keptOf(JSON.stringify({ entity: 'ChatSession', content: `{"id":1,"a":${nested(50_000)}}` }))).toEqual([200, 'payload-malformed']);
  });

  test("needs Ploomes' key in the header, since a body beyond the limits is not searched for one", async () => {
    const body = `{"ValidationKey":"${acme.validationKey}","a":${nested(JSON_LIMITS.depth + 1)}}`;
    expect(await statusOf(toHook(acme.hooks.ploomes, body))).toBe(404);
    expect(await statusOf(toHook(acme.hooks.ploomes, body, { 'x-ploomes-validation-key': acme.validationKey }))).toBe(200);
    expect(await statusOf(toHook(acme.hooks.ploomes, `{"ValidationKey":"${acme.validationKey}"}`))).toBe(200);
  });

  test('is refused as the body of a request of /v1', async () => {
    expect(await statusOf(toV1('/v1/deliveries/count', `{"filter":${nested(JSON_LIMITS.depth + 1)}}`))).toBe(400);
    expect(await statusOf(toV1('/v1/deliveries/replay', `{"ids":${wide(JSON_LIMITS.values + 1)}}`))).toBe(400);
    expect(await statusOf(toV1('/v1/deliveries/replay', '['.repeat(MIB)))).toBe(400);
  });
});

describe('what is too long', () => {
  test('a body of one mebibyte is taken, and one byte more is not, whatever is stated of its length', async () => {
    expect(await keptOf('x'.repeat(MIB))).toEqual([200, 'payload-malformed']);
    expect(await keptOf('x'.repeat(MIB + 1))).toEqual([413]);
    const streamed = new Request(acme.hooks.neppo, { method: 'POST', duplex: 'half', body: new Blob(['x'.repeat(MIB + 1)]).stream() } as RequestInit);
    expect(await statusOf(streamed)).toBe(413);
    expect(await statusOf(toV1('/v1/deliveries/replay', ' '.repeat(MIB + 1)))).toBe(413);
  });

  test('an address of 8,192 characters is looked at, and one more is not', async () => {
    const to = (characters: number): Request => new Request(`http://hub.example/hooks/neppo/`.padEnd(characters, 'x'), { method: 'POST', body: '{}' });
    expect([await statusOf(to(8_192)), await statusOf(to(8_193))]).toEqual([404, 414]);
    const query = (length: number): Request => toV1('/v1/deliveries?kind='.padEnd(length - 'http://hub.example'.length, 'x'));
    expect([await statusOf(query(8_192)), await statusOf(query(8_193))]).toEqual([400, 414]);
  });

  test('a hundred parameters are looked at, and one more are not', async () => {
    const query = (count: number): Request => toV1(`/v1/deliveries?${Array.from({ length: count }, (_each, at) => `a${at}=1`).join('&')}`);
    expect([await statusOf(query(100)), await statusOf(query(101))]).toEqual([400, 414]);
  });

  test('128 headers of 32,768 characters in all are taken, and more are not', async () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_each, at) => [`x-${at}`, '1']));
    // fetch adds a content-type.
    expect([await statusOf(toHook(acme.hooks.neppo, '{}', many(127))), await statusOf(toHook(acme.hooks.neppo, '{}', many(128)))]).toEqual([200, 431]);
    const rest = 'content-typetext/plain;charset=UTF-8x-long'.length;
    const long = (length: number): Request => toHook(acme.hooks.neppo, '{}', { 'x-long': 'x'.repeat(length - rest) });
    expect([await statusOf(long(32_768)), await statusOf(long(32_769))]).toEqual([200, 431]);
  });

  test('a key of many characters opens nothing, and is not even hashed', async () => {
    expect(await statusOf(new Request('http://hub.example/v1/deliveries', { headers: { authorization: `Bearer ${'x'.repeat(30_000)}` } }))).toBe(401);
  });

  test.each([
    ['spaces in a validation key', () => toHook(acme.hooks.ploomes, `{"ValidationKey"${' '.repeat(MIB - 20)}`, { 'x-ploomes-validation-key': acme.validationKey })],
    ['a validation key that does not end', () => toHook(acme.hooks.ploomes, `{"ValidationKey":"${'\\x'.repeat(500_000)}`, { 'x-ploomes-validation-key': acme.validationKey })],
    ['many validation keys', () => toHook(acme.hooks.ploomes, '"ValidationKey":"'.repeat(60_000), { 'x-ploomes-validation-key': acme.validationKey })],
    ['a phone of a million digits', () => toHook(acme.hooks.neppo, JSON.stringify({ entity: 'User', content: { id: 1, userName: 'u', phone: '5'.repeat(MIB - 100) } }))],
    ['a protocol of a million characters', () => toHook(acme.hooks.neppo, JSON.stringify({ entity: 'ChatSession', content: aSessionRow({ protocol: 'P'.repeat(MIB - 2_000) }) }))],
    ['an e-mail of many ats', () => toHook(acme.hooks.neppo, JSON.stringify({ entity: 'User', content: { id: 1, userName: 'u', phone: '1', email: 'a@'.repeat(250_000) } }))],
    ['a name of many accents', () => toHook(acme.hooks.neppo, JSON.stringify({ entity: 'ChatSession', content: aSessionRow({ groupName: '\u0301'.repeat(300_000) }) }))],
    ['a date of many digits', () => toHook(acme.hooks.neppo, JSON.stringify({ entity: 'ChatSession', content: aSessionRow({ createdAt: '2'.repeat(MIB - 2_000) }) }))],
    ['a spaced-out bearer', () => new Request('http://hub.example/v1/deliveries', { headers: { authorization: `Bearer ${'a '.repeat(10_000)}` } })],
  ])('takes no long time: %s', async (_what, request) => {
    const began = performance.now();
    expect(await statusOf(request())).toBeLessThan(500);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('names that JavaScript gives a meaning to', () => {
  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'])('%s is a name like any other, wherever it stands', async (name) => {
    const poison = { [name]: { polluted: 'yes', isAdmin: true } };
    const text = (value: unknown): string => JSON.stringify(value).replaceAll('"poison"', JSON.stringify(name));
    const bodies = [
      text({ poison: { polluted: 'yes' } }),
      text({ entity: 'ChatSession', poison: { polluted: 'yes' }, content: { ...aSessionRow(), poison: { polluted: 'yes' }, user: { poison: { polluted: 'yes' } } } }),
      text({ entity: name, content: { id: 1 } }),
      text({ Entity: name, Action: name, New: { Id: 1, poison: { polluted: 'yes' } } }),
    ];
    for (const body of bodies) {
      expect(await statusOf(toHook(acme.hooks.neppo, body))).toBe(200);
      expect(await statusOf(toHook(acme.hooks.ploomes, body, { 'x-ploomes-validation-key': acme.validationKey }))).toBe(200);
      expect(await statusOf(toV1('/v1/deliveries/count', body))).toBe(400);
    }
    expect(await statusOf(toV1(`/v1/deliveries?${name}=1`))).toBe(400);
    expect(await statusOf(toV1(`/v1/deliveries/${name}`))).toBe(404);
    expect(await statusOf(new Request(`http://hub.example/${name}`))).toBe(404);
    expect(await statusOf(toHook(`http://hub.example/hooks/${name}/x`, '{}'))).toBe(404);
    await expect(world.hub.connections.get(name)).rejects.toMatchObject({ code: 'input.connection-unknown' });
    await expect(world.hub.connections.setOptions('acme', poison as never)).rejects.toMatchObject({ code: 'input.options-invalid' });
    expect({}).not.toHaveProperty('polluted');
    expect(Object.prototype).not.toHaveProperty('isAdmin');
  });
});
