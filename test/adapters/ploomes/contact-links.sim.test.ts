import { expect, test } from 'vitest';
import { createPloomesCrm, parsePloomesConfig } from '../../../src/adapters/ploomes/index.ts';
import type { ContactId } from '../../../src/domain/contact/contact.ts';
import type { Crm, LinkedContact } from '../../../src/ports/index.ts';
import { cell, childRows, contactIdOf, failureOf, ploomesLab, userIdOf, type Lab } from './lab.ts';

const LINK = { userName: 'whatsapp_553187654321' } as const;

async function readyLab(...options: Parameters<typeof ploomesLab>): Promise<Lab> {
  const lab = await ploomesLab(...options);
  await lab.crm.links.makeFields();
  lab.calls();
  return lab;
}

async function listAll({ crm }: Lab): Promise<readonly LinkedContact[]> {
  const all: LinkedContact[] = [];
  let after: ContactId | undefined;
  for (;;) {
    const { contacts, left } = await crm.links.list({ after });
    all.push(...contacts);
    if (left === 0) return all;
    after = contacts.at(-1)?.contact.id;
  }
}

const fieldNamed = ({ simulator }: Lab, name: string) => simulator.rows('Fields').find((row) => row['Name'] === name);

const agentsField = 'Agentes (Neppo)';

test('SYN-02: a list of contacts costs one call for each 300 of them, all that synchronisation needs included', async () => {
  await using lab = await readyLab();
  lab.simulator.plantContacts(900, (n) => ({ name: `Cliente ${n}`, email: `c${n}@example.test`, phone: `(11) 98${1000 + n}-4321` }));
  const all = await listAll(lab);
  expect(all).toHaveLength(900);
  expect(all.at(7)).toMatchObject({ contact: { phones: [{ ddi: '55' }], email: 'c7@example.test' }, link: { client: 'active' }, agents: [] });
  expect(lab.calls()).toEqual({ 'GET /Contacts': 3 });
});

test('a list goes on where it was, in another process too', async () => {
  await using lab = await readyLab();
  lab.simulator.plantContacts(650);
  const first = await lab.crm.links.list({});
  const after = first.contacts.at(-1)?.contact.id;
  const second = await lab.another().links.list({ after });
  expect(second.contacts[0]?.contact.id).toBe(String(Number(after) + 1));
  expect([first.left, second.left]).toEqual([350, 50]);
});

test('contacts that are deleted between two pages hide no others', async () => {
  await using lab = await readyLab();
  const first = lab.simulator.plantContacts(600);
  const page = await lab.crm.links.list({});
  for (let n = 0; n < 10; n += 1) lab.simulator.remove('Contacts', first + n);
  const rest = await lab.crm.links.list({ after: page.contacts.at(-1)?.contact.id });
  expect([rest.contacts.length, rest.left]).toEqual([300, 0]);
});

test('an empty list under load is no end', async () => {
  await using lab = await readyLab();
  lab.simulator.plantContacts(5);
  lab.simulator.faults({ route: '/Contacts', kind: 'empty-list', times: 1 });
  expect(await failureOf(lab.crm.links.list({}))).toMatchObject({ code: 'port.unreachable' });
});

test('AGT-07: fields that may not be read are unknown, and not asked for again for a minute', async () => {
  await using lab = await readyLab();
  lab.simulator.plantContacts(700);
  lab.simulator.faults({ route: 'OtherProperties', status: 403 });
  const all = await listAll(lab);
  expect(new Set(all.map(({ agents, link }) => `${JSON.stringify(agents)} ${JSON.stringify(link)}`))).toEqual(new Set(['"unknown" "unknown"']));
  expect(lab.calls()).toEqual({ 'GET /Contacts': 4 });
  lab.simulator.clearFaults();
  lab.wind(61);
  expect((await lab.crm.links.list({})).contacts[0]).toMatchObject({ agents: [], link: { client: 'active' } });
});

