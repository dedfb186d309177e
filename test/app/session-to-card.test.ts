import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cell } from '../adapters/ploomes/lab.ts';
import { createWorld, type World } from '../rig/world.ts';

let world: World;
let serial = 0;

beforeAll(async () => {
  world = await createWorld();
  await mapAll();
});
afterAll(async () => await world.close());

const VENDAS = 'Funil de vendas';
const mapAll = async (): Promise<void> => await world.setOptions({
  linking: 'on', recordMoment: 'at-start',
  mappings: [
    world.mapping('Vendas', VENDAS, 'always-create'),
    world.mapping('Suporte', 'Suporte', 'link-last'),
    world.mapping('Pós-venda', 'Pós-venda', 'link-last'),
  ],
});

/** A Brazilian mobile nobody had before, as WhatsApp and the CRM write it. */
function aNumber(): { readonly neppo: string; readonly crm: string } {
  serial += 1;
  const tail = String(serial).padStart(4, '0');
  return { neppo: `551191000${tail}`, crm: `(11) 91000-${tail}` };
}

const cardsOf = (client: number) => world.ploomes.deals().filter((deal) => deal['ContactId'] === client);
const recordsOf = (person: number) => world.ploomes.interactionRecords().filter((record) => record['ContactId'] === person);
const sessionView = async (protocol: string) => await world.hub().sessions.find({ connection: world.connection, protocol });

async function aClient(name = 'Ana Souza', companyId?: number) {
  const number = aNumber();
  const person = world.ploomes.addContact({ name, phone: number.crm, ...(companyId === undefined ? {} : { companyId }) });
  await world.rest();
  return { person: person.Id, phone: number.neppo };
}

async function begin(phone: string, group: string, more: object = {}) {
  const session = world.neppo.startSession({ phone, name: 'Cliente', group, channel: 'whatsapp', ...more });
  await world.rest();
  return session;
}

async function transfer(protocol: string, group: string) {
  world.neppo.transfer(protocol, { group });
  await world.rest();
}

describe('a session that begins', () => {
  test('CRD-03, CRD-07, CRD-09: always-create opens a card named after the client, with one record', async () => {
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Vendas');
    await begin(phone, 'Vendas');
    const cards = cardsOf(person);
    expect(cards.map((card) => [card['Title'], card['PipelineId'], card['PersonId']])).toEqual([
      ['Ana Souza', world.funnelId(VENDAS), null], ['Ana Souza', world.funnelId(VENDAS), null],
    ]);
    expect(recordsOf(person).map((record) => record['DealId'])).toEqual(cards.map((card) => card.Id));
    expect((await sessionView(protocol))?.card).toBe(String(cards[0]?.Id));
  });

  test('CRD-18: the card stands in the first stage and belongs to the owner of its client', async () => {
    const owner = world.ploomes.rows('Users').find((user) => user['Integration'] !== true)?.Id;
    const number = aNumber();
    const { Id: person } = world.ploomes.addContact({ name: 'Dona Rita', phone: number.crm, ...(owner === undefined ? {} : { ownerId: owner }) });
    await world.rest();
    await begin(number.neppo, 'Vendas');
    const [card] = cardsOf(person);
    const stages = world.ploomes.rows('Deals@Stages').filter((stage) => stage['PipelineId'] === world.funnelId(VENDAS));
    expect([card?.['OwnerId'], card?.['StageId']]).toEqual([owner, stages[0]?.Id]);
  });

  test('CRD-04: link-last takes the newest card that a person made a moment ago', async () => {
    const { person, phone } = await aClient();
    world.ploomes.create('Deals', { Title: 'antigo', ContactId: person, PipelineId: world.funnelId('Suporte') });
    const last = world.ploomes.create('Deals', { Title: 'novo', ContactId: person, PipelineId: world.funnelId('Suporte') });
    const { protocol } = await begin(phone, 'Suporte');
    expect(cardsOf(person)).toHaveLength(2);
    expect((await sessionView(protocol))?.card).toBe(String(last.Id));
  });

  test('CRD-04: with no card in that funnel one is opened, and the next session is linked to it', async () => {
    const { person, phone } = await aClient();
    world.ploomes.create('Deals', { Title: 'em outro funil', ContactId: person, PipelineId: world.funnelId(VENDAS) });
    const first = await begin(phone, 'Suporte');
    const second = await begin(phone, 'Suporte');
    expect(cardsOf(person)).toHaveLength(2);
    expect((await sessionView(first.protocol))?.card).toBe((await sessionView(second.protocol))?.card);
  });

  test('CRD-02: nothing is opened for a group without a mapping, and the session is recorded on the person', async () => {
    const { person, phone } = await aClient();
    await begin(phone, 'Financeiro');
    expect(cardsOf(person)).toEqual([]);
    expect(recordsOf(person).map((record) => record['DealId'])).toEqual([null]);
  });

  test('CRD-01: nothing is opened or linked while the flag is off', async () => {
    const { person, phone } = await aClient();
    await world.setOptions({ linking: 'off' });
    const { protocol } = await begin(phone, 'Vendas');
    expect(cardsOf(person)).toEqual([]);
    await world.setOptions({ linking: 'on' });
    world.neppo.comment(protocol, 'ainda aqui');
    await world.rest();
    expect(cardsOf(person)).toEqual([]);
  });

  test('CRD-08, CRD-09: a contact with a company gives a card of the company, with the contact as its person', async () => {
    const company = world.ploomes.addCompany({ name: 'Metalúrgica Aurora' });
    const { person, phone } = await aClient('Bruno Lima', company.Id);
    await begin(phone, 'Vendas');
    expect(cardsOf(company.Id).map((card) => [card['Title'], card['PersonId']])).toEqual([['Metalúrgica Aurora', person]]);
  });

  test('CRD-15: two sessions of one company that start together, through different contacts, end on one card', async () => {
    const company = world.ploomes.addCompany({ name: 'Padaria Dois Irmãos' });
    const [one, two] = [await aClient('Caio', company.Id), await aClient('Davi', company.Id)];
    const sessions = [one, two].map(({ phone }) => world.neppo.startSession({ phone, name: 'x', group: 'Suporte', channel: 'whatsapp' }));
    await world.rest();
    const [card, ...more] = cardsOf(company.Id);
    expect(more).toEqual([]);
    for (const { protocol } of sessions) expect((await sessionView(protocol))?.card).toBe(String(card?.Id));
  });

  test('CRD-16: the first group after the bot counts as the start', async () => {
    const { person, phone } = await aClient();
    const session = await begin(phone, 'Vendas', { bot: true });
    expect(cardsOf(person)).toEqual([]);
    await transfer(session.protocol, 'Vendas');
    expect(cardsOf(person)).toHaveLength(1);
  });
});

