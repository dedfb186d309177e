import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import type { LeadCapture } from '../../../src/domain/index.ts';
import type { Mapping } from '../../../src/domain/mapping/index.ts';
import { createLeadWorld, type Integrated, type LeadWorld } from '../../rig/lead-world.ts';
import { aPurchase, deliver, HOTTOK, type Purchase } from './hotmart-delivery.ts';

let world: LeadWorld;

beforeEach(async () => (world = await createLeadWorld()));
afterEach(async () => await world.close());

const OURS: Mapping['fields'] = { company: { from: ['data.buyer.company'] }, companyDocument: { from: ['data.buyer.cnpj'] }, cardTitle: { from: ['data.buyer.title'] } };

/** Hotmart's preset, and fields of our own beside it. */
async function capturing(capture: Partial<LeadCapture> = {}, fields: Mapping['fields'] = {}): Promise<Integrated> {
  const hotmart = platforms.find('hotmart');
  if (hotmart === undefined) throw new Error('There is no preset of Hotmart.');
  return await world.integrate({
    mapping: { ...hotmart.mapping, fields: { ...hotmart.mapping.fields, ...OURS, ...fields } },
    capture: { behaviour: 'person+card', funnelId: String(world.funnelId('Suporte')), unlessOpenCard: 'no', ...capture },
  }, { signing: HOTTOK });
}

interface Extra extends Purchase {
  readonly company?: string;
  readonly cnpj?: string;
  readonly title?: string;
}

function bought({ company, cnpj, title, ...purchase }: Extra = {}): object {
  const { data, ...rest } = parsePurchase(JSON.stringify(aPurchase(purchase)));
  return { ...rest, data: { ...data, buyer: { ...data.buyer, company, cnpj, title } } };
}

async function come(url: string, extra: Extra = {}): Promise<void> {
  expect((await deliver(url, bought(extra))).status).toBe(200);
  await world.rest();
}

const parsePurchase = (text: string): { readonly data: { readonly buyer: object } } => JSON.parse(text) as { readonly data: { readonly buyer: object } };

type Row = Readonly<Record<string, unknown>>;
const PERSON = 2;
const contacts = (): readonly Row[] => world.ploomes.rows('Contacts');
const persons = (): readonly Row[] => contacts().filter((row) => row['TypeId'] === PERSON);
const companies = (): readonly Row[] => contacts().filter((row) => row['TypeId'] !== PERSON);
const cards = (): readonly Row[] => world.ploomes.rows('Deals');