test('AGT-07: a field that somebody deleted is unknown within a minute, and is not made again by itself', async () => {
  await using lab = await readyLab();
  const ana = contactIdOf(lab.simulator.addContact({ name: 'Ana' }));
  await lab.crm.links.write(ana, { agents: { add: [userIdOf(lab.simulator.rows('Users')[0])] } });
  lab.simulator.remove('Fields', fieldNamed(lab, agentsField)?.Id ?? 0);
  lab.wind(61);
  expect(await lab.crm.links.find(ana)).toMatchObject({ agents: 'unknown', link: { client: 'active' } });
  expect(await failureOf(lab.crm.links.write(ana, { agents: { add: [] } }))).toMatchObject({ code: 'port.refused', mayHaveHappened: 'no' });
  expect(await lab.crm.links.makeFields()).toEqual({ made: ['agents'] });
  expect(await lab.crm.links.find(ana)).toMatchObject({ agents: [] });
});

test('AGT-07: a field of that name which holds no users is unknown', async () => {
  await using lab = await ploomesLab();
  lab.simulator.create('Fields', { Name: agentsField, EntityId: 1, TypeId: 1 });
  const ana = contactIdOf(lab.simulator.addContact({ name: 'Ana' }));
  expect(await lab.crm.links.makeFields()).toEqual({ made: ['link'] });
  expect(await lab.crm.links.find(ana)).toMatchObject({ agents: 'unknown', link: { client: 'active' } });
});

test('AGT-04: the field of agents holds several users', async () => {
  await using lab = await readyLab();
  expect(fieldNamed(lab, agentsField)).toMatchObject({ Multiple: true, EntityId: 1 });
});

test('ACT-12: another environment has fields of its own on the same account', async () => {
  await using lab = await readyLab();
  const other = lab.another({ fieldNames: { agents: 'Agentes (Neppo Filial)', userName: 'UserName (Neppo Filial)', inactive: 'Inativo na Neppo Filial' } });
  expect((await other.links.makeFields()).made.toSorted()).toEqual(['agents', 'link']);
  const ana = contactIdOf(lab.simulator.addContact({ name: 'Ana' }));
  await lab.crm.links.write(ana, { link: LINK });
  expect(await other.links.find(ana)).toMatchObject({ link: { client: 'active' } });
  expect((await other.links.find(ana))?.link).not.toHaveProperty('userName');
});

test('two hubs that make the fields at once end with one of each', async () => {
  await using lab = await ploomesLab();
  await Promise.all([lab.crm.links.makeFields(), lab.another().links.makeFields()]);
  expect(lab.simulator.rows('Fields').filter((row) => row['Name'] === agentsField)).toHaveLength(1);
});

test.each(['replace', 'merge'] as const)('where a PATCH is taken to %s, other fields stay and ours can be emptied', async (patchArrays) => {
  await using lab = await readyLab({}, { patchArrays });
  const field = lab.simulator.create('Fields', { Name: 'Motivo', EntityId: 1, TypeId: 1 });
  const row = lab.simulator.addContact({ name: 'Ana', phone: '(31) 98765-4321' });
  lab.simulator.update('Contacts', row.Id, { OtherProperties: [{ FieldKey: cell(field, 'Key'), StringValue: 'troca' }] });
  const [ana, [one, other]] = [contactIdOf(row), lab.simulator.rows('Users').map(userIdOf)];
  if (one === undefined || other === undefined) throw new Error('The simulated account has too few users.');
  await lab.crm.links.write(ana, { link: LINK, client: 'inactive', agents: { add: [one, other] } });
  expect((await lab.crm.links.find(ana))?.agents).toEqual([one, other]);
  await lab.crm.links.write(ana, { link: 'none', client: 'active', agents: { remove: [one, other] } });
  expect(await lab.crm.links.find(ana)).toMatchObject({ link: { client: 'active' }, agents: [] });
  const after = lab.simulator.row('Contacts', row.Id);
  expect(childRows(after).map((each) => each['StringValue'])).toEqual(['troca']);
  expect(childRows(after, 'Phones').map((each) => each['PhoneNumber'])).toEqual(['(31) 98765-4321']);
});

test('nothing is sent where nothing differs, and a difference costs a read and a write', async () => {
  await using lab = await readyLab();
  const ana = contactIdOf(lab.simulator.addContact({ name: 'Ana' }));
  await lab.crm.links.write(ana, { link: LINK });
  expect(lab.calls()).toEqual({ 'GET /Contacts': 1, 'PATCH /Contacts(id)': 1 });
  expect((await lab.crm.links.write(ana, { link: LINK })).parts).toEqual([]);
  expect(lab.calls()).toEqual({ 'GET /Contacts': 1 });
});

