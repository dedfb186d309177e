import assert from 'node:assert/strict';
import type { ContactId } from '../../domain/contact/contact.ts';
import { identityKeysOf, identityKeyText, type IdentityKey, type LooseClient } from '../../domain/contact/identity-key.ts';
import type { DirectoryEntry } from '../contact-directory.ts';
import { contactPhoneClauses } from './contact-directory-phones.clauses.ts';
import { contactSearchClauses } from './contact-directory-search.clauses.ts';
import type { ContactDirectorySubject } from './contact-directory-subject.ts';
import { defineContract } from './kit.ts';

const CPF = '52998224725';

const keys = (...clients: readonly LooseClient[]): readonly IdentityKey[] => clients.flatMap(identityKeysOf);

const idsFound = async ({ directory }: ContactDirectorySubject, ...clients: readonly LooseClient[]): Promise<readonly ContactId[]> =>
  (await directory.findByKeys(keys(...clients))).map(({ contact }) => contact.id).toSorted();

async function found({ directory }: ContactDirectorySubject, id: ContactId): Promise<DirectoryEntry> {
  const entry = await directory.find(id);
  assert.ok(entry !== undefined, 'the contact is in the CRM');
  return entry;
}

const carries = ({ keys: carried }: DirectoryEntry, client: LooseClient): boolean => {
  const texts = new Set(carried.map(identityKeyText));
  return keys(client).every((key) => texts.has(identityKeyText(key)));
};

