import { describe, expect, test } from 'vitest';
import type { PloomesConfigInput } from '../../../src/adapters/ploomes/index.ts';
import type { PloomesSimulatorOptions, Row } from '../../../src/adapters/ploomes/simulator/index.ts';
import type { CrmUserId } from '../../../src/domain/agent/agent.ts';
import { decideLeadPerson, keysOfLead } from '../../../src/domain/lead/index.ts';
import type { Crm, CrmLeads, LeadCardRequest } from '../../../src/ports/index.ts';
import { aLead } from '../../builders/a-lead.ts';
import { cell, childRows, contactIdOf, failureOf, funnelIdOf, ploomesLab } from './lab.ts';

const CNPJ = '11444777000161';

function leadsOf({ leads }: Crm): CrmLeads {
  if (leads === undefined) throw new Error('Ploomes takes leads.');
  return leads;
}

/** An account with a company, one of its people, a field of each kind, and what was asked so far forgotten. */
async function office(config: Partial<PloomesConfigInput> = {}, options: Omit<PloomesSimulatorOptions, 'clock'> = {}) {
  const lab = await ploomesLab(config, options);
  const { simulator } = lab;
  const company = simulator.addCompany({ name: 'Padaria São João', register: CNPJ });
  const ana = simulator.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321', email: 'ana@exemplo.test', companyId: company.Id });
  const field = (name: string, entityId: number, typeId: number, more: Row = {}): string =>
    cell(simulator.create('Fields', { Name: name, EntityId: entityId, TypeId: typeId, ...more }), 'Key');
  const fields = {
    origin: field('Origem', 1, 1), points: field('Pontos', 1, 3),
    plan: field('Plano', 1, 7, { OptionsTable: { Name: 'Planos', Options: [{ Name: 'Básico' }, { Name: 'Avançado' }] } }),
    product: field('Produto', 2, 1),
  };
  await lab.crm.prepare();
  const funnelId = funnelIdOf(simulator.rows('Deals@Pipelines')[0]);
  const card: LeadCardRequest = { funnelId, clientId: contactIdOf(company), personId: contactIdOf(ana), title: 'Padaria', marker: 'm1', values: {} };
  lab.calls();
  return Object.assign(lab, {
    leads: leadsOf(lab.crm), company, ana, fields, card, field,
    person: () => simulator.row('Contacts', ana.Id),
    valuesOf: (row: Row | undefined): Readonly<Record<string, unknown>> =>
      Object.fromEntries(childRows(row).map((each) => [cell(each, 'FieldKey'), each['StringValue'] ?? each['ObjectValueName'] ?? each['IntegerValue']] as const)),
  });
}

