import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHandClock } from '../../../src/adapters/system/index.ts';
import type { Instant } from '../../../src/domain/index.ts';
import { createLeadWorld, type LeadWorld } from '../../rig/lead-world.ts';
import type { WorldOptions } from '../../rig/world.ts';

/** A platform's own API, as far as a contact is asked for. */
interface PlatformApi {
  readonly asked: string[];
  readonly keys: (string | undefined)[];
  answer: { status: number; body: string; headers?: Record<string, string> };
  /** What happens while it thinks. */
  meanwhile: () => void;
}

let world: LeadWorld;
let api: PlatformApi;
let server: Server;

const CUSTOMER = JSON.stringify({ object: 'customer', id: 'cus_1', name: 'Ana Souza', email: 'ana@example.com', mobilePhone: '11987654321', personType: 'FISICA' });

beforeEach(async () => {
  api = { asked: [], keys: [], answer: { status: 200, body: CUSTOMER }, meanwhile: () => undefined };
  server = createServer(({ url, headers }, response) => {
    api.asked.push(url ?? '');
    api.keys.push(headers['access_token']?.toString());
    api.meanwhile();
    response.writeHead(api.answer.status, { 'content-type': 'application/json', ...api.answer.headers }).end(api.answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world = await listeningTo();
});

/** A world that finds both platforms at the address of this one. */
async function listeningTo({ hub }: Pick<WorldOptions, 'hub'> = {}): Promise<LeadWorld> {
  const here = `http://127.0.0.1:${parsePort(server.address())}`;
  return await createLeadWorld({
    hub: {
      ...hub,
      outgoingFetch: async (input, init) => {
        const request = new Request(input, init);
        return await fetch(new Request(request.url.replace(/https:\/\/(?:api\.asaas|graph\.facebook)\.com/, here), request));
      },
    },
  });
}

afterEach(async () => {
  await world.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const TOKEN = 'asaas-token';
let told = 0;
const paid = (): object => ({ id: `evt_${(told += 1)}`, event: 'PAYMENT_RECEIVED', dateCreated: '2026-05-04 10:00:00', payment: { object: 'payment', id: 'pay_1', customer: 'cus_1', value: 100, billingType: 'PIX', status: 'RECEIVED' } });

async function deliver(url: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'asaas-access-token': TOKEN }, body: JSON.stringify(paid()) });
  expect(answer.status).toBe(200);
}

/** Of so many leads at once, as Meta tells of them. */
async function leadAds(url: string, count: number): Promise<void> {
  const changes = Array.from({ length: count }, (_, at) => ({ field: 'leadgen', value: { leadgen_id: `${(told += 1)}${at}`, created_time: 1_777_900_000 } }));
  expect((await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ object: 'page', entry: [{ id: '1', changes }] }) })).status).toBe(200);
}

const parseInstant = (text: string): Instant => text as Instant;

const asaas = async (): Promise<string> => (await world.integrate({ platform: 'asaas' }, { signing: TOKEN, credentials: { accessToken: 'key-of-acme' } })).url;

