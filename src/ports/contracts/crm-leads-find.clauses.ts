import assert from 'node:assert/strict';
import type { CompanyQuery } from '../crm-leads.ts';
import type { CrmLeadsSubject } from './crm-leads-subject.ts';
import type { Clauses } from './kit.ts';

const CNPJ = '11444777000161';
const A_MINUTE_MS = 61_000;

const idsOf = async ({ leads }: CrmLeadsSubject, query: CompanyQuery) => (await leads.findCompanies(query)).map(({ id }) => id).toSorted();

/** What can be written, which company it is, and which cards are open. */
export const leadFindClauses: Clauses<CrmLeadsSubject> = {
  "lists the customer's own fields with their types": async ({ leads, person, companyText, cardText }) => {
    const [people, companies, cards] = await Promise.all([leads.fields('person'), leads.fields('company'), leads.fields('card')]);
    const typeOf = (key: string) => people.find((field) => field.key === key)?.type;
    assert.deepEqual(
      [person.text, person.number, person.flag, person.option, person.options].map(typeOf), ['text', 'number', 'boolean', 'option', 'options'],
    );
    assert.ok(['date', 'date-time'].includes(typeOf(person.moment) ?? ''), 'a moment is a date');
    assert.ok(companies.some(({ key, own }) => key === companyText && own === 'yes'), "the field of companies is listed as the customer's own");
    assert.ok(cards.some(({ key, own }) => key === cardText && own === 'yes'), "the field of cards is listed as the customer's own");
  },
  'lists the options of a field': async ({ leads, person }) => {
    const field = (await leads.fields('person')).find(({ key }) => key === person.options);
    assert.deepEqual(field?.options?.map(({ name }) => name), ['Ouro', 'Prata', 'Bronze']);
  },
  'tells within a minute of a field that is new': async (subject) => {
    await subject.leads.fields('person');
    const key = await subject.addField('Novo');
    await subject.passTime(A_MINUTE_MS);
    assert.ok((await subject.leads.fields('person')).some((field) => field.key === key), 'the new field is listed');
  },
  'finds a company by its CNPJ, whatever it is called': async (subject) => {
    await subject.add({ kind: 'company', name: 'Outra', cnpj: '19131243000197' });
    const id = await subject.add({ kind: 'company', name: "Aurora d'Oeste", cnpj: CNPJ });
    assert.deepEqual(await subject.leads.findCompanies({ name: 'Nunca vista', cnpj: CNPJ }), [{ id, name: "Aurora d'Oeste", cnpj: CNPJ }]);
  },
  'finds a company by its name, whatever its case, accents and spaces': async (subject) => {
    const accented = await subject.add({ kind: 'company', name: 'Padaria São João' });
    const plain = await subject.add({ kind: 'company', name: 'PADARIA  SAO JOAO' });
    for (const name of ['Padaria São João', 'padaria sao joao', ' PADARIA  SÃO  JOÃO ']) assert.deepEqual(await idsOf(subject, { name }), [accented, plain].toSorted());
  },
  'finds by one question who has the CNPJ and who has the name': async (subject) => {
    const named = await subject.add({ kind: 'company', name: 'Aurora' });
    const numbered = await subject.add({ kind: 'company', name: 'Outra', cnpj: CNPJ });
    assert.deepEqual(await idsOf(subject, { name: 'Aurora', cnpj: CNPJ }), [named, numbered].toSorted());
  },
  'finds no company whose name only holds the one that is asked for': async (subject) => {
    await subject.add({ kind: 'company', name: 'Aurora Comércio' });
    assert.deepEqual(await idsOf(subject, { name: 'Aurora' }), []);
  },
  'finds no person of that name': async (subject) => {
    await subject.add({ kind: 'person', name: 'Marina' });
    assert.deepEqual(await idsOf(subject, { name: 'Marina' }), []);
  },
  'finds no company where none is named': async (subject) => {
    await subject.add({ kind: 'company', name: 'Boreal' });
    assert.deepEqual([...(await idsOf(subject, {})), ...(await idsOf(subject, { name: ' ' }))], []);
  },
  'lists the open cards of clients in every funnel, newest first, as client or as person': async (subject) => {
    const company = await subject.add({ kind: 'company', name: 'Celeste' });
    const person = await subject.add({ kind: 'person', name: 'Ana' });
    const stranger = await subject.add({ kind: 'company', name: 'Dourado' });
    const first = await subject.addCard({ clientId: company, funnelId: subject.funnelId });
    const second = await subject.addCard({ clientId: stranger, personId: person, funnelId: subject.otherFunnelId });
    const third = await subject.addCard({ clientId: person, funnelId: subject.funnelId });
    assert.deepEqual((await subject.leads.openCards([company, person])).map(({ id }) => id), [third, second, first]);
  },
  'lists no card that was won or lost': async (subject) => {
    const person = await subject.add({ kind: 'person', name: 'Bia' });
    for (const how of ['won', 'lost'] as const) await subject.end(await subject.addCard({ clientId: person, funnelId: subject.funnelId }), how);
    assert.deepEqual(await subject.leads.openCards([person]), []);
  },
  "lists no card of somebody else, and none for nobody": async (subject) => {
    const [person, stranger] = [await subject.add({ kind: 'person', name: 'Caio' }), await subject.add({ kind: 'person', name: 'Davi' })];
    await subject.addCard({ clientId: stranger, funnelId: subject.funnelId });
    assert.deepEqual([await subject.leads.openCards([person]), await subject.leads.openCards([])], [[], []]);
  },
};