test('SYN-08: a write tells the times between which it moved the contact, as its webhook will', async () => {
  await using lab = await readyLab();
  const ana = contactIdOf(lab.simulator.addContact({ name: 'Ana' }));
  const before = await lab.crm.links.find(ana);
  lab.wind(5);
  const { moved } = await lab.crm.links.write(ana, { link: LINK });
  expect(moved).toEqual({ from: before?.updatedAt, to: (await lab.crm.links.find(ana))?.updatedAt });
  expect(moved?.to).not.toBe(moved?.from);
});

test('a write is made, whatever can be made of the answer', async () => {
  await using lab = await readyLab();
  const ana = contactIdOf(lab.simulator.addContact({ name: 'Ana' }));
  lab.simulator.faults({ route: 'PATCH /Contacts', kind: 'garbage', times: 1 });
  await lab.crm.links.write(ana, { link: LINK });
  lab.simulator.faults({ route: 'PATCH /Contacts', kind: 'garbage', times: 1 });
  expect(await lab.crm.links.write(ana, { client: 'inactive' })).toEqual({ parts: ['client'] });
  expect(await lab.crm.links.find(ana)).toMatchObject({ link: { userName: LINK.userName, client: 'inactive' } });
});

test('a write that is led elsewhere is none', async () => {
  await using lab = await readyLab();
  const ana = contactIdOf(lab.simulator.addContact({ name: 'Ana' }));
  lab.simulator.faults({ route: 'PATCH /Contacts', status: 302, times: 1 });
  expect(await failureOf(lab.crm.links.write(ana, { link: LINK }))).toMatchObject({ code: 'port.drifted', mayHaveHappened: 'no' });
});

test('a write whose answer was lost may have happened, and is harmless to repeat', async () => {
  await using lab = await readyLab();
  const ana = contactIdOf(lab.simulator.addContact({ name: 'Ana' }));
  lab.simulator.faults({ route: 'PATCH /Contacts', kind: 'reset-after-write', times: 1 });
  expect(await failureOf(lab.crm.links.write(ana, { link: LINK }))).toMatchObject({ mayHaveHappened: 'yes' });
  expect((await lab.crm.links.write(ana, { link: LINK })).parts).toEqual([]);
});

test('SYN-09: a CPF is written as digits, and a register that is there stays', async () => {
  await using lab = await readyLab();
  const [ana, bia] = [lab.simulator.addContact({ name: 'Ana' }), lab.simulator.addContact({ name: 'Bia', register: '111.444.777-35' })];
  expect((await lab.crm.links.write(contactIdOf(ana), { cpf: '529.982.247-25' })).parts).toEqual(['cpf']);
  expect((await lab.crm.links.write(contactIdOf(bia), { cpf: '52998224725' })).parts).toEqual([]);
  expect([cell(lab.simulator.row('Contacts', ana.Id), 'CPF'), cell(lab.simulator.row('Contacts', bia.Id), 'CPF')]).toEqual(['52998224725', '11144477735']);
});

test.each([
  ['contacts', /\/Contacts\?/, async ({ links }: Crm) => await links.list({ after: (await links.list({})).contacts.at(-1)?.contact.id })],
  ['users', /\/Users\?/, async ({ users }: Crm) => await users.list()],
])('SYN-02: a list of %s that gives the same page again, wherever it is to go on, is a failure and no list without end', { timeout: 20_000 }, async (_what, route, read) => {
  await using lab = await readyLab();
  lab.simulator.plantContacts(5);
  const fromTheFirst: typeof fetch = async (input, init) => {
    const { url, method, headers } = new Request(input, init);
    return await fetch(route.test(url) ? url.replace(/Id(\+|%20)gt(\+|%20)\d+/, 'Id$1gt$20') : url, { method, headers });
  };
  const config = parsePloomesConfig({ baseUrl: lab.simulator.url, userKey: lab.simulator.userKey, pageSize: 2 });
  const crm = createPloomesCrm(config, { clock: { now: () => lab.since }, fetch: fromTheFirst });
  expect((await failureOf(read(crm))).code).toBe('port.drifted');
});