describe('a session that moves', () => {
  test('CRD-05, SES-12: a transfer to another funnel applies its rule, and each card has its own record', async () => {
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Vendas');
    await transfer(protocol, 'Suporte');
    const cards = cardsOf(person);
    expect(cards.map((card) => card['PipelineId'])).toEqual([world.funnelId(VENDAS), world.funnelId('Suporte')]);
    expect(recordsOf(person).map((record) => record['DealId'])).toEqual(cards.map((card) => card.Id));
    expect((await sessionView(protocol))?.card).toBe(String(cards[1]?.Id));
  });

  test('CRD-16: a transfer that makes a new part continues its session', async () => {
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Vendas');
    world.neppo.transfer(protocol, { group: 'Suporte', newPart: true });
    await world.rest();
    expect(cardsOf(person)).toHaveLength(2);
    expect(recordsOf(person)).toHaveLength(2);
  });

  test('CRD-06: a transfer within the funnel does nothing', async () => {
    await world.setOptions({ mappings: [world.mapping('Vendas', VENDAS, 'always-create'), world.mapping('Pós-venda', VENDAS, 'always-create')] });
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Vendas');
    await transfer(protocol, 'Pós-venda');
    expect(cardsOf(person)).toHaveLength(1);
    await mapAll();
  });

  test('CRD-11: an archived funnel gives no card and one notice, and a restored one acts from the next transfer', async () => {
    const { person, phone } = await aClient();
    world.ploomes.archivePipeline(world.funnelId('Suporte'));
    const { protocol } = await begin(phone, 'Suporte');
    world.neppo.comment(protocol, 'alô');
    await world.rest();
    expect(cardsOf(person)).toEqual([]);
    const notices = recordsOf(person).filter((record) => cell(record, 'Content').includes('não está disponível'));
    expect(notices.map((record) => record['DealId'])).toEqual([null]);
    world.ploomes.restorePipeline(world.funnelId('Suporte'));
    await transfer(protocol, 'Vendas');
    await transfer(protocol, 'Suporte');
    expect(cardsOf(person)).toHaveLength(2);
  });

  test('CRD-13: a card linked by hand is kept, and its funnel does not act again', async () => {
    const { person, phone } = await aClient();
    const card = world.ploomes.create('Deals', { Title: 'à mão', ContactId: person, PipelineId: world.funnelId('Pós-venda') });
    const { protocol } = await begin(phone, 'Vendas');
    await world.hub().cards.link({ connection: world.connection, protocol, cardId: card.Id });
    await transfer(protocol, 'Pós-venda');
    expect((await sessionView(protocol))?.card).toBe(String(card.Id));
    expect(cardsOf(person)).toHaveLength(2);
    await transfer(protocol, 'Suporte');
    expect(cardsOf(person)).toHaveLength(3);
  });

  test('CRD-19: a deleted card unlinks its session and is not replaced', async () => {
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Vendas');
    world.ploomes.remove('Deals', cardsOf(person)[0]?.Id ?? 0);
    await world.rest();
    world.neppo.comment(protocol, 'e agora?');
    await world.rest();
    expect([cardsOf(person), (await sessionView(protocol))?.card]).toEqual([[], undefined]);
    expect(recordsOf(person).map((record) => record['DealId'])).toEqual([null]);
  });
});