describe('what a lead costs', () => {
  const lead = aLead({ name: 'Ana Souza', phone: '5511987654321', email: 'ana@exemplo.test', company: 'padaria sao joao', companyDocument: CNPJ });

  test('ACL-05: a known person and company, with nothing new and an open card there: one call each', async () => {
    await using lab = await office();
    lab.simulator.create('Deals', { Title: 'Card', ContactId: lab.company.Id });
    await lab.leads.findCompanies({ name: 'padaria sao joao', cnpj: CNPJ });
    const decision = decideLeadPerson({ lead, candidates: await lab.crm.contacts.findByKeys(keysOfLead(lead)), companyId: contactIdOf(lab.company) });
    expect(decision).toMatchObject({ outcome: 'known', change: {} });
    expect(await lab.leads.openCards([contactIdOf(lab.company), contactIdOf(lab.ana)])).toHaveLength(1);
    expect(lab.calls()).toEqual({ 'GET /Contacts': 2, 'GET /Deals': 1 });
  });

  test('ACL-03: no open card is confirmed with one call, and a card costs another, with stage, marker and values', async () => {
    await using lab = await office();
    await lab.leads.fields('card');
    lab.calls();
    expect(await lab.leads.openCards([contactIdOf(lab.ana)])).toEqual([]);
    const stageId = cell(lab.simulator.rows('Deals@Stages')[1], 'Id');
    const { id } = await lab.leads.openCard({ ...lab.card, stageId, ownerId: cell(lab.simulator.rows('Users')[0], 'Id') as CrmUserId, values: { [lab.fields.product]: 'Curso', deal_amount: 19.9 } });
    expect(lab.calls()).toEqual({ 'GET /Deals': 2, 'POST /Deals': 1 });
    expect(lab.simulator.row('Deals', Number(id))).toMatchObject({ StageId: Number(stageId), Amount: 19.9, OwnerId: lab.simulator.rows('Users')[0]?.Id });
    expect(Object.values(lab.valuesOf(lab.simulator.row('Deals', Number(id))))).toEqual(['m1', 'Curso']);
  });

  test('ACL-04: values cost one call to read and one to write, and the fields one in a minute; what stands there costs the reading alone', async () => {
    await using lab = await office();
    const change = { values: { [lab.fields.origin]: 'site', [lab.fields.plan]: 'Básico' } };
    expect(await lab.leads.change(contactIdOf(lab.ana), change)).toEqual({ outcome: 'changed', refused: [] });
    expect(lab.calls()).toEqual({ 'GET /Fields': 1, 'GET /Contacts': 1, 'PATCH /Contacts(id)': 1 });
    expect(await lab.leads.change(contactIdOf(lab.ana), change)).toEqual({ outcome: 'same', refused: [] });
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1 });
  });

  test('ACL-02: nobody known costs two calls to look and one to make, each', async () => {
    await using lab = await office();
    expect(await lab.leads.findCompanies({ name: 'Boreal' })).toEqual([]);
    expect(await lab.crm.contacts.findByKeys(keysOfLead(aLead({ phone: '5521912345678' })))).toEqual([]);
    await lab.leads.register({ kind: 'company', name: 'Boreal', values: {} });
    await lab.leads.register({ kind: 'person', name: 'Bia', phone: '+5521912345678', values: {} });
    expect(lab.calls()).toEqual({ 'GET /Contacts': 4, 'POST /Contacts': 2 });
  });

  test('WHK-06: a tag costs two calls, and four the first time anybody gets it', async () => {
    await using lab = await office();
    await lab.leads.tag(contactIdOf(lab.ana), { add: ['novo'], remove: [] });
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1, 'GET /Tags': 2, 'POST /Tags': 1, 'PATCH /Contacts(id)': 1 });
    await lab.leads.tag(contactIdOf(lab.company), { add: ['novo'], remove: [] });
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1, 'PATCH /Contacts(id)': 1 });
    await lab.leads.tag(contactIdOf(lab.company), { add: ['novo'], remove: ['velho'] });
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1 });
  });
});

describe('fields', () => {
  test("ACL-04: Ploomes' own that a lead may write are listed, those with targets of their own and those that point at something are not", async () => {
    await using lab = await office();
    lab.field('Vendedor', 1, 9);
    const [people, cards] = [await lab.leads.fields('person'), await lab.leads.fields('card')];
    expect(people.filter(({ own }) => own === 'no')).toEqual([
      { key: 'contact_note', name: 'Observação', type: 'text', own: 'no' }, { key: 'contact_website', name: 'Site', type: 'text', own: 'no' },
      { key: 'contact_birthday', name: 'Aniversário', type: 'date-time', own: 'no' },
    ]);
    expect(people.filter(({ own }) => own === 'yes').map(({ name, type }) => [name, type])).toEqual([['Origem', 'text'], ['Pontos', 'number'], ['Plano', 'option']]);
    expect(cards.map(({ name }) => name)).toEqual(['Valor', 'Produto', 'Chave Vínculo']);
  });

  test("ACL-04: Ploomes' own columns are written beside custom fields, and compared as what they hold", async () => {
    await using lab = await office();
    const values = { contact_note: "d'Oeste", contact_birthday: '1990-02-01', [lab.fields.points]: 3 };
    await lab.leads.change(contactIdOf(lab.ana), { values });
    expect(lab.person()).toMatchObject({ Note: "d'Oeste", Birthday: '1990-02-01T00:00:00-03:00' });
    lab.calls();
    expect(await lab.leads.change(contactIdOf(lab.ana), { values })).toMatchObject({ outcome: 'same' });
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1 });
  });

  test.each([[1.5, 'value-unfit'], ['3', undefined], ['três', 'value-unfit'], [['1', '2'], 'value-unfit']] as const)('ACL-04: a whole number of %j', async (value, reason) => {
    await using lab = await office();
    const { refused } = await lab.leads.change(contactIdOf(lab.ana), { values: { [lab.fields.points]: value } });
    expect(refused.map((each) => each.reason)).toEqual(reason === undefined ? [] : [reason]);
  });

  test('ACL-04: an option goes by its id, its name, or its name but for case and accents', async () => {
    await using lab = await office();
    const [option] = (await lab.leads.fields('person')).find(({ key }) => key === lab.fields.plan)?.options ?? [];
    for (const value of [option?.id ?? '', 'Avançado', 'basico', 'AVANCADO']) {
      expect((await lab.leads.change(contactIdOf(lab.ana), { values: { [lab.fields.plan]: value } })).refused).toEqual([]);
    }
    expect(lab.valuesOf(lab.person())[lab.fields.plan]).toBe('Avançado');
    expect((await lab.leads.change(contactIdOf(lab.ana), { values: { [lab.fields.plan]: 'Premium' } })).refused).toEqual([{ key: lab.fields.plan, reason: 'value-unfit' }]);
  });

  test('ACL-04: types of whole numbers may be named', async () => {
    await using lab = await office({ leads: { wholeNumberTypeIds: [9] } });
    lab.field('Vendedor', 1, 9);
    expect((await lab.leads.fields('person')).map(({ name }) => name)).toEqual(expect.arrayContaining(['Vendedor']));
    expect((await lab.leads.fields('person')).map(({ name }) => name)).not.toContain('Pontos');
  });
});

