import { expect, test } from 'vitest';
import { compileMapping, mapIncoming, type Json } from '../../../src/domain/mapping/index.ts';
import { automations } from './fixtures/automations.ts';
import { courses } from './fixtures/courses.ts';
import { ana, type DeliveryCase } from './fixtures/delivery-case.ts';
import { shops } from './fixtures/shops.ts';
import { aRequest, asJson, credentialsOf, presetOf, reasonToLack, receive } from './receive.ts';

const CASES: readonly DeliveryCase[] = [...automations, ...courses, ...shops];
const BRAZILIAN = [...new Set(CASES.map(({ platform }) => platform))];

const named = CASES.map((each) => [each.platform, each.title, each] as const);
const outcomeOf = (each: DeliveryCase, request = each.request) =>
  receive(presetOf(each.platform), request, () => each.answer);

test('WHK-01 every Brazilian platform of the list has a preset, with fixtures', () => {
  expect(BRAZILIAN.toSorted()).toEqual([
    'activecampaign', 'asaas', 'bagy', 'bling', 'braip', 'eduzz', 'hotmart', 'kiwify', 'logzz', 'monetizze', 'notazz', 'nuvemshop', 'ticto', 'tray', 'yampi',
  ]);
});

test.for(named)('WHK-01 ACL-02 %s: %s gives its event, name and phone', ([, , each]) => {
  const { events, handshake } = outcomeOf(each);
  expect(handshake).toBeUndefined();
  expect(events).toHaveLength(1);
  const [{ event, lead, problems } = { event: {}, lead: undefined, problems: [] }] = events;
  expect(event.identification).toBe(each.event);
  expect({ name: lead?.name, phone: lead?.phone }).toEqual({ name: each.name, phone: each.phone });
  expect(lead?.fields).toMatchObject(each.fields ?? {});
  if (each.happenedAt !== undefined) expect(event.happenedAt).toBe(each.happenedAt);
  expect(problems).toEqual([]);
});

test.for(named)('WHK-07 %s: %s is told from other deliveries', ([, , each]) => {
  expect(outcomeOf(each).identity).toEqual(each.identity);
});

test.for(named.filter(([, , { phone }]) => phone === undefined))('WHK-01 %s: %s has a reason for coming without a phone', ([, , each]) => {
  const because = reasonToLack(presetOf(each.platform), each.event, 'phone');
  expect(because?.pt).toBeTruthy();
  expect(because?.en).toBeTruthy();
});

test.for(named)('WHK-01 %s: %s asks its platform for what it does not carry, and for nothing else', ([, , each]) => {
  const { asked } = outcomeOf(each);
  expect(asked.map(({ url }) => url)).toEqual(each.asks === undefined ? [] : [each.asks]);
});

test.for(named.filter(([, , { asks }]) => asks !== undefined))('WHK-01 %s: %s asks for nothing without credentials', ([, , each]) => {
  const { callback } = presetOf(each.platform);
  const { incoming } = outcomeOf(each);
  expect(callback?.next(incoming, [], {})).toBeUndefined();
});

test.for(named.filter(([, , { asks }]) => asks !== undefined))('WHK-01 %s: of what %s asks for, the route holds nobody and no secret', ([, , each]) => {
  const { asked: [request] } = outcomeOf(each);
  expect(request?.route).toMatch(/^GET \/[\w/{}]+$/);
  for (const secret of Object.values(credentialsOf(presetOf(each.platform)))) expect(request?.route).not.toContain(secret);
});

test.for(named)('WHK-01 %s: %s says the same without what is never kept', ([, , each]) => {
  const platform = presetOf(each.platform);
  const { incoming, events } = outcomeOf(each);
  const kept = (platform.unkept ?? []).reduce((body, path) => withoutPath(body, path.split('.')), incoming.body);
  expect(mapIncoming(compileMapping(platform.mapping), { ...incoming, body: kept }).events).toEqual(events);
});

function withoutPath(json: Json, [key = '', ...rest]: readonly string[]): Json {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  const entries = Object.entries(json).flatMap(([name, value]) =>
    (name !== key ? [[name, value] as const] : rest.length === 0 ? [] : [[name, withoutPath(value, rest)] as const]));
  return Object.fromEntries(entries);
}

test.for(named)('WHK-10 %s: an unknown field changes nothing of %s', ([, , each]) => {
  const { incoming, events } = outcomeOf(each);
  if (typeof incoming.body !== 'object' || incoming.body === null || Array.isArray(incoming.body)) return;
  const body: Json = { ...incoming.body, zzz_new_field: { phone: '+5521999998888', list: [1, null] } };
  expect(mapIncoming(compileMapping(presetOf(each.platform).mapping), { ...incoming, body }).events).toEqual(events);
});

test.for(named)('WHK-10 %s: %s comes out alike with texts for numbers, and as a list of one', ([, , each]) => {
  const { incoming: { body }, events } = outcomeOf(each);
  const leads = (sent: Json) => outcomeOf(each, asJson(sent)).events.map(({ event, lead }) => ({ event, lead }));
  const expected = events.map(({ event, lead }) => ({ event, lead }));
  expect(leads(numbersAsText(body))).toEqual(expected);
  expect(leads([body].flat())).toEqual(expected);
});

