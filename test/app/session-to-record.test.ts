import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cell, childRows } from '../adapters/ploomes/lab.ts';
import { createWorld, type World } from '../rig/world.ts';

let world: World;
let serial = 0;

beforeAll(async () => {
  world = await createWorld();
  await usual();
});
afterAll(async () => await world.close());

const usual = async (): Promise<void> => await world.setOptions({
  linking: 'on', recordMoment: 'at-start', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create'), world.mapping('Suporte', 'Suporte', 'link-last')],
});

async function aClient(name = 'Ana Souza', companyId?: number) {
  serial += 1;
  const tail = String(serial).padStart(4, '0');
  const person = world.ploomes.addContact({ name, phone: `(11) 92000-${tail}`, ...(companyId === undefined ? {} : { companyId }) });
  await world.rest();
  return { person: person.Id, phone: `551192000${tail}` };
}

async function begin(phone: string, group: string, more: object = {}) {
  const session = world.neppo.startSession({ phone, name: 'Cliente', group, channel: 'whatsapp', ...more });
  await world.rest();
  return session;
}

async function then(act: () => unknown) {
  act();
  await world.rest();
}

const recordsOf = (person: number) => world.ploomes.interactionRecords().filter((record) => record['ContactId'] === person);
const textOf = (person: number): string => recordsOf(person).map((record) => cell(record, 'Content')).join('\n');
const optionsOf = (person: number): readonly unknown[] =>
  recordsOf(person).flatMap((record) => childRows(record)).map((row) => row['ObjectValueName'])
    .filter((name) => typeof name === 'string');

describe('what a record says', () => {
  test('SES-01: session id, channel, client, group, protocol, agent, creation date', async () => {
    const { person, phone } = await aClient('Lia Prado');
    const { protocol, id } = await begin(phone, 'Vendas', { agent: 'Bianca Prado' });
    for (const shown of [protocol, String(id), 'WhatsApp', 'Lia Prado', 'Vendas', 'Bianca Prado', 'Início']) expect(textOf(person)).toContain(shown);
    expect(optionsOf(person)).toEqual(expect.arrayContaining(['WhatsApp', 'Vendas']));
  });

  test('SES-01: a group that the CRM has no option for is added as one', async () => {
    world.neppo.saveGroup({ name: 'Jurídico' });
    const { person, phone } = await aClient();
    await begin(phone, 'Jurídico');
    expect(optionsOf(person)).toContain('Jurídico');
  });

  test('SES-04: every agent is in the record, and one without a CRM user is named as such', async () => {
    world.neppo.saveAgent({ name: 'Zé Avulso', email: 'ze@fora.example', groups: ['Vendas'] });
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Vendas', { agent: 'Bianca Prado' });
    await then(() => world.neppo.transfer(protocol, { agent: 'Zé Avulso' }));
    expect(textOf(person)).toContain('Bianca Prado, Zé Avulso (sem usuário no CRM)');
  });

  test('SES-05: comments are kept in order with author and time, and the classification with its comment', async () => {
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Vendas', { agent: 'Bianca Prado' });
    await then(() => world.neppo.comment(protocol, 'primeiro <b>', 'Bianca Prado'));
    await then(() => world.neppo.comment(protocol, 'segundo'));
    await then(() => world.neppo.classify(protocol, 'Orçamento', 'enviado'));
    const text = textOf(person);
    expect(text.indexOf('primeiro &#60;b&#62;')).toBeGreaterThan(0);
    expect(text.indexOf('segundo')).toBeGreaterThan(text.indexOf('primeiro'));
    expect(text).toContain('Orçamento: enviado');
    expect(optionsOf(person)).toContain('Orçamento');
  });

  test('SES-10: what is told after the end is added', async () => {
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Vendas');
    await then(() => world.neppo.close(protocol));
    await then(() => world.neppo.classify(protocol, 'Reclamação'));
    expect(textOf(person)).toContain('encerrada');
    expect(textOf(person)).toContain('Reclamação');
  });
});

describe('when a record is made', () => {
  test('SES-02: at the finish, for a session without a card; a card makes it at once (CRD-07)', async () => {
    await world.setOptions({ recordMoment: 'at-finish' });
    const [plain, linked] = [await aClient(), await aClient()];
    const { protocol } = await begin(plain.phone, 'Financeiro');
    await begin(linked.phone, 'Vendas');
    expect([recordsOf(plain.person).length, recordsOf(linked.person).length]).toEqual([0, 1]);
    await then(() => world.neppo.close(protocol));
    expect(recordsOf(plain.person)).toHaveLength(1);
    await usual();
  });

  test('SES-02: by hand only, and kept up to date once made', async () => {
    await world.setOptions({ recordMoment: 'manual' });
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Financeiro');
    expect(recordsOf(person)).toEqual([]);
    await world.hub().sessions.save({ connection: world.connection, protocol });
    await then(() => world.neppo.comment(protocol, 'anotado depois'));
    expect(textOf(person)).toContain('anotado depois');
    await usual();
  });

  test('HUB-04: a record that could not be written is put off, and the history names the call and what became of it', async () => {
    const { person, phone } = await aClient();
    world.ploomes.faults({ route: 'POST /InteractionRecords', times: 1, kind: 'reset' });
    await begin(phone, 'Jurídico');
    const { rows } = await world.hub().deliveries.list({ source: 'neppo' }, { limit: 5 });
    expect(await Promise.all(rows.map(async ({ id }) => (await world.hub().deliveries.show(id))?.decision))).toContainEqual(expect.objectContaining({
      records: ['put-off:port.unreachable'], trouble: 'POST /InteractionRecords lost the connection (ECONNRESET).',
    }));
    expect(recordsOf(person)).toHaveLength(1);
  });

  test('SES-02: an ended session is not saved after the fact when the option changes', async () => {
    await world.setOptions({ recordMoment: 'manual' });
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Financeiro');
    await then(() => world.neppo.close(protocol));
    await usual();
    await then(() => world.neppo.classify(protocol, 'Elogio'));
    expect(recordsOf(person)).toEqual([]);
  });

  test('SES-07: under manual, the session of an unknown client makes no record by itself', async () => {
    await world.setOptions({ recordMoment: 'manual' });
    serial += 1;
    const tail = String(serial).padStart(4, '0');
    await begin(`551192000${tail}`, 'Financeiro');
    const person = world.ploomes.addContact({ name: 'Mila', phone: `(11) 92000-${tail}` });
    await world.rest();
    expect(recordsOf(person.Id)).toEqual([]);
    await usual();
  });
});