describe('WHK-01: a platform that sends no contact data', () => {
  test('is asked for the contact that its delivery names, after the answer was given', async () => {
    await deliver(await asaas());
    await world.rest();
    expect(api).toMatchObject({ asked: ['/v3/customers/cus_1'], keys: ['key-of-acme'] });
    expect(await world.leads()).toMatchObject([{ name: 'Ana Souza', phone: '+5511987654321', email: 'ana@example.com' }]);
    const asked = { route: 'GET /v3/customers/{id}', outcome: 'ok' };
    expect(await world.delivered()).toMatchObject([{ calls: [asked], lane: expect.stringMatching(/^lead-of:/) as unknown }]);
  });

  test('and that has no such contact leaves the delivery aside', async () => {
    api.answer = { status: 404, body: '{}' };
    await deliver(await asaas());
    await world.rest();
    expect(await world.delivered()).toMatchObject([{ state: 'set-aside', reason: 'port.missing' }]);
  });

  test.each([
    ['deeper than anything', `{"name":"Ana","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`], ['no JSON', '<html>'], ['nothing', ''], ['cut off', CUSTOMER.slice(0, 40)],
  ])('and that answers what is %s is taken for one that has changed, and the delivery enters once it answers again', async (_, body) => {
    api.answer = { status: 200, body };
    await deliver(await asaas());
    await world.hub().settled();
    expect(await world.delivered()).toMatchObject([{ reason: expect.stringMatching(/^(port\.drifted|lead-unmapped)$/) as unknown }]);
    expect(await world.leads()).toEqual([]);
    api.answer = { status: 200, body: CUSTOMER };
    await world.hub().deliveries.replay((await world.delivered()).map(({ id }) => id), 'now');
    await expect.poll(async () => (await world.leads()).map(({ name }) => name), { timeout: 5_000 }).toEqual(['Ana Souza']);
  });

  test('and that asks for a pause is asked again after it', async () => {
    api.answer = { status: 429, body: '{}', headers: { 'retry-after': '1' } };
    await deliver(await asaas());
    await expect.poll(async () => (await world.delivered())[0]?.state).toBe('later');
    api.answer = { status: 200, body: CUSTOMER };
    await expect.poll(async () => await world.leads(), { timeout: 10_000 }).toMatchObject([{ name: 'Ana Souza' }]);
  });

  test('and that takes longer than five minutes in all is asked again later, and at last no more: it is set aside by name', async () => {
    const clock = createHandClock(parseInstant('2026-05-04T12:00:00.000Z'));
    await world.close();
    world = await listeningTo({ hub: { clock } });
    api.answer = { status: 200, body: JSON.stringify({ field_data: [{ name: 'full_name', values: ['Ana'] }, { name: 'phone_number', values: ['+5511987654321'] }] }) };
    api.meanwhile = () => clock.advance(120_000);
    const { url } = await world.integrate({ platform: 'meta-lead-ads', scheme: 'address-alone' }, { credentials: { pageToken: 'token' } });
    await leadAds(url, 10);
    await expect.poll(async () => await world.delivered()).toMatchObject([{ state: 'later', reason: 'lead-callback-unended' }]);
    expect(api.asked).toHaveLength(3);
    await expect.poll(async () => {
      clock.advance(60_000);
      return await world.delivered();
    }, { timeout: 20_000 }).toMatchObject([{ state: 'set-aside', reason: 'lead-callback-unended', decision: { detail: 'too-slow' } }]);
    expect(await world.leads()).toEqual([]);
    api.meanwhile = () => undefined;
    await world.hub().deliveries.replay((await world.delivered()).map(({ id }) => id), 'now');
    await expect.poll(async () => (await world.leads()).map(({ name }) => name), { timeout: 5_000 }).toEqual(['Ana']);
  });

  test('and that answers more than is held in memory is set aside by name', async () => {
    api.answer = { status: 200, body: JSON.stringify({ field_data: [], padding: 'x'.repeat(3_000_000) }) };
    const { url } = await world.integrate({ platform: 'meta-lead-ads', scheme: 'address-alone' }, { credentials: { pageToken: 'token' } });
    await leadAds(url, 10);
    await world.hub().settled();
    expect(await world.delivered()).toMatchObject([{ state: 'set-aside', reason: 'lead-callback-unended', decision: { detail: 'too-large', asked: 3 } }]);
  });

  test('is never asked at an address of this machine', async () => {
    const { createCallbacks } = await import('../../../src/adapters/callbacks/index.ts');
    const { createOutgoingFetch } = await import('../../../src/adapters/outgoing/index.ts');
    const { createSystemClock } = await import('../../../src/adapters/system/index.ts');
    const gate = { pass: async () => undefined, pause: async () => undefined };
    const callbacks = createCallbacks({ clock: createSystemClock(), gate, onCall: () => undefined, fetch: createOutgoingFetch({ privateAddresses: 'refused' }) });
    const asking = callbacks.ask({ url: `http://127.0.0.1:${parsePort(server.address())}/v3/customers/1`, headers: {}, route: 'GET /v3/customers/{id}' }, { account: 'asaas:1', limits: { capacity: 1, perSecond: 1, holdsBack: 'all' } });
    await expect(asking).rejects.toMatchObject({ code: 'port.unreachable' });
    expect(api.asked).toEqual([]);
  });
});

const parsePort = (address: ReturnType<Server['address']>): number => (typeof address === 'object' && address !== null ? address.port : 0);
