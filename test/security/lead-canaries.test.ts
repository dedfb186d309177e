import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { platforms } from '../../src/adapters/webhook-mapper/index.ts';
import { createLeadWorld, type Integrated, type LeadWorld } from '../rig/lead-world.ts';
import { CANARIES, listening, singingIn, type Listening } from './canaries.ts';
import { everythingShown } from './everything-shown.ts';

/** What only an integration and its platform know. */
const SECRETS = { hottok: 'canary-hottok-91be', accessToken: 'canary-callback-key-4d', asaasToken: 'canary-asaas-token-2a', session: 'canary-session-cookie-8c', query: 'canary-in-the-query-3e' } as const;
const USER_KEY = CANARIES.secrets[0];

const disposals: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).toReversed()) await dispose();
});

interface Listened {
  readonly world: LeadWorld;
  readonly heard: Listening;
  /** Addresses that were given out; their tokens are secret. */
  readonly urls: string[];
}

async function aListeningWorld(outgoingFetch?: typeof fetch): Promise<Listened> {
  const heard = listening();
  const world = await createLeadWorld({ ploomes: { userKey: USER_KEY }, leadSends: 'assumed', hub: { telemetry: heard.telemetry, ...(outgoingFetch === undefined ? {} : { outgoingFetch }) } });
  disposals.push(world.close);
  return { world, heard, urls: [] };
}

const hotmart = platforms.find('hotmart')?.mapping ?? { v: 1, ddi: '', fields: {} };
const mapping = {
  ...hotmart,
  fields: {
    ...hotmart.fields, company: { from: ['data.buyer.company'] }, cardTitle: { from: ['data.buyer.name'] }, document: { from: ['data.buyer.document'] },
    // Neither of these fits: the one is no number, the other no field of the CRM.
    'card.deal_amount': { from: ['data.buyer.name'], as: 'number' }, 'person.field_of_nobody': { from: ['data.buyer.email'] },
  },
} as const;

async function integrated({ world, urls }: Listened): Promise<Integrated> {
  const integration = await world.integrate({
    mapping, capture: { behaviour: 'company+person+card', funnelId: String(world.funnelId('Suporte')), unlessOpenCard: 'no' },
    events: [{
      id: 'e-1', name: 'Compra', identification: 'PURCHASE_APPROVED',
      actions: [{ type: 'add-tag', tag: 'cliente' }, { type: 'update-field', field: 'de', value: '{{name}}' }, { type: 'update-field', field: 'person:field_of_nobody', value: '{{email}}' }, { type: 'send-chatbot', chatbot: 'boas-vindas' }],
    }],
  }, { signing: SECRETS.hottok });
  urls.push(integration.url);
  return integration;
}

const buyer = { name: CANARIES.name, email: CANARIES.email, checkout_phone: CANARIES.phones[1], document: CANARIES.cpf[1], company: CANARIES.name, address: CANARIES.text };
const purchase = (more: object = {}): string => JSON.stringify({ id: 'd-1', event: 'PURCHASE_APPROVED', creation_date: 1_777_900_000_000, data: { buyer, product: { name: CANARIES.text }, purchase: { transaction: CANARIES.cpf[0] } }, ...more });

