import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { World } from '../../rig/world.ts';
import { attended, BIANCA, createDeskWorld, holding, openDesk, rowsIn, type DeskAnswer, type DeskClient } from './desk-client.ts';

let world: World;
let bianca: DeskClient;
let protocol: string;
beforeEach(async () => {
  world = await createDeskWorld();
  bianca = await openDesk(world, BIANCA);
  await world.setOptions({ linking: 'on', recordMoment: 'at-start', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
});
afterEach(async () => await world.close());

const refusedFor = (because: string) => ({ status: 409, json: { type: 'urn:vinculo:problem:act-refused', because } });
const done = { status: 200, json: { outcome: 'done' } };
const act = async (name: string, body: object = {}, key?: string): Promise<DeskAnswer> => {
  const answer = await bianca.post(`sessions/${protocol}/${name}`, body, key);
  await world.rest();
  return answer;
};
const sheet = async () => (await bianca.get(`sessions/${protocol}`)).json;
const phonesOf = (id: number): string => JSON.stringify(world.ploomes.contacts().find((contact) => contact.Id === id)?.['Phones']).replaceAll(/[^\d"]/g, '');
const cardsOf = (id: number) => world.ploomes.deals().filter((deal) => deal['ContactId'] === id);

describe('PAN-02: a contact', () => {
  beforeEach(async () => void (protocol = await attended(world)));

  test('CRD-10: is made of the session\'s client, once; then the rule that waited runs, and the session is the contact\'s', async () => {
    expect(cardsOf(0)).toEqual([]);
    expect((await sheet())['contactId']).toBeUndefined();
    const made = await act('contacts', { name: 'João da Silva', email: 'joao@exemplo.com.br' }, 'c1');
    expect(made).toMatchObject({ status: 200, json: { outcome: 'made', address: holding('http') } });
    expect(await act('contacts', { name: 'João da Silva', email: 'joao@exemplo.com.br' }, 'c1')).toEqual(made);
    const people = world.ploomes.contacts().filter((contact) => contact['Name'] === 'João da Silva');
    expect(people).toMatchObject([{ Id: Number(made.json['id']), Email: 'joao@exemplo.com.br' }]);
    expect(phonesOf(Number(made.json['id']))).toContain('987654321');
    expect(cardsOf(Number(made.json['id']))).toMatchObject([{ Title: 'João da Silva', PipelineId: world.funnelId('Funil de vendas') }]);
    expect(await sheet()).toMatchObject({ contactId: made.json['id'], cardId: String(cardsOf(Number(made.json['id']))[0]?.Id) });
  });

  test('is linked to the session also where the CRM makes it only after nobody waits any more', async () => {
    world.ploomes.faults({ route: 'POST /Contacts', status: 429, retryAfter: 11, times: 1 });
    expect(await act('contacts', { name: 'João da Silva', phone: '551122223333' }, 'late')).toMatchObject({ status: 202, json: { outcome: 'later' } });
    const [made] = world.ploomes.contacts().filter((contact) => contact['Name'] === 'João da Silva');
    expect(await sheet()).toMatchObject({ contactId: String(made?.Id) });
    expect(phonesOf(made?.Id ?? 0)).toContain('987654321');
  }, 40_000);

  test('is searched for, linked, given the number; all waiting sessions of that number resolve', async () => {
    const second = await attended(world, { group: 'Vendas' });
    const { Id } = world.ploomes.addContact({ name: 'João Antônio', email: 'ja@exemplo.com.br', phone: '(11) 2222-3333' });
    await world.rest();
    for (const search of ['João A', 'ja@exemplo', '2222']) expect(rowsIn(await bianca.get(`contacts?search=${encodeURIComponent(search)}`)), search).toMatchObject([{ contactId: String(Id), name: 'João Antônio', kind: 'person', phone: '551122223333' }]);
    expect(await act('contact', { contactId: String(Id) })).toMatchObject(done);
    expect(phonesOf(Id)).toContain('987654321');
    expect(phonesOf(Id)).toContain('22223333');
    expect(cardsOf(Id)).toHaveLength(2);
    expect(await sheet()).toMatchObject({ contactId: String(Id), name: 'João Antônio', addresses: { contact: holding(String(Id)) } });
    expect((await bianca.get(`sessions/${second}`)).json).toMatchObject({ contactId: String(Id) });
    expect(await act('contact', { contactId: String(Id) })).toMatchObject(done);
    expect(world.ploomes.contacts().find((contact) => contact.Id === Id)?.['Phones']).toHaveLength(2);
    expect(cardsOf(Id)).toHaveLength(2);
  });

  test('that the CRM does not have is refused', async () => {
    for (const contactId of ['424242', 'abc', '1 or 1 eq 1', "x'y", '-1', '99999999999999999999']) expect(await act('contact', { contactId }), contactId).toMatchObject(refusedFor('contact-unknown'));
    expect((await act('contact', { contactId: '' })).status).toBe(400);
  });

  test('needs a name, and something by which it is found again', async () => {
    for (const body of [{}, { name: '  ' }, { name: 'x'.repeat(251) }, { name: 'A', other: 1 }]) expect((await act('contacts', body)).status).toBe(400);
    protocol = await attended(world, { phone: '', name: 'Oculto', channel: 'voice' });
    expect((await act('contacts', { name: 'Sem número' })).status).toBe(400);
  });

  test('of a company is made with it', async () => {
    const company = world.ploomes.addCompany({ name: 'Aurora Ltda' });
    await world.rest();
    const made = await act('contacts', { name: 'João', companyId: String(company.Id) });
    expect(made.json).toMatchObject({ outcome: 'made' });
    expect(await sheet()).toMatchObject({ addresses: { company: holding(String(company.Id)) } });
    expect(cardsOf(company.Id)).toMatchObject([{ PersonId: Number(made.json['id']), Title: 'Aurora Ltda' }]);
  });
});

describe('PAN-03: cards', () => {
  let person: number;
  let company: number;
  beforeEach(async () => {
    await world.setOptions({ linking: 'off' });
    company = world.ploomes.addCompany({ name: 'Aurora Ltda' }).Id;
    person = world.ploomes.addContact({ name: 'João', phone: '(11) 98765-4321', companyId: company }).Id;
    await world.rest();
    protocol = await attended(world);
  });
  const open = (title: string, client: number, more: object = {}): string => String(world.ploomes.create('Deals', { Title: title, ContactId: client, PipelineId: world.funnelId('Suporte'), ...more }).Id);

  test('are offered where their client or person is the contact, or their client its company; no other is, and no other is taken', async () => {
    const other = world.ploomes.addContact({ name: 'Outra', phone: '(11) 3333-4444' }).Id;
    const offered = [open('do contato', person), open('da empresa', company), open('como pessoa', other, { PersonId: person })];
    const strange = [open('de outra', other), open('de outra na empresa', other)];
    expect(new Set(rowsIn(await bianca.get(`sessions/${protocol}/cards?limit=50`)).map(({ cardId }) => cardId))).toEqual(new Set(offered));
    expect(rowsIn(await bianca.get(`sessions/${protocol}/cards?search=empresa`))).toMatchObject([{ title: 'da empresa', funnel: 'Suporte', address: holding('http') }]);
    for (const cardId of [...strange, '424242', 'abc', '1 or 1 eq 1', "x'y"]) expect(await act('card', { cardId }), cardId).toMatchObject(refusedFor('card-not-offered'));
    expect((await sheet())['cardId']).toBeUndefined();
  });

  test('SES-08: one is linked and unlinked, and the record follows', async () => {
    const cardId = open('da empresa', company);
    expect(await act('card', { cardId })).toMatchObject(done);
    expect(await sheet()).toMatchObject({ cardId, addresses: { card: holding(cardId) } });
    const records = () => world.ploomes.interactionRecords().filter((record) => record['DealId'] === Number(cardId));
    expect(await act('save')).toMatchObject(done);
    expect(records()).toHaveLength(1);
    expect(await act('unlink-card')).toMatchObject(done);
    expect((await sheet())['cardId']).toBeUndefined();
    expect(records()).toHaveLength(0);
  });

  test('one is made for the company, and linked, once', async () => {
    const made = await act('cards', { funnelId: String(world.funnelId('Suporte')), title: 'Reforma' }, 'k1');
    expect(made).toMatchObject({ status: 200, json: { outcome: 'made' } });
    expect((await act('cards', { funnelId: String(world.funnelId('Suporte')), title: 'Reforma' }, 'k1')).json).toMatchObject({ outcome: 'made', id: made.json['id'] });
    expect(cardsOf(company)).toMatchObject([{ Title: 'Reforma', PersonId: person, PipelineId: world.funnelId('Suporte') }]);
    expect(await sheet()).toMatchObject({ cardId: made.json['id'] });
  });

  test('PAN-04: the one that is linked is shown as it stands, and what a card may be opened in has a name', async () => {
    expect(await bianca.get(`sessions/${protocol}/card`)).toMatchObject({ status: 404, json: { detail: holding('linked to no card') } });
    const cardId = open('da empresa', company);
    await act('card', { cardId });
    expect((await bianca.get(`sessions/${protocol}/card`)).json).toMatchObject({ cardId, title: 'da empresa', funnel: 'Suporte', address: holding(cardId) });
    expect(await sheet()).toMatchObject({ company: { id: String(company), name: 'Aurora Ltda' } });
    world.ploomes.remove('Deals', Number(cardId));
    expect((await bianca.get(`sessions/${protocol}/card`)).status).toBe(404);
    expect((await bianca.get('sessions/WA404/card')).status).toBe(404);
    expect((await bianca.get('funnels')).json['funnels']).toContainEqual({ id: String(world.funnelId('Suporte')), name: 'Suporte' });
  });

  test('in a funnel that is not there is not made, and says so', async () => {
    for (const funnelId of ['424242', 'abc']) expect((await act('cards', { funnelId })).status, funnelId).toBe(409);
    expect(cardsOf(company)).toEqual([]);
  });

  test('are none while the client is not known', async () => {
    protocol = await attended(world, { phone: '5511900001111', name: 'Ninguém' });
    expect(rowsIn(await bianca.get(`sessions/${protocol}/cards`))).toEqual([]);
    expect(await act('card', { cardId: '1' })).toMatchObject(refusedFor('client-unknown'));
    expect(await act('cards', { funnelId: String(world.funnelId('Suporte')) })).toMatchObject(refusedFor('client-unknown'));
    expect(await act('new', { kind: 'task' })).toMatchObject(refusedFor('client-unknown'));
  });
});

describe('PAN-05: papers', () => {
  let company: number;
  let person: number;
  beforeEach(async () => {
    await world.setOptions({ linking: 'off' });
    company = world.ploomes.addCompany({ name: 'Aurora Ltda' }).Id;
    person = world.ploomes.addContact({ name: 'João', phone: '(11) 98765-4321', companyId: company }).Id;
    await world.rest();
    protocol = await attended(world);
  });
  const offers = async () => rowsIn(await bianca.get(`sessions/${protocol}/new`), 'offers');

  test('are offered with what they need', async () => {
    expect(await offers()).toEqual([{ kind: 'task', allowed: 'yes', needsCard: 'no' }, { kind: 'document', allowed: 'yes', needsCard: 'no' }, { kind: 'proposal', allowed: 'yes', needsCard: 'yes' }, { kind: 'sale', allowed: 'yes', needsCard: 'no' }]);
  });

  test('a task is the company\'s, and relates to the contact and the agent', async () => {
    const made = await act('new', { kind: 'task', title: 'Ligar amanhã', dueAt: '2026-12-01T09:00:00-03:00' }, 'k1');
    expect(made).toMatchObject({ status: 200, json: { outcome: 'made', address: holding('http') } });
    expect((await act('new', { kind: 'task', title: 'Ligar amanhã', dueAt: '2026-12-01T09:00:00-03:00' }, 'k1')).json).toEqual(made.json);
    expect(world.ploomes.rows('Tasks')).toMatchObject([{ Title: 'Ligar amanhã', ContactId: company }]);
    expect(JSON.stringify(world.ploomes.rows('Tasks'))).toContain(String(person));
  });

  test('a proposal without a card makes one with it, in the funnel that is chosen', async () => {
    expect(await act('new', { kind: 'proposal' })).toMatchObject(refusedFor('card-needed'));
    const made = await act('new', { kind: 'proposal', funnelId: String(world.funnelId('Suporte')) });
    expect(made.json).toMatchObject({ outcome: 'made' });
    const [card] = cardsOf(company);
    expect(world.ploomes.rows('Quotes')).toMatchObject([{ DealId: card?.Id }]);
    expect(await sheet()).toMatchObject({ cardId: String(card?.Id) });
  });

  test('a module that is off is explained, not an error page', async () => {
    world.ploomes.switchModule('Quotes', { off: 403 });
    const refused = await act('new', { kind: 'proposal', funnelId: String(world.funnelId('Suporte')) });
    expect(refused.status).toBe(409);
    expect(String(refused.json['detail'])).not.toMatch(/undefined|\{|port\./);
    expect(cardsOf(company)).toEqual([]);
  });
});