describe('where a record hangs', () => {
  test('SES-03: on the person and the card; a company attached in mid-session is gained by the open record, not by the card', async () => {
    const { person, phone } = await aClient('Nilo');
    await begin(phone, 'Vendas');
    const company = world.ploomes.addCompany({ name: 'Oficina do Nilo' });
    await then(() => world.ploomes.update('Contacts', person, { CompanyId: company.Id }));
    expect(textOf(person)).toContain('Oficina do Nilo');
    expect(world.ploomes.deals().find((deal) => deal.Id === recordsOf(person)[0]?.['DealId'])?.['ContactId']).toBe(person);
  });

  test('SES-03: a company that is renamed is renamed in the records of its people', async () => {
    const company = world.ploomes.addCompany({ name: 'Nome Antigo' });
    const { person, phone } = await aClient('Quico', company.Id);
    await begin(phone, 'Financeiro');
    await then(() => world.ploomes.update('Contacts', company.Id, { Name: 'Nome Novo' }));
    expect(textOf(person)).toContain('Nome Novo');
  });

  test('SES-12: the record without a card takes the first card; returning to a card reuses its record', async () => {
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Financeiro');
    expect(recordsOf(person).map((record) => record['DealId'])).toEqual([null]);
    await then(() => world.neppo.transfer(protocol, { group: 'Suporte' }));
    await then(() => world.neppo.transfer(protocol, { group: 'Vendas' }));
    await then(() => world.neppo.transfer(protocol, { group: 'Suporte' }));
    const deals = recordsOf(person).map((record) => record['DealId']);
    expect([deals.length, new Set(deals).size, deals.includes(null)]).toEqual([2, 2, false]);
  });

  test('SES-12: a card changed by hand moves the current record; unlinking leaves it on the person', async () => {
    const { person, phone } = await aClient();
    const { protocol } = await begin(phone, 'Vendas');
    const card = world.ploomes.create('Deals', { Title: 'outro', ContactId: person, PipelineId: world.funnelId('Suporte') });
    await world.hub().cards.link({ connection: world.connection, protocol, cardId: card.Id });
    await world.rest();
    expect(recordsOf(person).map((record) => record['DealId'])).toEqual([card.Id]);
    await world.hub().cards.unlink({ connection: world.connection, protocol });
    await world.rest();
    expect(recordsOf(person).map((record) => record['DealId'])).toEqual([null]);
  });

  test('CRD-19: a session linked to another client takes its records along, and the rule runs once for the new client', async () => {
    const [one, two] = [await aClient('Olga'), await aClient('Paulo')];
    const { protocol } = await begin(one.phone, 'Vendas');
    await world.hub().contacts.link({ connection: world.connection, protocol, contactId: two.person });
    await world.rest();
    expect(recordsOf(one.person)).toEqual([]);
    expect(world.ploomes.deals().filter((deal) => deal['ContactId'] === two.person)).toHaveLength(1);
    expect(world.ploomes.deals().filter((deal) => deal['ContactId'] === one.person)).toHaveLength(1);
  });
});

describe('finding the client', () => {
  test('SES-13, PHN-04: a WhatsApp id without the ninth digit finds the person who has it', async () => {
    const person = world.ploomes.addContact({ name: 'Rosa', phone: '+55 (31) 98888-7777' });
    await world.rest();
    await begin('553188887777', 'Vendas');
    expect(world.ploomes.deals().filter((deal) => deal['ContactId'] === person.Id)).toHaveLength(1);
  });

  test('SES-13: an e-mail that one contact has finds it; one that two have does not', async () => {
    const one = world.ploomes.addContact({ name: 'Sara', email: 'sara@aurora.example' });
    for (const name of ['Tito', 'Tita']) world.ploomes.addContact({ name, email: 'tito@aurora.example' });
    await world.rest();
    const known = await begin('14155550100', 'Vendas', { channel: 'email', email: 'Sara@Aurora.example' });
    const unknown = await begin('14155550101', 'Vendas', { channel: 'email', email: 'tito@aurora.example' });
    const find = async (protocol: string) => await world.hub().sessions.find({ connection: world.connection, protocol });
    expect((await find(known.protocol))?.clientId).toBe(String(one.Id));
    expect((await find(unknown.protocol))?.waiting).toBe('yes');
  });

  test('SES-13: a person wins over a company with the same number; a company alone is the client', async () => {
    const company = world.ploomes.addCompany({ name: 'Só Empresa', phone: '+55 (11) 3842-6671' });
    await world.rest();
    await begin('551138426671', 'Vendas', { channel: 'voice' });
    expect(world.ploomes.deals().filter((deal) => deal['ContactId'] === company.Id).map((deal) => deal['PersonId'])).toEqual([null]);
  });
});
