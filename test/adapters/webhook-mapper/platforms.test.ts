import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { platforms, takeApart } from '../../../src/adapters/webhook-mapper/index.ts';
import { compileMapping, compileSource, mapIncoming, parsePath, type Incoming, type Json } from '../../../src/domain/mapping/index.ts';
import type { Platform, PlatformText, RawRequest } from '../../../src/ports/platform.ts';
import { credentialsOf, presetOf } from './receive.ts';

const all = platforms.list();
const each = all.map((platform) => [platform.id, platform] as const);

const textsOf = ({ events, authenticity, unknowns, withoutPerson = [], mayLack = [], callback }: Platform): readonly PlatformText[] => [
  ...events.map(({ name }) => name),
  ...authenticity.flatMap(({ secret }) => secret ?? []),
  ...unknowns,
  ...[...withoutPerson, ...mayLack].map(({ because }) => because),
  ...(callback?.credentials ?? []).map(({ label }) => label),
];

describe('WHK-01: every platform has its preset', () => {
  test('those that Chatzz has, the others that are known, and one for all that are not', () => {
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining([
      'activecampaign', 'asaas', 'bagy', 'bling', 'braip', 'calendly', 'eduzz', 'hotmart', 'kiwify', 'logzz', 'monetizze', 'notazz', 'nuvemshop', 'shopify',
      'stripe', 'ticto', 'tray', 'twilio', 'vtex', 'woocommerce', 'wordpress', 'yampi', 'zapier', 'other',
    ]));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(platforms.find('stripe')?.name).toBe('Stripe');
    expect(platforms.find('constructor')).toBeUndefined();
  });

  test.for(each)('WHK-03: %s can be carried out as it is written', ([, platform]) => {
    expect(compileMapping(platform.mapping).problems).toEqual([]);
    expect(platform.identity.flat().map((source) => compileSource(source)).filter(({ ok }) => !ok)).toEqual([]);
    expect((platform.unkept ?? []).map(parsePath).filter(({ ok }) => !ok)).toEqual([]);
  });

  test.for(each.filter(([id]) => id !== 'other'))('WHK-02: %s maps event, name and phone', ([, { mapping }]) => {
    expect(Object.keys(mapping.fields)).toEqual(expect.arrayContaining(['event', 'name', 'phone']));
  });

  test.for(each)('%s names each event and each way to authenticate once, in both languages', ([, platform]) => {
    const { events, authenticity } = platform;
    expect(new Set(events.map(({ identification }) => identification)).size).toBe(events.length);
    expect(new Set(authenticity.map(({ id }) => id)).size).toBe(authenticity.length);
    expect(authenticity.length).toBeGreaterThan(0);
    expect(textsOf(platform).filter(({ pt, en }) => pt.trim() === '' || en.trim() === '')).toEqual([]);
    expect(platform.unknowns.filter(({ pt, en }) => pt === en)).toEqual([]);
  });

  test.for(each)('%s writes `*` at the end of a pattern alone', ([, { withoutPerson = [], mayLack = [] }]) => {
    expect([...withoutPerson, ...mayLack].filter(({ identification }) => identification.slice(0, -1).includes('*'))).toEqual([]);
  });
});

const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('..', '.', '\uD800', '/', '?a=b', '12'));
const { anything } = fc.letrec<{ anything: Json }>((tie) => ({
  anything: fc.oneof(
    { maxDepth: 4 },
    texts, fc.integer(), fc.boolean(), fc.constant(null),
    fc.dictionary(fc.oneof(texts, fc.constantFrom('data', 'object', 'id', 'event', 'meta', 'entry', 'changes', 'webhook_id')), tie('anything'), { maxKeys: 5 }),
    fc.array(tie('anything'), { maxLength: 4 }),
  ),
}));