describe('a lead that comes in', () => {
  test('WHK-09, ACL-02: becomes a person and a card in the funnel, and is known as a lead', async () => {
    const { id, url } = await capturing();
    await come(url);
    expect(persons()).toMatchObject([{ Name: 'Ana Souza', Email: 'ana@example.com' }]);
    expect(cards()).toMatchObject([{ Title: 'Ana Souza', PipelineId: world.funnelId('Suporte'), ContactId: persons()[0]?.['Id'] }]);
    expect(await world.leads()).toMatchObject([{
      name: 'Ana Souza', phone: '+5511987654321', email: 'ana@example.com', fields: { product: 'Curso de Piano' },
      contactId: String(persons()[0]?.['Id']), cardIds: [String(cards()[0]?.['Id'])], integrations: [id],
    }]);
  });

  test('ACL-02, ACL-03: with a company that is the client of its card, under the title that was mapped', async () => {
    const { url } = await capturing({ behaviour: 'company+person+card' });
    await come(url, { company: 'Padaria Sol Ltda', cnpj: '11.222.333/0001-81', title: 'Piano para a padaria' });
    expect(companies()).toMatchObject([{ Name: 'Padaria Sol Ltda' }]);
    expect(persons()).toMatchObject([{ CompanyId: companies()[0]?.['Id'] }]);
    expect(cards()).toMatchObject([{ Title: 'Piano para a padaria', ContactId: companies()[0]?.['Id'], PersonId: persons()[0]?.['Id'] }]);
  });

  test('ACL-02: with a company and without a card', async () => {
    const { url } = await capturing({ behaviour: 'company+person' });
    await come(url, { company: 'Padaria Sol Ltda' });
    expect([companies().length, persons().length, cards().length]).toEqual([1, 1, 0]);
  });

  test('ACL-03: without a company name the company is skipped', async () => {
    const { url } = await capturing({ behaviour: 'company+person+card' });
    await come(url);
    expect([companies().length, persons().length, cards().length]).toEqual([0, 1, 1]);
  });

  test('ACL-03: gets no other card while an open one exists in any funnel', async () => {
    const person = world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321' }).Id;
    const card = world.ploomes.create('Deals', { Title: 'de antes', ContactId: person, PipelineId: world.funnelId('Funil de vendas') }).Id;
    const { url } = await capturing({ unlessOpenCard: 'yes' });
    await come(url);
    expect(cards().map((row) => row['Id'])).toEqual([card]);
    expect(await world.leads()).toMatchObject([{ contactId: String(person), cardIds: [String(card)] }]);
  });

  test('ACL-05: is found by its e-mail before its phone, and updated; what it does not bring stays', async () => {
    const byEmail = world.ploomes.addContact({ name: 'Ana', email: 'ana@example.com', phone: '(21) 3333-4444' }).Id;
    const { url } = await capturing();
    await come(url, { name: 'Ana Souza Lima' });
    expect(persons()).toMatchObject([{ Id: byEmail, Name: 'Ana Souza Lima', Email: 'ana@example.com' }]);
    await come(url, { email: '' });
    expect(persons()).toMatchObject([{ Id: byEmail, Email: 'ana@example.com' }]);
  });

  test('ACL-05: is found by its phone without the ninth digit', async () => {
    const person = world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 8765-4321' }).Id;
    const { url } = await capturing();
    await come(url);
    expect(persons().map((row) => row['Id'])).toEqual([person]);
  });

  test('ACL-06, WHK-07: delivered many times at once gives one person, one company, one card', async () => {
    const { url } = await capturing({ behaviour: 'company+person+card' });
    const body = bought({ company: 'Padaria Sol' });
    const answers = await Promise.all(Array.from({ length: 12 }, async () => (await deliver(url, body)).status));
    expect(new Set(answers)).toEqual(new Set([200]));
    await world.rest();
    expect([companies().length, persons().length, cards().length]).toEqual([1, 1, 1]);
    expect(await world.leads()).toHaveLength(1);
  });

  test('ACL-06: two leads of one company at once give one company', async () => {
    const { url } = await capturing({ behaviour: 'company+person+card' });
    await Promise.all([
      deliver(url, bought({ company: 'Padaria Sol' })),
      deliver(url, bought({ company: 'PADARIA  SOL', name: 'Bruno Reis', email: 'bruno@example.com', phone: '21987650000' })),
    ]);
    await world.rest();
    expect([companies().length, persons().length, cards().length]).toEqual([1, 2, 2]);
  });

  test.each(['/Contacts', '/Deals'])('ACL-06: whose answer from POST %s is lost is not made twice', async (path) => {
    const { url } = await capturing({ behaviour: 'company+person+card' });
    world.ploomes.faults({ route: `POST ${path}`, times: 1, kind: 'reset-after-write' });
    await come(url, { company: 'Padaria Sol' });
    await world.rest();
    expect([companies().length, persons().length, cards().length]).toEqual([1, 1, 1]);
    expect(await world.leads()).toMatchObject([{ cardIds: [String(cards()[0]?.['Id'])] }]);
  });

  test.each([1, 2, 3, 4])('ACL-06: that the CRM does not show for a moment (question %i) is not made twice', async (after) => {
    const { url } = await capturing({ behaviour: 'company+person+card' });
    world.ploomes.faults({ route: 'GET /Contacts', kind: 'empty-list', after, times: 5 });
    await come(url, { company: 'Padaria Sol' });
    world.ploomes.clearFaults();
    await come(url, { company: 'Padaria Sol' });
    expect([companies().length, persons().length]).toEqual([1, 1]);
  });

  test('CRD-10: wakes the session that waits for its client', async () => {
    await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Suporte', 'link-last')] });
    const { protocol } = world.neppo.startSession({ name: 'Ana', phone: '5511987654321', group: 'Vendas', channel: 'whatsapp' });
    await world.rest();
    expect((await world.hub().sessions.find({ connection: world.connection, protocol }))?.waiting).toBe('yes');
    const { url } = await capturing();
    await come(url);
    const session = await world.hub().sessions.find({ connection: world.connection, protocol });
    expect(session).toMatchObject({ waiting: 'no', clientId: String(persons()[0]?.['Id']) });
  });

  test('ACL-04: brings values for fields of the CRM; one that does not fit is told, and the lead enters all the same', async () => {
    const { url } = await capturing({ behaviour: 'person+card' }, {
      'person.contact_note': { from: ['data.product.name'] }, 'person.field_of_nobody': { from: [{ constant: 'x' }] },
      'card.field_of_nobody': { from: [{ constant: 'y' }] }, 'card.deal_amount': { from: [{ constant: 'muito' }], as: 'number' },
    });
    await come(url);
    expect(persons()).toMatchObject([{ Name: 'Ana Souza', Note: 'Curso de Piano' }]);
    expect(cards()).toHaveLength(1);
    const { rows } = await world.store().history.records('every-connection', {}, { limit: 20 });
    expect(rows.find(({ kind }) => kind === 'lead-card')?.decision).toMatchObject({ refused: [{ key: 'field_of_nobody', reason: 'field-unknown' }] });
    expect(rows.find(({ kind }) => kind === 'hotmart')?.decision).toMatchObject({ problems: [{ target: 'card.deal_amount', problem: 'not-a-number' }] });
  });

  test('ACL-02: of ActiveCampaign comes as a form, and once', async () => {
    const { url } = await world.integrate({
      platform: 'activecampaign', scheme: 'address-alone',
      capture: { behaviour: 'person+card', funnelId: String(world.funnelId('Suporte')), unlessOpenCard: 'no' },
    });
    const form = new URLSearchParams({
      type: 'subscribe', date_time: '2026-05-04T10:00:00-03:00', 'contact[id]': '7', 'contact[email]': 'ana@example.com', 'contact[first_name]': 'Ana', 'contact[last_name]': 'Souza', 'contact[phone]': '(11) 98765-4321',
    });
    for (let times = 0; times < 3; times += 1) expect((await fetch(url.replace('/webhook/', '/activecampaign/'), { method: 'POST', body: form })).status).toBe(200);
    await world.rest();
    expect(persons()).toMatchObject([{ Name: 'Ana Souza', Email: 'ana@example.com' }]);
    expect(cards()).toHaveLength(1);
  });

  test('HUB-05: is erased with its person, wherever it stood on its way, and is not brought back', async () => {
    const { url } = await capturing({ behaviour: 'company+person+card' });
    await come(url, { id: 'd-1', company: 'Padaria Sol', title: 'Ana Souza e a padaria' });
    const report = await world.hub().privacy.erase({ phone: '5511987654321' });
    expect(report.connections).toMatchObject([{ remains: [], counts: { leads: 1 } }]);
    expect(await world.leads()).toEqual([]);
    const { rows } = await world.store().history.records('every-connection', {}, { limit: 50 });
    expect(JSON.stringify(rows)).not.toMatch(/Ana Souza|ana@example|987654321/);
    expect((await world.hub().deliveries.replay(rows.map(({ id }) => id), 'now')).replayed.filter(({ id }) => rows.find((row) => row.id === id)?.kind.startsWith('lead') === true)).toEqual([]);
    await world.rest();
    expect(await world.leads()).toEqual([]);
  });

  test('ACT-08: that comes while the connection is off does nothing, now or later', async () => {
    const { url } = await capturing();
    await world.hub().connections.deactivate(world.connection);
    expect((await deliver(url, bought())).status).toBe(200);
    await world.rest();
    await world.hub().connections.activate(world.connection);
    await world.rest();
    expect([persons().length, cards().length, (await world.leads()).length]).toEqual([0, 0, 0]);
    expect(await world.delivered()).toMatchObject([{ state: 'done', decision: { because: 'connection-inactive' } }]);
  });

  test('ACL-03: whose funnel is gone is set aside, and enters once another one is chosen', async () => {
    const integration = await capturing();
    world.ploomes.archivePipeline(world.funnelId('Suporte'));
    await come(integration.url);
    const { rows: [aside] } = await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 5 });
    expect(aside).toMatchObject({ kind: 'lead-card', reason: expect.stringMatching(/lead-funnel-unavailable|port.refused/) as unknown });
    await world.change(integration, { capture: { behaviour: 'person+card', funnelId: String(world.funnelId('Funil de vendas')), unlessOpenCard: 'no' } });
    await world.hub().deliveries.replay(aside === undefined ? [] : [aside.id], 'now');
    await world.rest();
    expect([persons().length, cards().length]).toEqual([1, 1]);
  });
});