describe('values that Ploomes refuses', () => {
  test('ACL-04: a field that was deleted is found out, and the row made in one call without it', async () => {
    await using lab = await office();
    await lab.leads.fields('card');
    lab.simulator.remove('Fields', lab.simulator.rows('Fields').find((row) => row['Key'] === lab.fields.product)?.Id ?? 0);
    lab.calls();
    const { id, refused } = await lab.leads.openCard({ ...lab.card, values: { [lab.fields.product]: 'Curso', deal_amount: 5 } });
    expect(refused).toEqual([{ key: lab.fields.product, reason: 'field-unknown' }]);
    expect(lab.calls()).toEqual({ 'POST /Deals': 2, 'GET /Fields': 1 });
    expect(lab.simulator.row('Deals', Number(id))).toMatchObject({ Amount: 5 });
  });

  test('ACL-04: one that seems to fit and is refused all the same is left out, and every other one is written', async () => {
    await using lab = await office();
    // A column that turns out to hold something else.
    lab.simulator.update('Fields', lab.simulator.rows('Fields').find((row) => row['Key'] === 'contact_website')?.Id ?? 0, { PropertyName: 'ZipCode' });
    const values = { [lab.fields.origin]: 'site', contact_website: 'x', [lab.fields.plan]: 'Básico', contact_note: 'n' };
    const { contact, refused } = await lab.leads.register({ kind: 'person', name: 'Bia', email: 'bia@exemplo.test', values });
    expect(refused).toEqual([{ key: 'contact_website', reason: 'value-unfit' }]);
    const row = lab.simulator.row('Contacts', Number(contact.id));
    expect([lab.valuesOf(row), row?.['Note'], lab.simulator.contacts().length]).toEqual([{ [lab.fields.origin]: 'site', [lab.fields.plan]: 'Básico' }, 'n', 3]);
    expect(await lab.leads.change(contactIdOf(lab.ana), { values: { contact_website: 'y' } })).toEqual({ outcome: 'same', refused: [{ key: 'contact_website', reason: 'value-unfit' }] });
  });

  test('ACL-03: a card that is refused for itself is refused, and its marker stays on those whose values were put on one by one', async () => {
    await using lab = await office();
    expect(await failureOf(lab.leads.openCard({ ...lab.card, stageId: '999', values: { [lab.fields.product]: 'x' } }))).toMatchObject({ code: 'port.refused', mayHaveHappened: 'no' });
    expect(lab.simulator.deals()).toHaveLength(0);
    lab.simulator.faults({ route: 'POST /Deals', status: 400, times: 1 });
    const { id } = await lab.leads.openCard({ ...lab.card, values: { [lab.fields.product]: 'x' } });
    expect(Object.values(lab.valuesOf(lab.simulator.row('Deals', Number(id))))).toEqual(['m1', 'x']);
  });

  test('ACL-06: what goes wrong once the row is there leaves it in doubt, so that it is asked for', async () => {
    await using lab = await office();
    lab.simulator.faults({ route: 'POST /Contacts', status: 400, times: 1 }, { route: 'PATCH /Contacts', status: 503, times: 1 });
    const failure = await failureOf(lab.leads.register({ name: 'Bia', email: 'bia@exemplo.test', values: { [lab.fields.origin]: 'site' } }));
    expect(failure).toMatchObject({ code: 'port.unreachable', mayHaveHappened: 'yes' });
    expect(lab.simulator.contacts()).toHaveLength(3);
  });

  test('ACL-06: an answer that was lost says so, and the card is found by its marker', async () => {
    await using lab = await office();
    lab.simulator.faults({ route: 'POST /Deals', kind: 'reset-after-write', times: 1 });
    expect(await failureOf(lab.leads.openCard({ ...lab.card, values: { [lab.fields.product]: 'x' } }))).toMatchObject({ mayHaveHappened: 'yes' });
    const { marker, funnelId, clientId } = lab.card;
    expect(await lab.crm.cards.findByMarker({ marker, funnelId, clientId, since: lab.since })).toMatchObject({ believable: true, found: cell(lab.simulator.deals()[0], 'Id') });
  });
});