/** Runs the promises of `ContactDirectory` (PHN-02, PHN-04, SES-13, PAN-02). */
export const contactDirectoryContract = defineContract<ContactDirectorySubject>({
  'finds a contact by its id, with its name': async (subject) => {
    const id = await subject.add({ kind: 'person', name: "Ana O'Hara" });
    assert.equal((await found(subject, id)).contact.name, "Ana O'Hara");
  },
  'tells a company from a person': async (subject) => {
    const person = await subject.add({ kind: 'person', name: 'Ana' });
    const company = await subject.add({ kind: 'company', name: 'Aurora Ltda' });
    assert.deepEqual([(await found(subject, person)).contact.kind, (await found(subject, company)).contact.kind], ['person', 'company']);
  },
  "gives a person's company, with its name": async (subject) => {
    const company = await subject.add({ kind: 'company', name: 'Aurora Ltda' });
    const person = await subject.add({ kind: 'person', name: 'Ana', companyId: company });
    assert.equal((await found(subject, person)).contact.company?.name, 'Aurora Ltda');
  },
  "gives the owner of a person's company": async (subject) => {
    const company = await subject.add({ kind: 'company', name: 'Aurora Ltda', ownerId: subject.ownerId });
    const person = await subject.add({ kind: 'person', name: 'Ana', companyId: company });
    assert.equal((await found(subject, person)).contact.company?.ownerId, subject.ownerId);
  },
  'gives the owner of a contact': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', ownerId: subject.ownerId });
    assert.equal((await found(subject, id)).contact.ownerId, subject.ownerId);
  },
  "gives a number the DDI of its field's mask": async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', phone: { value: '(31) 98765-4321', field: 'masked' } });
    assert.deepEqual((await found(subject, id)).contact.phones.map(({ ddi }) => ddi), ['55']);
  },
  'gives every key that a contact carries': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', phone: { value: '+55 31 98765-4321', field: 'plain' }, email: 'ana@example.test', cpf: CPF });
    const entry = await found(subject, id);
    assert.ok(carries(entry, { externalCode: id, phone: '5531987654321', email: 'ana@example.test', cpf: CPF }), 'all keys are there');
  },
  'finds nothing for a contact that never was': async ({ directory, unknownContact }) => {
    assert.equal(await directory.find(unknownContact), undefined);
  },
  'finds a contact by its own id as external code': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana' });
    assert.deepEqual(await idsFound(subject, { externalCode: id }), [id]);
  },
  'finds a contact by its number, whatever mask it is kept under': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', phone: { value: '(31) 98765-4321', field: 'masked' } });
    assert.deepEqual(await idsFound(subject, { phone: '5531987654321' }), [id]);
  },
  'finds a contact whose number is kept without the ninth digit': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', phone: { value: '553187654321', field: 'plain' } });
    assert.deepEqual(await idsFound(subject, { phone: '5531987654321' }), [id]);
  },
  'leaves out who shares the last eight digits in another area': async (subject) => {
    await subject.add({ kind: 'person', name: 'Bia', phone: { value: '(48) 3842-6671', field: 'masked' } });
    assert.deepEqual(await idsFound(subject, { phone: '551138426671' }), []);
  },
  'finds a contact by e-mail, whatever its case': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', email: 'Ana.Souza@Example.test' });
    assert.deepEqual(await idsFound(subject, { email: 'ana.souza@example.test' }), [id]);
  },
  'finds a contact by CPF': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', cpf: CPF });
    assert.deepEqual(await idsFound(subject, { cpf: CPF }), [id]);
  },
  'finds companies by their keys too': async (subject) => {
    const id = await subject.add({ kind: 'company', name: 'Aurora Ltda', email: 'contato@aurora.test' });
    assert.deepEqual(await idsFound(subject, { email: 'contato@aurora.test' }), [id]);
  },
  'finds everybody who carries one of several keys': async (subject) => {
    const ana = await subject.add({ kind: 'person', name: 'Ana', email: 'ana@example.test' });
    const bia = await subject.add({ kind: 'person', name: 'Bia', phone: { value: '+55 11 3842-6671', field: 'plain' } });
    await subject.add({ kind: 'person', name: 'Caio', email: 'caio@example.test' });
    assert.deepEqual(await idsFound(subject, { email: 'ana@example.test', phone: '551138426671' }), [ana, bia].toSorted());
  },
  'finds nobody where no key is given': async (subject) => {
    await subject.add({ kind: 'person', name: 'Ana' });
    assert.deepEqual(await idsFound(subject), []);
  },
  'finds nobody under keys that nobody carries': async (subject) => {
    await subject.add({ kind: 'person', name: 'Ana', email: 'ana@example.test' });
    assert.deepEqual(await idsFound(subject, { email: 'nobody@example.test', phone: '5511987654321', cpf: CPF }), []);
  },
  'registers a person with phone and e-mail': async (subject) => {
    const { contact } = await subject.directory.register({ name: 'Ana', phone: '+5531987654321', email: 'ana@example.test' });
    const entry = await found(subject, contact.id);
    assert.ok(carries(entry, { phone: '5531987654321', email: 'ana@example.test' }), 'both keys are in the CRM');
  },
  'gives back whom it registered, with all keys': async (subject) => {
    const entry = await subject.directory.register({ name: "Ana O'Hara", phone: '+5531987654321', cpf: CPF });
    assert.equal(entry.contact.kind, 'person');
    assert.equal(entry.contact.name, "Ana O'Hara");
    assert.ok(carries(entry, { externalCode: entry.contact.id, phone: '5531987654321', cpf: CPF }), 'all keys are there');
  },
  'registers a person as one of a company': async (subject) => {
    const companyId = await subject.add({ kind: 'company', name: 'Aurora Ltda' });
    const { contact } = await subject.directory.register({ name: 'Ana', companyId });
    assert.equal((await found(subject, contact.id)).contact.company?.id, companyId);
  },
  'registers one person for each call': async ({ directory }) => {
    const request = { name: 'Ana', email: 'ana@example.test' };
    assert.notEqual((await directory.register(request)).contact.id, (await directory.register(request)).contact.id);
  },
  'registers a company': async (subject) => {
    const { contact } = await subject.directory.register({ kind: 'company', name: 'Aurora Ltda', phone: '+551138426671' });
    assert.equal(contact.kind, 'company');
    assert.equal((await found(subject, contact.id)).contact.name, 'Aurora Ltda');
  },
  ...contactSearchClauses,
  ...contactPhoneClauses,
});