/** Deliveries that name somebody, with anything where the name stands. */
const naming = (id: Json): readonly Json[] => [
  { type: 'payment_intent.succeeded', account: id, data: { object: { customer: id, charge: id } } },
  { State: 'handling', OrderId: id, Origin: { Account: id } },
  [{ subscriptionType: 'contact.creation', objectId: id }, { subscriptionType: 'deal.creation', objectId: id }],
  { event_name: 'crm_deal_created', document: { id } },
  { meta: { entity: 'deal', host: id }, data: { person_id: id } },
  { entry: [{ changes: [{ field: 'leadgen', value: { leadgen_id: id } }] }] },
  { event: 'order.created', data: { id, contato: { id } } },
  { event: 'PAYMENT_RECEIVED', payment: { customer: id } },
  { store_id: id, event: 'order/paid', id },
  { scope_name: 'order', scope_id: id, act: 'update', seller_id: id },
  { associations: { contacts: { results: [{ id }] } }, object: 'charge', customer: id },
];
const bodies: fc.Arbitrary<Json> = fc.oneof(anything, fc.oneof(texts, anything).chain((id) => fc.constantFrom(...naming(id))));
const requests: fc.Arbitrary<RawRequest> = fc.record({
  method: fc.constantFrom('POST', 'GET', 'HEAD'),
  url: fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string({ unit: 'binary' })),
  headers: fc.constantFrom<Readonly<Record<string, string>>>({}, { 'content-type': 'application/json' }, { 'content-type': 'application/x-www-form-urlencoded' }),
  body: fc.oneof(fc.uint8Array({ maxLength: 200 }), bodies.map((body) => new TextEncoder().encode(JSON.stringify(body)))),
});

function expectSafeQuestion(platform: Platform, body: Json, answers: readonly Json[]): void {
  const incoming: Incoming = { body, headers: {}, query: {} };
  const credentials = credentialsOf(platform);
  const request = platform.callback?.next(incoming, answers, credentials);
  platform.callback?.gather?.(answers, incoming);
  if (request === undefined) return;
  const [address = ''] = request.url.split(/[?#]/);
  expect(new URL(request.url).protocol).toBe('https:');
  expect(new URL(address).href).toBe(address);
  for (const credential of Object.values(credentials)) expect(request.route).not.toContain(credential);
}

describe('WHK-01: platforms that send no contact are asked for it', () => {
  const optional = all.flatMap(({ id, callback }) => (callback?.credentials ?? []).flatMap(({ name, need }) => (need === 'optional' ? [[id, name] as const] : [])));

  test.for(optional)('%s can be asked without its %s, and an empty one is none', ([id, name]) => {
    const platform = presetOf(id);
    const { [name]: _, ...others } = credentialsOf(platform);
    const asked = (credentials: Readonly<Record<string, string>>) =>
      ['7', 'acme.pipedrive.com'].flatMap(naming).flatMap((body) => platform.callback?.next({ body, headers: {}, query: {} }, [], credentials) ?? []);
    expect(asked(others)).not.toEqual([]);
    expect(asked({ ...others, [name]: '' })).toEqual(asked(others));
  });
});

describe('WHK-02: whatever comes, nothing is thrown', () => {
  test('in taking a request apart, in answering handshakes, in mapping', () => {
    fc.assert(fc.property(requests, fc.constantFrom(...all), (request, platform) => {
      const read = takeApart(request);
      if (!read.ok) return;
      platform.handshake?.(request, read.value, 'secret');
      mapIncoming(compileMapping(platform.mapping), read.value);
    }));
  });

  test('in asking for contacts: addresses are whole, and no credential stands in a route', () => {
    const asking = all.filter(({ callback }) => callback !== undefined);
    fc.assert(fc.property(fc.oneof(texts, anything), fc.array(bodies, { maxLength: 2 }), (id, answers) => {
      for (const platform of asking) for (const body of [id, ...naming(id)]) expectSafeQuestion(platform, body, answers);
    }));
  });
});