function numbersAsText(json: Json): Json {
  if (typeof json === 'number') return String(json);
  if (isList(json)) return json.map(numbersAsText);
  return typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json).map(([key, value]) => [key, numbersAsText(value)])) : json;
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

test.for(BRAZILIAN)('WHK-01 %s: looks whether anybody is there are answered, deliveries are not', (id) => {
  const { handshake } = presetOf(id);
  const ask = (method: string, body: string) => handshake?.(aRequest(body, {}, method), { body: null, headers: {}, query: {} }, undefined);
  expect(ask('GET', '')?.status).toBe(200);
  expect(ask('HEAD', '')?.status).toBe(200);
  expect(ask('POST', '')?.status).toBe(200);
  expect(ask('POST', '{"a":1}')).toBeUndefined();
});

test('WHK-01 eduzz: the ping of an activation is answered with 2xx and is no delivery', () => {
  const { handshake } = receive(presetOf('eduzz'), asJson({ id: 'p', event: 'ping', data: {}, sentDate: '2024-01-09T14:45:00.000Z' }));
  expect(handshake?.status).toBe(200);
});

test('WHK-01 bling: an order that does not name its contact is asked for first', () => {
  const answers: readonly Json[] = [{ data: { contato: { id: 77 } } }, { data: { nome: ana.name, celular: ana.phone } }];
  let calls = 0;
  const { asked, events } = receive(presetOf('bling'), asJson({ eventId: 'b', event: 'order.created', data: { id: 5 } }), () => answers[calls++]);
  expect(asked.map(({ route }) => route)).toEqual(['GET /pedidos/vendas/{id}', 'GET /contatos/{id}']);
  expect(events[0]?.lead).toMatchObject({ name: ana.name, phone: ana.phone });
});

test.for(['http://loja.example/web_api', 'ftp://loja.example', 'loja.example', ''])('WHK-01 tray: no secret is sent to %s', (apiAddress) => {
  const incoming = { body: { scope_name: 'order', scope_id: '1', act: 'update' }, headers: {}, query: {} };
  expect(presetOf('tray').callback?.next(incoming, [], { apiAddress, accessToken: 's' })).toBeUndefined();
});

test('WHK-01 tray: a token is asked for first where only the one that renews it is there', () => {
  const incoming = { body: { scope_name: 'customer', scope_id: '7', act: 'insert' }, headers: {}, query: {} };
  const next = (answers: readonly Json[]) =>
    presetOf('tray').callback?.next(incoming, answers, { apiAddress: 'https://loja.example/web_api', refreshToken: 'r&1' })?.url;
  expect(next([])).toBe('https://loja.example/web_api/auth?refresh_token=r%261');
  expect(next([{ access_token: 'a' }])).toBe('https://loja.example/web_api/customers/7?access_token=a');
  expect(next([{ access_token: 'a' }, { Customer: {} }])).toBeUndefined();
  expect(next([{ code: 1000 }])).toBeUndefined();
});

test.for(['99999', '55 99436', '0'])('WHK-01 braip: the phone %s is told of, and the rest of the lead is there', (client_cel) => {
  const { events: [event] } = receive(presetOf('braip'), asJson({ type: 'ABANDONO', client_name: ana.name, client_cel }));
  expect(event?.lead).toMatchObject({ name: ana.name });
  expect(event?.lead.phone).toBeUndefined();
  expect(event?.problems).toMatchObject([{ target: 'phone', path: 'client_cel', problem: 'not-a-phone' }]);
});

test.for([
  ['the code of the area apart', { checkout_phone: '987654321', checkout_phone_code: '11' }, 'BR', '+5511987654321'],
  ['junk for a code', { checkout_phone: '11987654321', checkout_phone_code: '999999999' }, 'BR', '+5511987654321'],
  ['the DDI apart', { checkout_phone: '4155552671', checkout_phone_code: '1' }, 'US', '+14155552671'],
  ['the DDI twice', { checkout_phone: '351912345678', checkout_phone_code: '351' }, 'PT', '+351912345678'],
  ['a DDI of home, bought abroad', { checkout_phone: '11987654321', checkout_phone_code: '55' }, 'PT', '+5511987654321'],
] as const)('WHK-02 hotmart: a phone with %s is understood', ([, phone, iso, expected]) => {
  const data = { buyer: { name: ana.name, ...phone }, purchase: { checkout_country: { iso } } };
  expect(receive(presetOf('hotmart'), asJson({ id: '1', event: 'PURCHASE_APPROVED', data })).events[0]?.lead.phone).toBe(expected);
});

test('WHK-07 monetizze: what an affiliate is sent without the buyer never stands for the producer’s', () => {
  const body = { tipoEvento: { codigo: 2 }, venda: { codigo: '99' }, comprador: { nome: null, telefone: null } };
  const affiliate = receive(presetOf('monetizze'), asJson(body)).identity;
  const producer = receive(presetOf('monetizze'), asJson({ ...body, comprador: { nome: ana.name, telefone: '11987654321' } })).identity;
  expect(affiliate).toEqual(['99', 2]);
  expect(producer).not.toEqual(affiliate);
});