describe('arrays, which a PATCH replaces', () => {
  test('ACL-05: custom fields that may not be read are not written, since that would erase the others; all else is', async () => {
    await using lab = await office();
    await lab.leads.change(contactIdOf(lab.ana), { values: { [lab.fields.points]: 3 } });
    lab.simulator.faults({ route: 'GET /Contacts.*expand=OtherProperties', status: 403 });
    expect(await lab.leads.change(contactIdOf(lab.ana), { name: 'Ana Lima', values: { [lab.fields.origin]: 'site', contact_note: 'n' } })).toEqual({
      outcome: 'changed', refused: [{ key: lab.fields.origin, reason: 'field-unknown' }],
    });
    expect(lab.person()).toMatchObject({ Name: 'Ana Lima', Note: 'n' });
    expect(lab.valuesOf(lab.person())).toEqual({ [lab.fields.points]: 3 });
  });

  test.each(['replace', 'merge'] as const)('ACL-05: nothing that other people wrote is lost where it means %s', async (patchArrays) => {
    await using lab = await office({}, { patchArrays });
    const note = lab.field('Nota', 1, 1);
    lab.simulator.update('Contacts', lab.ana.Id, { OtherProperties: [{ FieldKey: note, StringValue: 'liga às 9' }] });
    const [vip, cold] = ['vip', 'frio'].map((Name) => lab.simulator.create('Tags', { Name, EntityId: 1 }).Id);
    lab.simulator.update('Contacts', lab.ana.Id, { Tags: [{ TagId: vip ?? 0 }, { TagId: cold ?? 0 }] });
    await lab.leads.change(contactIdOf(lab.ana), { values: { [lab.fields.origin]: 'site' } });
    await lab.leads.tag(contactIdOf(lab.ana), { add: ['novo'], remove: [] });
    expect(lab.valuesOf(lab.person())).toEqual({ [note]: 'liga às 9', [lab.fields.origin]: 'site' });
    expect(childRows(lab.person(), 'Tags')).toHaveLength(3);
    expect(childRows(lab.person(), 'Phones').map((phone) => phone['PhoneNumber'])).toEqual(['(11) 98765-4321']);
  });
});

