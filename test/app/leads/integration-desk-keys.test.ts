import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createActiveCampaignSimulator, type ActiveCampaignSimulator } from '../../../src/adapters/activecampaign/simulator/index.ts';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import { faultsIn, integrationDoor, type IntegrationDoor } from '../../rig/integration-door.ts';
import { createWorld, type World } from '../../rig/world.ts';

let world: World;
let door: IntegrationDoor;
let account: ActiveCampaignSimulator;
let asaas: Server;
let asaasAnswers: { status: number; keys: unknown[] };

beforeEach(async () => {
  account = await createActiveCampaignSimulator({ perSecond: 0 });
  asaasAnswers = { status: 200, keys: [] };
  asaas = createServer(({ headers }, response) => {
    asaasAnswers.keys.push(headers['access_token']);
    response.writeHead(asaasAnswers.status, { 'content-type': 'application/json' }).end(JSON.stringify({ id: 'cus_1', name: 'Ana Souza', mobilePhone: '11987654321' }));
  });
  await new Promise<void>((resolve) => asaas.listen(0, '127.0.0.1', resolve));
  const address = asaas.address();
  const here = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  world = await createWorld({
    hub: {
      outgoingFetch: async (input, init) => {
        const request = new Request(input, init);
        return await fetch(new Request(request.url.replace('https://api.asaas.com', here), request));
      },
      mayAddIntegration: async ({ connection, platform, integrations }) => (integrations < 2 ? 'yes' : { refused: `O plano de ${connection} não inclui mais ${platform}.` }),
    },
  });
  door = integrationDoor(world.hubUrl);
});
afterEach(async () => {
  await world.close();
  await account.close();
  await new Promise<void>((resolve) => asaas.close(() => resolve()));
});

const { mapping } = platforms.find('activecampaign') ?? { mapping: undefined };

test.each(['Loja', 'Curso'])('WHK-07: secret and credentials that are put at once are both kept: %s', async (name) => {
  const { path } = await door.create('asaas', name);
  const answers = await Promise.all([door.post(`${path}/secret`, { secret: 'token' }), door.post(`${path}/credentials`, { credentials: { accessToken: 'key' } })]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect((await door.get(path)).json).toMatchObject({ secret: 'stored', credentials: ['accessToken'] });
});

describe('an account of ActiveCampaign', () => {
  test('ACL-01: is tried live; a wrong key and a wrong address are refused, and nothing is kept', async () => {
    const { path } = await door.create('activecampaign');
    expect(faultsIn(await door.post(`${path}/account`, { url: account.url, key: 'another' }))).toEqual(['account: credential-refused']);
    expect(faultsIn(await door.post(`${path}/account`, { url: 'acme', key: account.key }))).toEqual(['account: account-unusable']);
    expect((await door.get(path)).json).toMatchObject({ version: 1, credentials: [] });
    const kept = await door.post(`${path}/account`, { url: account.url, key: account.key });
    expect(kept.json).toMatchObject({ account: { url: account.url }, credentials: ['accountKey'] });
    expect(JSON.stringify([kept.json, (await door.get(`${path}/versions`)).json])).not.toContain(account.key);
  });

  test('ACL-01: its fields, custom ones included, are offered for the mapping', async () => {
    account.addField({ title: 'Cargo' });
    const { path } = await door.create('activecampaign');
    expect((await door.get(`${path}/fields`)).json).not.toHaveProperty('source');
    await door.post(`${path}/account`, { url: account.url, key: account.key });
    expect((await door.get(`${path}/fields`)).json['source']).toEqual(expect.arrayContaining([{ path: 'contact.fields.cargo', name: 'Cargo', type: 'text', own: 'yes' }]));
  });

  test('ACL-07: cannot be enabled before behaviour and mapping are set; then it gives its URL, and an automation makes a lead of it', async () => {
    const { path, address } = await door.create('activecampaign');
    expect(address).toContain('/hooks/activecampaign/');
    expect(faultsIn(await door.post(`${path}/enable`))).toEqual(['mapping: not-mapped', 'capture: capture-unset']);
    await door.post(path, { mapping });
    expect(faultsIn(await door.post(`${path}/enable`))).toEqual(['capture: capture-unset']);
    await door.post(path, { capture: { behaviour: 'company+person+card', funnelId: String(world.funnelId('Suporte')), unlessOpenCard: 'yes' } });
    const enabled = (await door.post(`${path}/enable`)).json;
    expect(enabled).toMatchObject({ integration: { status: 'active' }, address: expect.stringMatching(/\/hooks\/activecampaign\/[\w-]{43}$/) as unknown });
    for (const url of [address, String(enabled['address'])]) {
      expect(await account.fire(url, { email: 'ana@example.com', firstName: 'Ana', lastName: 'Souza', phone: '11987654321', company: 'Padaria Sol' })).toBe(200);
    }
    await world.rest();
    expect(world.ploomes.rows('Deals')).toHaveLength(1);
    expect(await door.leads()).toMatchObject([{ name: 'Ana Souza', phone: '+5511987654321' }]);
    expect((await door.post(`${path}/enable`)).json).not.toHaveProperty('address');
  });

  test('ACL-01: only integrations of ActiveCampaign have one', async () => {
    const { path } = await door.create('hotmart');
    expect(faultsIn(await door.post(`${path}/account`, { url: account.url, key: account.key }))).toEqual(['account: account-of-another-platform']);
  });
});

describe('credentials of a platform that sends no contact', () => {
  const paid = { id: 'evt_1', event: 'PAYMENT_RECEIVED', dateCreated: '2026-05-04 10:00:00', payment: { object: 'payment', id: 'pay_1', customer: 'cus_1', value: 100, status: 'RECEIVED' } };

  test('WHK-01: are tried live where a sample names somebody, and told by name', async () => {
    const { path, address } = await door.create('asaas');
    expect(faultsIn(await door.post(`${path}/credentials`, { credentials: { token: 'x' } }))).toEqual(['credentials.token: credential-unknown', 'credentials.accessToken: credential-missing']);
    expect((await door.post(`${path}/credentials`, { credentials: { accessToken: 'untried' } })).json).toMatchObject({ credentials: ['accessToken'] });
    expect(asaasAnswers.keys).toEqual([]);
    await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(paid) });
    asaasAnswers.status = 401;
    expect(faultsIn(await door.post(`${path}/credentials`, { credentials: { accessToken: 'a wrong one' } }))).toEqual(['credentials.accessToken: credential-refused']);
    asaasAnswers.status = 200;
    expect((await door.post(`${path}/credentials`, { credentials: { accessToken: 'the right one' } })).status).toBe(200);
    expect(asaasAnswers.keys).toEqual(['a wrong one', 'the right one']);
  });

  test('WHK-01: those that a platform can do without may be left out or empty', async () => {
    const { path } = await door.create('vtex');
    expect(faultsIn(await door.post(`${path}/credentials`, { credentials: { account: 'acme' } }))).toEqual(['credentials.appKey: credential-missing', 'credentials.appToken: credential-missing']);
    expect((await door.post(`${path}/credentials`, { credentials: { appKey: 'k', appToken: 't', account: ' ' } })).json).toMatchObject({ credentials: ['appKey', 'appToken'] });
    expect(faultsIn(await door.post(`${path}/enable`))).not.toContainEqual(expect.stringMatching(/^credentials/));
  });

  test('WHK-08: a trial asks the platform only where that is wished', async () => {
    const { path } = await door.create('asaas');
    await door.post(path, { mapping: platforms.find('asaas')?.mapping });
    await door.post(`${path}/credentials`, { credentials: { accessToken: 'key' } });
    const sample = { body: JSON.stringify(paid) };
    expect((await door.post(`${path}/try`, { sample })).json).toMatchObject({ callback: 'not-asked', events: [{ becomes: 'unmapped' }] });
    expect(asaasAnswers.keys).toEqual([]);
    expect((await door.post(`${path}/try`, { sample, live: 'yes' })).json).toMatchObject({ callback: 'asked', events: [{ becomes: 'lead', lead: { name: 'Ana Souza' } }] });
    expect((await door.post(`${path}/try`, { sample: { ...sample, callback: { name: 'Bia', mobilePhone: '11987654321' } } })).json).toMatchObject({ callback: 'given', events: [{ lead: { name: 'Bia' } }] });
  });
});