describe('a session whose client is not known', () => {
  test('CRD-10, SES-07: it waits, and goes on when the person is made in the CRM', async () => {
    const number = aNumber();
    const { protocol } = await begin(number.neppo, 'Vendas');
    expect((await sessionView(protocol))?.waiting).toBe('yes');
    const person = world.ploomes.addContact({ name: 'Elisa', phone: number.crm });
    await world.rest();
    expect(cardsOf(person.Id)).toHaveLength(1);
    expect(recordsOf(person.Id)).toHaveLength(1);
  });

  test('CRD-10: the rule by which it entered its current funnel applies, once; groups passed while waiting give no card', async () => {
    const number = aNumber();
    const { protocol } = await begin(number.neppo, 'Vendas');
    await transfer(protocol, 'Suporte');
    const { contactId } = await world.hub().contacts.register({ connection: world.connection, name: 'Fábio', phone: number.neppo });
    await world.rest();
    expect(cardsOf(Number(contactId)).map((card) => card['PipelineId'])).toEqual([world.funnelId('Suporte')]);
  });

  test('CRD-10: it goes on also when it has ended meanwhile', async () => {
    const number = aNumber();
    const { protocol } = await begin(number.neppo, 'Vendas');
    world.neppo.close(protocol);
    await world.rest();
    const person = world.ploomes.addContact({ name: 'Gil', phone: number.crm });
    await world.rest();
    expect(cardsOf(person.Id)).toHaveLength(1);
    expect(cell(recordsOf(person.Id)[0], 'Content')).toContain('encerrada');
  });

  test('CRD-10: several waiting sessions resolve oldest first: link-last one card, always-create one each', async () => {
    const number = aNumber();
    for (const group of ['Suporte', 'Suporte', 'Vendas', 'Vendas']) await begin(number.neppo, group);
    const person = world.ploomes.addContact({ name: 'Hugo', phone: number.crm });
    await world.rest();
    expect(cardsOf(person.Id).map((card) => card['PipelineId'])).toEqual(['Suporte', VENDAS, VENDAS].map(world.funnelId));
  });

  test('PAN-02, CRD-10: linked by hand to a contact, it and the others of that number go on', async () => {
    const number = aNumber();
    const [first, second] = [await begin(number.neppo, 'Suporte'), await begin(number.neppo, 'Suporte')];
    const { person } = await aClient('Íris');
    await world.hub().contacts.link({ connection: world.connection, protocol: first.protocol, contactId: person });
    await world.rest();
    expect(cardsOf(person)).toHaveLength(1);
    expect((await sessionView(second.protocol))?.clientId).toBe(String(person));
  });

  test('CRD-17: the settings of that moment decide: the flag is off by then, so nothing is opened', async () => {
    const number = aNumber();
    await begin(number.neppo, 'Vendas');
    await world.setOptions({ linking: 'off' });
    const person = world.ploomes.addContact({ name: 'Jair', phone: number.crm });
    await world.rest();
    expect(cardsOf(person.Id)).toEqual([]);
    await world.setOptions({ linking: 'on' });
  });
});

test('CRD-14: every webhook delivered again changes nothing', async () => {
  const before = { cards: world.ploomes.deals().length, records: world.ploomes.interactionRecords().length };
  for (const { id } of world.neppo.deliveries().filter((delivery) => delivery.entity === 'ChatSession').slice(-40)) await world.neppo.deliverAgain(id);
  await world.rest();
  expect({ cards: world.ploomes.deals().length, records: world.ploomes.interactionRecords().length }).toEqual(before);
});
