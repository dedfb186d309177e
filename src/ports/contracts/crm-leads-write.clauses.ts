import assert from 'node:assert/strict';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { LeadValues } from '../../domain/lead/lead.ts';
import type { LeadContactChange, LeadContactRequest } from '../crm-leads.ts';
import type { CrmLeadsSubject, LeadContactToAdd, SeenLeadContact } from './crm-leads-subject.ts';
import { failsWith } from './fails-with.ts';
import type { Clauses } from './kit.ts';

const CNPJ = '11444777000161';
const CPF = '52998224725';
const PERSON: LeadContactRequest = { kind: 'person', name: 'Ana Souza', phone: '+5511987654321', email: 'ana@example.test', cpf: CPF, values: {} };

async function seen(subject: CrmLeadsSubject, id: ContactId): Promise<SeenLeadContact> {
  const contact = await subject.seeContact(id);
  assert.ok(contact !== undefined, 'the contact is in the CRM');
  return contact;
}

async function registered(subject: CrmLeadsSubject, request: LeadContactRequest): Promise<SeenLeadContact> {
  return await seen(subject, (await subject.leads.register(request)).contact.id);
}

/** What a contact looks like after this change. */
async function changed(subject: CrmLeadsSubject, contact: LeadContactToAdd, ...changes: readonly LeadContactChange[]): Promise<SeenLeadContact> {
  const id = await subject.add(contact);
  for (const change of changes) await subject.leads.change(id, change);
  return await seen(subject, id);
}

const everyType = ({ person }: CrmLeadsSubject): LeadValues => ({
  [person.text]: "d'Oeste", [person.number]: 12, [person.flag]: false, [person.moment]: '2026-05-04T12:00:00.000Z', [person.option]: 'Prata', [person.options]: ['Ouro', 'Bronze'],
});

const ANA = { kind: 'person', name: 'Ana', phone: '+5511987654321', email: 'ana@example.test' } as const;