describe('who may', () => {
  test("WHK-10: a host limits integrations by its own plans, in its own words", async () => {
    await door.create('hotmart');
    const { path } = await door.create('kiwify');
    const third = await door.post('/integrations', { name: 'Mais uma', platform: 'stripe' });
    expect([third.status, third.json['detail']]).toEqual([409, 'O plano de acme não inclui mais stripe.']);
    await door.post(`${path}/remove`);
    await door.create('stripe');
  });

  test('ACT-01: a key that looks on changes nothing, and one of another connection sees nothing', async () => {
    const { path } = await door.create('hotmart');
    const onlooker = await world.hub().operators.add({ name: 'Só olha', role: 'see' });
    const looking = integrationDoor(world.hubUrl, onlooker.key);
    expect((await looking.get(path)).status).toBe(200);
    expect([(await looking.post(path, { name: 'X' })).status, (await looking.post(`${path}/enable`)).status, (await looking.post(`${path}/secret`, { secret: 'x' })).status]).toEqual([403, 403, 403]);
    const id = path.split('/').at(-1) ?? '';
    expect(await world.hub().integrations.find('acme', id)).toMatchObject({ platform: 'hotmart' });
    const stranger = world.hub().integrations.as({ name: 'stranger', scope: { only: [] } });
    expect(await stranger.list('acme')).toBeUndefined();
    expect(await stranger.create('acme', { name: 'X', platform: 'hotmart' })).toBeUndefined();
    expect(await stranger.find('acme', id)).toBeUndefined();
    expect(await stranger.putSecret('acme', id, { secret: 'x' })).toBeUndefined();
    expect(await stranger.versions('acme', id)).toBeUndefined();
    expect(await stranger.remove('acme', id)).toBeUndefined();
  });

  test('HUB-01: a request that is sent twice with one key is carried out once', async () => {
    const { path } = await door.create('hotmart');
    const send = async (): Promise<Response> => await fetch(`${world.hubUrl}/v1/connections/acme${path}/events`, {
      method: 'POST', headers: { authorization: 'Bearer an-operator-key-for-tests', 'idempotency-key': 'once' }, body: JSON.stringify({ name: 'A', identification: 'X', actions: [] }),
    });
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    expect((await door.get(path)).json).toMatchObject({ events: [{ identification: 'X' }] });
  });
});