const deliver = async (url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> => await fetch(`${url}?who=${encodeURIComponent(CANARIES.email)}&key=${SECRETS.query}`, {
  method: 'POST', body,
  headers: {
    'content-type': 'application/json', 'x-hotmart-hottok': SECRETS.hottok, 'x-note': CANARIES.email, 'x-forwarded-for': CANARIES.phones[0], cookie: `session=${SECRETS.session}`,
    authorization: `Bearer ${CANARIES.secrets[6]}`, traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`, ...headers,
  },
});

/** Nothing of it is told anywhere, and no secret stands even in what is kept. */
async function expectSilence({ world, heard, urls }: Listened): Promise<void> {
  const secrets = [...Object.values(SECRETS), ...urls.map((url) => url.split('/').at(-1) ?? '')];
  const shown = await everythingShown(world);
  const sung = [...heard.told.map((line) => ['told', line] as const), ...shown].flatMap(([where, text]) => singingIn(where, text, secrets));
  expect([...new Set(sung)]).toEqual([]);
  const kept = (await world.delivered()).map(({ body, headers }) => JSON.stringify([body, headers])).join('\n');
  expect([SECRETS.hottok, SECRETS.asaasToken, SECRETS.accessToken, SECRETS.session, CANARIES.secrets[6]].filter((secret) => kept.includes(secret))).toEqual([]);
}

describe('a canary that a platform delivers', () => {
  test('HUB-05, WHK-07: sings nowhere but in the payloads, when all goes well', async () => {
    const listened = await aListeningWorld();
    const { world } = listened;
    const { url } = await integrated(listened);
    world.neppo.startSession({ phone: CANARIES.phones[0], name: CANARIES.name, group: 'Vendas', channel: 'whatsapp' });
    for (const body of [purchase(), purchase(), purchase({ id: 'd-2' })]) expect((await deliver(url, body)).status).toBe(200);
    await world.rest();
    expect(await world.leads()).toMatchObject([{ name: CANARIES.name, email: CANARIES.email }]);
    expect(world.ploomes.deals()).toMatchObject([{ Title: CANARIES.name }, { Title: CANARIES.name }]);
    expect(singingIn('kept', (await world.delivered()).map(({ body }) => body).join('\n')).length).toBeGreaterThan(2);
    expect(listened.heard.told.length).toBeGreaterThan(20);
    await expectSilence(listened);
  });

  test.each([
    { route: 'POST /Contacts', status: 400 }, { route: 'POST /Deals', status: 422 }, { route: 'POST /Deals', status: 500, times: 1 }, { route: 'GET /Contacts', kind: 'garbage', times: 2 } as const,
    { route: 'POST /Contacts', kind: 'reset-after-write', times: 1 } as const, { route: 'GET /Contacts', status: 403 },
  ])('HUB-05: sings nowhere but in the payloads, when Ploomes answers $route with $status $kind', async (fault) => {
    const listened = await aListeningWorld();
    const { url } = await integrated(listened);
    listened.world.ploomes.faults(fault);
    expect((await deliver(url, purchase())).status).toBe(200);
    await listened.world.rest();
    await expectSilence(listened);
  });

  test('HUB-05: sings nowhere, when what comes makes no sense or shows nothing', async () => {
    const listened = await aListeningWorld();
    const { world } = listened;
    const { url } = await integrated(listened);
    const { url: draft } = await world.integrate({ platform: 'other', status: 'draft', scheme: 'address-alone' });
    listened.urls.push(draft);
    const bodies = [CANARIES.text, `{"a":"${CANARIES.text}`, `${'['.repeat(200)}"${CANARIES.text}"`, purchase({ data: { buyer: { ...buyer, checkout_phone: CANARIES.text } } }), purchase({ data: { buyer: { ...buyer, name: { [CANARIES.name]: 1 } } } }),
      JSON.stringify([{ ...CANARIES, secrets: [] }]), `nome=${CANARIES.name}&fone=${CANARIES.phones[0]}`];
    const answers: string[] = [];
    for (const address of [url, draft, `${url}x`]) {
      for (const body of bodies) {
        // Whatever nobody said is a secret is kept as it came: the draft is told none.
        const own = address === draft ? { 'x-hotmart-hottok': '' } : {};
        for (const headers of [{}, { 'x-hotmart-hottok': 'wrong' }, { 'content-type': `text/${SECRETS.query}` }]) answers.push(await (await deliver(address, body, { ...own, ...headers })).text());
      }
    }
    await world.rest();
    expect(answers.flatMap((text, at) => singingIn(`answer ${at}`, text, Object.values(SECRETS)))).toEqual([]);
    await expectSilence(listened);
  });
});

describe('a platform that is asked for a contact, and talks', () => {
  test.each([200, 302, 400, 401, 404, 429, 500])('HUB-05: with status %i makes nothing of ours repeat what it says, or the key that it is asked with', async (status) => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/json', 'x-note': CANARIES.email, location: `http://127.0.0.1:1/${CANARIES.cpf[0]}` })
        .end(JSON.stringify({ id: 'cus_1', name: CANARIES.name, email: CANARIES.email, mobilePhone: CANARIES.phones[1], cpfCnpj: CANARIES.cpf[0], observations: CANARIES.text, errors: [{ code: 'invalid', description: `${CANARIES.text} ${SECRETS.accessToken}` }] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    disposals.push(async () => await new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    const here = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    let asked = 0;
    const listened = await aListeningWorld(async (input, init) => {
      const request = new Request(input, init);
      if (request.url.startsWith('https://api.asaas.com')) asked += 1;
      return await fetch(new Request(request.url.replace('https://api.asaas.com', here), request));
    });
    const { world } = listened;
    const { url } = await world.integrate({ platform: 'asaas' }, { signing: SECRETS.asaasToken, credentials: { accessToken: SECRETS.accessToken } });
    listened.urls.push(url);
    const paid = JSON.stringify({ id: 'evt_1', event: 'PAYMENT_RECEIVED', dateCreated: '2026-05-04 10:00:00', payment: { object: 'payment', id: 'pay_1', customer: 'cus_1', description: CANARIES.text } });
    expect((await deliver(url, paid, { 'asaas-access-token': SECRETS.asaasToken, 'x-hotmart-hottok': '' })).status).toBe(200);
    await world.rest();
    expect(asked).toBeGreaterThan(0);
    await expectSilence(listened);
  });
});
