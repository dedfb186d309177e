import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSecretBox } from '../../../src/adapters/system/index.ts';
import { createIntegrationSecrets } from '../../../src/app/use-cases/leads/integration-secrets.ts';
import { instantOf, type ConnectionId } from '../../../src/domain/index.ts';
import { createLeadWorld, type Integrated, type LeadWorld } from '../../rig/lead-world.ts';
import { OPERATOR_KEY, SECRET_KEY } from '../../rig/world.ts';
import { aPurchase, deliver, HOTTOK } from './hotmart-delivery.ts';

let world: LeadWorld;

beforeEach(async () => (world = await createLeadWorld()));
afterEach(async () => await world.close());

const hotmart = async (more: object = {}): Promise<Integrated> => await world.integrate(more, { signing: HOTTOK });

const LONG_AGO = instantOf(Date.UTC(2020, 0));
const FAR_AWAY = instantOf(Date.UTC(2999, 0));

const asideReasons = async (): Promise<readonly (string | undefined)[]> => (await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 20 })).rows.map(({ reason }) => reason);

async function refused(): Promise<string> {
  const text = await (await fetch(`${world.hubUrl}/metrics`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } })).text();
  return text.split('\n').filter((line) => line.startsWith('vinculo_deliveries_refused_total{system="webhook"')).join('\n');
}