describe('companies', () => {
  test.each(['Padaria São João', 'PADARIA SAO JOAO', 'padaria são joao'])('ACL-05: %s is asked for in one call', async (name) => {
    await using lab = await office();
    expect(await lab.leads.findCompanies({ name })).toEqual([{ id: contactIdOf(lab.company), name: 'Padaria São João', cnpj: CNPJ }]);
    expect(lab.calls()).toEqual({ 'GET /Contacts': 1 });
  });

  test('ACL-05: a CNPJ that is kept under its mask, in either column, is found', async () => {
    await using lab = await office();
    const other = lab.simulator.quietly(() => lab.simulator.addCompany({ name: 'Outra' }));
    lab.simulator.plantContacts(1, () => ({ name: 'Mascarada', kind: 'company', register: '19.131.243/0001-97' }));
    expect((await lab.leads.findCompanies({ cnpj: '19131243000197' })).map(({ name, cnpj }) => [name, cnpj])).toEqual([['Mascarada', '19131243000197']]);
    expect(await lab.leads.findCompanies({ cnpj: CNPJ })).toHaveLength(1);
    expect(other.Id).toBeGreaterThan(0);
  });

  test('ACL-05: a CNPJ with letters is written whole, and found', async () => {
    await using lab = await office();
    const { contact } = await lab.leads.register({ kind: 'company', name: 'Nova', cnpj: '12ABC34501DE35', values: {} });
    expect(await lab.leads.findCompanies({ cnpj: '12ABC34501DE35' })).toEqual([{ id: contact.id, name: 'Nova', cnpj: '12ABC34501DE35' }]);
    expect(await lab.leads.change(contact.id, { cnpj: '12ABC34501DE35' })).toEqual({ outcome: 'same', refused: [] });
  });

  test('ACL-05: an empty answer under load is not believed', async () => {
    await using lab = await office();
    lab.simulator.faults({ route: 'GET /Contacts', kind: 'empty-list', times: 1 });
    expect(await failureOf(lab.leads.findCompanies({ name: 'Padaria São João' }))).toMatchObject({ code: 'port.unreachable', retry: 'soon' });
    lab.simulator.create('Deals', { Title: 'Card', ContactId: lab.ana.Id });
    lab.simulator.faults({ route: 'GET /Deals', kind: 'empty-list', times: 1 });
    expect(await failureOf(lab.leads.openCards([contactIdOf(lab.ana)]))).toMatchObject({ code: 'port.unreachable', retry: 'soon' });
  });

  test('ACL-05: all of a long list are looked through', async () => {
    await using lab = await office({ pageSize: 10 });
    lab.simulator.plantContacts(35, (n) => ({ name: `Aurora ${n}`, kind: 'company' }));
    lab.simulator.addCompany({ name: 'Aurora' });
    expect((await lab.leads.findCompanies({ name: 'aurora' })).map(({ name }) => name)).toEqual(['Aurora']);
  });
});

describe('tags', () => {
  test('WHK-06: one of another table is none of a contact’s, and one that was deleted is made anew at the next attempt', async () => {
    await using lab = await office();
    lab.simulator.create('Tags', { Name: 'novo', EntityId: 2 });
    await lab.leads.tag(contactIdOf(lab.ana), { add: ['novo'], remove: [] });
    const made = lab.simulator.rows('Tags').find((row) => row['EntityId'] === 1);
    lab.simulator.update('Contacts', lab.ana.Id, { Tags: [] });
    lab.simulator.remove('Tags', made?.Id ?? 0);
    expect(await failureOf(lab.leads.tag(contactIdOf(lab.ana), { add: ['novo'], remove: [] }))).toMatchObject({ code: 'port.refused' });
    expect(await lab.leads.tag(contactIdOf(lab.ana), { add: ['novo'], remove: [] })).toBe('changed');
    expect(childRows(lab.person(), 'Tags')).toHaveLength(1);
  });

  test('ACL-06: two contacts that get a new tag at once share it', async () => {
    await using lab = await office();
    await Promise.all([lab.ana, lab.company].map(async (row) => await lab.leads.tag(contactIdOf(row), { add: ['novo'], remove: [] })));
    expect(lab.simulator.rows('Tags')).toHaveLength(1);
  });

  test('WHK-06: contacts’ tags may stand under another number', async () => {
    await using lab = await office({ leads: { tagEntityId: 2 } });
    expect(await failureOf(lab.leads.tag(contactIdOf(lab.ana), { add: ['novo'], remove: [] }))).toMatchObject({ code: 'port.refused' });
    expect(lab.simulator.rows('Tags').map((row) => row['EntityId'])).toEqual([2]);
  });
});