/** People and companies that are made of leads, and what is written on those that there are. */
export const leadWriteClauses: Clauses<CrmLeadsSubject> = {
  'makes a person with all that is known of it': async (subject) => {
    const companyId = await subject.add({ kind: 'company', name: 'Aurora' });
    assert.deepEqual(await registered(subject, { ...PERSON, companyId }), {
      kind: 'person', name: 'Ana Souza', email: 'ana@example.test', cpf: CPF, companyId, phones: ['87654321'], values: {}, tags: [],
    });
  },
  'makes a company with its CNPJ': async (subject) => {
    assert.deepEqual(await registered(subject, { kind: 'company', name: 'Aurora Ltda', cnpj: CNPJ, values: { [subject.companyText]: 'ME' } }), {
      kind: 'company', name: 'Aurora Ltda', cnpj: CNPJ, phones: [], values: { [subject.companyText]: 'ME' }, tags: [],
    });
  },
  'gives back whom it made, with the keys that tell': async ({ leads }) => {
    const { contact, keys } = await leads.register(PERSON);
    assert.deepEqual([contact.kind, contact.name], ['person', 'Ana Souza']);
    assert.deepEqual(keys.map(({ kind }) => kind).toSorted(), ['cpf', 'email', 'external-code', 'phone']);
  },
  'makes one contact for each call': async (subject) => {
    await subject.leads.register(PERSON);
    await subject.leads.register(PERSON);
    assert.equal(await subject.countContacts(), 2);
  },
  'makes a person with values of every type': async (subject) => {
    assert.deepEqual((await registered(subject, { ...PERSON, values: everyType(subject) })).values, everyType(subject));
  },
  'takes a day for a moment': async (subject) => {
    const { values } = await registered(subject, { ...PERSON, values: { [subject.person.moment]: '2026-05-04' } });
    assert.equal(values[subject.person.moment], '2026-05-04T03:00:00.000Z');
  },
  'makes a contact without the values that do not fit, and says which': async (subject) => {
    const { person } = subject;
    const { contact, refused } = await subject.leads.register({ ...PERSON, values: { ...everyType(subject), [person.option]: 'Platina', [person.flag]: 'talvez' } });
    const { [person.option]: _option, [person.flag]: _flag, ...others } = everyType(subject);
    assert.deepEqual((await seen(subject, contact.id)).values, others);
    assert.deepEqual(refused.toSorted((a, b) => (a.key < b.key ? -1 : 1)), [person.option, person.flag].toSorted().map((key) => ({ key, reason: 'value-unfit' })));
  },
  'makes a contact without the values of fields that are not there, and says which': async (subject) => {
    const { contact, refused } = await subject.leads.register({ ...PERSON, values: { nowhere: 'x', [subject.person.text]: 'y' } });
    assert.deepEqual([(await seen(subject, contact.id)).values, refused], [{ [subject.person.text]: 'y' }, [{ key: 'nowhere', reason: 'field-unknown' }]]);
  },
  'makes a contact without the value of a field that was deleted a moment ago': async (subject) => {
    await subject.leads.fields('person');
    await subject.removeField(subject.person.number);
    const { contact, refused } = await subject.leads.register({ ...PERSON, values: { [subject.person.number]: 1, [subject.person.text]: 'y' } });
    assert.deepEqual([(await seen(subject, contact.id)).values, refused.map(({ key }) => key)], [{ [subject.person.text]: 'y' }, [subject.person.number]]);
  },
  'writes each part that is named': async (subject) => {
    const companyId = await subject.add({ kind: 'company', name: 'Aurora' });
    const { name, email, cpf, companyId: company } = await changed(subject, ANA, { name: 'Ana Souza', email: 'souza@example.test', cpf: CPF, companyId });
    assert.deepEqual({ name, email, cpf, company }, { name: 'Ana Souza', email: 'souza@example.test', cpf: CPF, company: companyId });
  },
  'writes the CNPJ of a company': async (subject) => {
    assert.equal((await changed(subject, { kind: 'company', name: 'Aurora' }, { cnpj: CNPJ })).cnpj, CNPJ);
  },
  'leaves what is not named': async (subject) => {
    const { name, email, phones, tags } = await changed(subject, { ...ANA, tags: ['vip'] }, { name: 'Ana Souza', values: { [subject.person.text]: 'x' } });
    assert.deepEqual({ name, email, phones, tags }, { name: 'Ana Souza', email: 'ana@example.test', phones: ['87654321'], tags: ['vip'] });
  },
  'writes values of every type beside those that are there': async (subject) => {
    const { [subject.person.text]: text = '', ...others } = everyType(subject);
    const { values } = await changed(subject, ANA, { values: { [subject.person.text]: text } }, { values: others });
    assert.deepEqual(values, everyType(subject));
  },
  'writes values over those that are there': async (subject) => {
    const { person } = subject;
    const { values } = await changed(subject, ANA, { values: { [person.option]: 'Ouro', [person.options]: ['Ouro', 'Prata'] } },
      { values: { [person.option]: 'Bronze', [person.options]: ['Prata', 'Bronze'] } });
    assert.deepEqual(values, { [person.option]: 'Bronze', [person.options]: ['Prata', 'Bronze'] });
  },
  'tells whether anything differed': async (subject) => {
    const id = await subject.add(ANA);
    const change = { name: 'Ana Souza', values: everyType(subject) };
    assert.deepEqual([await subject.leads.change(id, change), await subject.leads.change(id, change)], [{ outcome: 'changed', refused: [] }, { outcome: 'same', refused: [] }]);
  },
  'writes the rest where a value does not fit, and says which': async (subject) => {
    const { person, leads } = subject;
    const id = await subject.add(ANA);
    const { refused } = await leads.change(id, { name: 'Ana Souza', values: { [person.number]: 'doze', [person.text]: 'y' } });
    const { name, values } = await seen(subject, id);
    assert.deepEqual([name, values, refused], ['Ana Souza', { [person.text]: 'y' }, [{ key: person.number, reason: 'value-unfit' }]]);
  },
  'fails for a contact that is gone': async ({ leads, unknownContact }) => {
    await failsWith(leads.change(unknownContact, { name: 'Ana' }), 'port.missing');
  },
};