describe('a delivery of a platform', () => {
  test('HUB-01, WHK-01: is durable before it is answered, and leads to a lead', async () => {
    const { url } = await hotmart();
    const answer = await deliver(url, aPurchase());
    expect(answer.status).toBe(200);
    expect(await world.delivered()).toHaveLength(1);
    await world.rest();
    expect(await world.leads()).toMatchObject([{ name: 'Ana Souza' }]);
  });

  test('ACL-01: comes in at the address of ActiveCampaign too', async () => {
    const { url } = await hotmart();
    expect((await deliver(url.replace('/webhook/', '/activecampaign/'), aPurchase())).status).toBe(200);
    expect(await world.delivered()).toHaveLength(1);
  });

  test('WHK-07: whose secret is wrong is refused like an unknown address, kept nowhere, and counted', async () => {
    const { url } = await hotmart();
    const wrong = await deliver(url, aPurchase(), { 'x-hotmart-hottok': 'another' });
    const unknown = await deliver(`${url}-of-nobody`, aPurchase());
    expect([wrong.status, unknown.status]).toEqual([404, 404]);
    expect(await wrong.text()).toBe(await unknown.text());
    expect(await world.delivered()).toEqual([]);
    expect(await refused()).toMatch(/not-authentic"\} 1[\s\S]*unknown-token"\} 1/);
    // Counted for people, so that no answer waits for it.
    await expect.poll(async () => await world.store().hookSigns.astray(parseConnection(world.connection), LONG_AGO)).toMatchObject([{ system: 'webhook', count: 1 }]);
  });

  test('WHK-07: is shown to be authentic by either of two secrets while one is exchanged, and by no more afterwards', async () => {
    const { url } = await world.integrate({}, { signing: 'the new one', before: { signing: HOTTOK, until: FAR_AWAY } });
    expect((await deliver(url, aPurchase())).status).toBe(200);
    expect((await deliver(url, aPurchase(), { 'x-hotmart-hottok': 'the new one' })).status).toBe(200);
    const over = await world.integrate({}, { signing: 'the new one', before: { signing: HOTTOK, until: LONG_AGO } });
    expect((await deliver(over.url, aPurchase())).status).toBe(404);
  });

  test('WHK-07: is shown to be authentic by a secret that another process was given a moment ago', async () => {
    const { id, url } = await hotmart();
    expect((await deliver(url, aPurchase())).status).toBe(200);
    const connection = parseConnection(world.connection);
    await createIntegrationSecrets({ secrets: world.store().secrets, box: createSecretBox(SECRET_KEY) }).put(connection, id, { signing: 'the new one' });
    expect((await deliver(url, aPurchase(), { 'x-hotmart-hottok': 'the new one' })).status).toBe(200);
    expect((await deliver(url, aPurchase(), { 'x-hotmart-hottok': 'another' })).status).toBe(404);
  });

  test('WHK-07: that is signed is verified over its own bytes and address', async () => {
    const { url } = await world.integrate({ platform: 'kiwify' }, { signing: 'kiwify-token' });
    const body = '{ "order_id":"o-1","webhook_event_type":"order_approved","updated_at":"2026-05-04 10:00","Customer":{"full_name":"Ana Souza","mobile":"+5511987654321","email":"ana@example.com"} }';
    const signature = createHmac('sha1', 'kiwify-token').update(body).digest('hex');
    expect((await deliver(`${url}?signature=${signature}`, body)).status).toBe(200);
    expect((await deliver(`${url}?signature=${signature}`, `${body} `)).status).toBe(404);
    await world.rest();
    expect(await world.leads()).toMatchObject([{ name: 'Ana Souza' }]);
    expect(JSON.stringify((await world.delivered())[0]?.headers)).not.toContain(signature);
  });

  test('WHK-07: delivered twice is answered alike and acts once', async () => {
    const { url } = await hotmart();
    const purchase = aPurchase();
    const answers = await Promise.all([deliver(url, purchase), deliver(url, purchase), deliver(url, purchase)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await world.rest();
    expect(await world.delivered()).toMatchObject([{ repeats: 2 }]);
  });

  test('HUB-05: keeps neither the secret that it shows nor what nobody needs', async () => {
    const { url } = await hotmart();
    await deliver(url, { ...aPurchase({ id: 'd-1' }), hottok: HOTTOK });
    const [kept] = await world.delivered();
    expect(JSON.stringify(kept)).not.toContain(HOTTOK);
    expect(JSON.parse(kept?.body ?? '')).toEqual(aPurchase({ id: 'd-1' }));
  });

  test('that nobody can read is kept, set aside, and answered all the same', async () => {
    const { url } = await hotmart();
    expect((await deliver(url, '<xml>not of Hotmart</xml>', { 'content-type': 'application/xml' })).status).toBe(200);
    expect(await world.delivered()).toMatchObject([{ state: 'set-aside', reason: 'payload-malformed', body: '<xml>not of Hotmart</xml>' }]);
  });

  test.each([
    ['application/json', undefined], ['application/json; charset=utf-8', undefined], ['application/x-www-form-urlencoded', undefined], ['application/json; charset=us-ascii', 'utf8'],
  ] as const)('WHK-02: whose sender writes Latin-1, or ASCII that is none, keeps its letters: %s', async (type, told) => {
    const { url } = await world.integrate({
      platform: 'other', scheme: 'address-alone', mapping: { v: 1, ddi: { constant: '55' }, fields: { event: { from: [{ constant: 'x' }] }, name: { from: ['nome'] }, phone: { from: ['fone'] } } },
    });
    const text = type.includes('json') ? '{"nome":"João Conceição","fone":"11987654321"}' : 'nome=João Conceição&fone=11987654321';
    expect((await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: Uint8Array.from(Buffer.from(text, told ?? 'latin1')) })).status).toBe(200);
    await world.rest();
    expect(await world.leads()).toMatchObject([{ name: 'João Conceição' }]);
  });

  test('WHK-02: whose sender writes a query in Latin-1 keeps its letters', async () => {
    const { url } = await world.integrate({
      platform: 'other', scheme: 'address-alone', mapping: { v: 1, ddi: { constant: '55' }, fields: { event: { from: [{ constant: 'x' }] }, name: { from: ['nome'] }, phone: { from: ['fone'] } } },
    });
    expect((await fetch(`${url}?nome=Jo%E3o+Concei%E7%E3o&fone=11987654321`)).status).toBe(200);
    await world.rest();
    expect(await world.leads()).toMatchObject([{ name: 'João Conceição' }]);
  });

  test('WHK-07: with a thousand fields that fit nothing tells a hundred of them, and how many there were', async () => {
    const fields = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`custom.n${at}`, { from: ['x'], as: 'number' as const }]));
    const { url } = await world.integrate({
      platform: 'other', scheme: 'address-alone', mapping: { v: 1, each: 'items[]', ddi: { constant: '55' }, fields: { event: { from: [{ constant: 'x' }] }, name: { from: ['name'] }, phone: { from: ['phone'] }, ...fields } },
    });
    await deliver(url, { items: Array.from({ length: 100 }, (_, at) => ({ name: `Ana ${at}`, phone: `119876540${String(at).padStart(2, '0')}`, x: 'muito' })) });
    await world.rest();
    const [kept] = await world.delivered();
    expect(kept?.decision).toMatchObject({ leads: 100, problemsInAll: 1_200 });
    expect(JSON.stringify(kept?.decision).match(/not-a-number/g)).toHaveLength(100);
  });

  test('WHK-03: with more than a thousand events has the first thousand enter, and is set aside for the rest, which is told', async () => {
    const { url } = await world.integrate({
      platform: 'other', scheme: 'address-alone',
      mapping: { v: 1, each: 'items[]', ddi: { constant: '55' }, fields: { event: { from: ['e'] }, name: { from: ['n'] }, phone: { from: ['p'] } } },
    });
    await deliver(url, { items: Array.from({ length: 1_003 }, () => ({ e: 'x', n: 'Ana', p: '11987654321' })) });
    await expect.poll(async () => await world.delivered(), { timeout: 30_000 }).toMatchObject([{ state: 'set-aside', reason: 'lead-too-many', decision: { leftOut: 3, leads: 1_000 } }]);
    expect(await world.hub().deliveries.count({ kind: 'lead-came' })).toBe(1_000);
  });

  test('is too large beyond a megabyte', async () => {
    const { url } = await hotmart();
    expect((await deliver(url, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect(await world.delivered()).toEqual([]);
  });

  test('a look whether somebody is there is answered as the platform wants it, and is no delivery', async () => {
    const { url } = await hotmart();
    const [get, head] = [await fetch(url), await fetch(url, { method: 'HEAD' })];
    expect([get.status, await get.text(), head.status]).toEqual([200, 'ok', 200]);
    const other = await world.integrate({ platform: 'other', scheme: 'address-alone' });
    expect((await fetch(other.url)).status).toBe(405);
    expect(await world.delivered()).toEqual([]);
  });

  test('WHK-04: to an integration that was removed finds nobody, and what it took in stays', async () => {
    const integration = await hotmart();
    await deliver(integration.url, aPurchase());
    await world.rest();
    await world.change(integration, { removed: 'yes' });
    await new Promise((resolve) => setTimeout(resolve, 2_100)); // settings are believed for two seconds
    expect((await deliver(integration.url, aPurchase())).status).toBe(404);
    expect(await world.delivered()).toHaveLength(1);
  });

  test('WHK-04: adds to the structure of what its integration received, without a value', async () => {
    const { id, url } = await hotmart();
    await deliver(url, aPurchase());
    await deliver(url, aPurchase());
    await expect.poll(async () => (await world.store().integrations.structure(parseConnection(world.connection), id))?.of).toBe(2);
    const structure = await world.store().integrations.structure(parseConnection(world.connection), id);
    expect(structure?.paths).toContainEqual({ path: 'data.buyer.name', types: { text: 2 } });
    expect(JSON.stringify(structure)).not.toContain('Ana');
  });
});

describe('what is made of it', () => {
  test('WHK-02: a draft keeps what comes and does nothing; once it is active it can be played again', async () => {
    const integration = await hotmart({ status: 'draft' });
    await deliver(integration.url, aPurchase());
    await world.rest();
    const [kept] = await world.delivered();
    expect(kept).toMatchObject({ state: 'done', decision: { because: 'integration-draft' } });
    expect(await world.leads()).toEqual([]);
    await world.change(integration, { status: 'active' });
    await world.hub().deliveries.replay((await world.delivered()).map(({ id }) => id), 'now');
    await world.rest();
    expect(await world.leads()).toMatchObject([{ name: 'Ana Souza' }]);
  });

  test('WHK-07: what cannot be mapped is kept with the reason, and enters once the mapping is mended', async () => {
    const integration = await hotmart({ mapping: { v: 1, ddi: { constant: '55' }, fields: { event: { from: ['event'] }, name: { from: ['data.nobody'] }, phone: { from: ['data.buyer.checkout_phone'] } } } });
    await deliver(integration.url, aPurchase());
    await world.rest();
    expect(await asideReasons()).toEqual(['lead-unmapped']);
    const [kept] = await world.delivered();
    expect(kept?.decision).toMatchObject({ missing: ['name'], version: 1 });
    await world.change(integration, { mapping: { v: 1, ddi: { constant: '55' }, fields: { event: { from: ['event'] }, name: { from: ['data.buyer.name'] }, phone: { from: ['data.buyer.checkout_phone'] } } } });
    await world.hub().deliveries.replay((await world.delivered()).map(({ id }) => id), 'now');
    await world.rest();
    expect(await world.leads()).toMatchObject([{ name: 'Ana Souza', phone: '+5511987654321' }]);
  });

  test('WHK-07: and stays aside where it is played again by the mapping of then', async () => {
    const integration = await hotmart({ mapping: { v: 1, ddi: { constant: '55' }, fields: {} } });
    await deliver(integration.url, aPurchase());
    await world.rest();
    await world.change(integration, { mapping: { v: 1, ddi: { constant: '55' }, fields: { name: { from: ['data.buyer.name'] }, phone: { from: ['data.buyer.checkout_phone'] } } } });
    await world.hub().deliveries.replay((await world.delivered()).map(({ id }) => id), 'then');
    await world.rest();
    expect(await world.leads()).toEqual([]);
    expect(await asideReasons()).toEqual(['lead-unmapped', 'lead-unmapped']);
  });

  test('HUB-02: one that nobody could read is corrected and played again', async () => {
    const { url } = await hotmart();
    await deliver(url, '{"event": broken');
    const [kept] = await world.delivered();
    const answer = await fetch(`${world.hubUrl}/v1/deliveries/${kept?.id}/edit-and-replay`, {
      method: 'POST', headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' }, body: JSON.stringify({ body: JSON.stringify(aPurchase()) }),
    });
    expect(answer.status).toBeLessThan(300);
    await world.rest();
    expect(await world.leads()).toMatchObject([{ name: 'Ana Souza' }]);
  });

  test('WHK-05: an event that has no match is kept in the history and does nothing', async () => {
    const { url } = await hotmart({ events: [{ id: 'e-1', name: 'Compra', identification: 'PURCHASE_COMPLETE', actions: [] }] });
    await deliver(url, aPurchase());
    await world.rest();
    expect(await world.delivered()).toMatchObject([{ state: 'done', decision: { because: 'event-unknown', events: ['PURCHASE_APPROVED'] } }]);
    expect(await world.leads()).toEqual([]);
  });

  test('WHK-03: several events in one delivery go each on its own way', async () => {
    const { url } = await world.integrate({
      platform: 'other', scheme: 'address-alone',
      mapping: { v: 1, each: 'items[]', ddi: { constant: '55' }, fields: { event: { from: ['type'] }, name: { from: ['name'] }, phone: { from: ['phone'] } } },
    });
    await deliver(url, { items: [{ type: 'a', name: 'Ana', phone: '11987654321' }, { type: 'b', phone: '11987650000' }, { type: 'c', name: 'Caio', phone: '21987650001' }] });
    await world.rest();
    expect(new Set((await world.leads()).map(({ name }) => name))).toEqual(new Set(['Ana', 'Caio']));
    expect(await world.delivered()).toMatchObject([{ state: 'set-aside', reason: 'lead-unmapped', decision: { leads: 2, missing: ['name'] } }]);
  });

  test('WHK-10: a lead is its phone in both forms; what a later delivery does not bring stays', async () => {
    const { url } = await hotmart();
    await deliver(url, aPurchase({ phone: '11987654321' }));
    await world.rest();
    await deliver(url, aPurchase({ phone: '1187654321', name: 'Ana Souza Lima', email: '', product: '' }));
    await world.rest();
    expect(await world.leads()).toMatchObject([{ name: 'Ana Souza Lima', email: 'ana@example.com', fields: { product: 'Curso de Piano' } }]);
    expect(await world.leads()).toHaveLength(1);
  });

  test('HUB-05: neither lanes nor subjects hold a phone or an e-mail', async () => {
    const { url } = await hotmart();
    await deliver(url, aPurchase());
    await world.rest();
    const { rows } = await world.store().history.records('every-connection', {}, { limit: 50 });
    expect(JSON.stringify(rows.map(({ lane, subjects, decision, kind }) => ({ lane, subjects, decision, kind })))).not.toMatch(/987654321|ana@|Ana Souza/);
  });
});

const parseConnection = (text: string): ConnectionId => text as ConnectionId;
