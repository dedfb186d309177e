import assert from 'node:assert/strict';
import type { ContactId } from '../../domain/contact/contact.ts';
import { identityKeysOf } from '../../domain/contact/identity-key.ts';
import type { ContactDirectorySubject } from './contact-directory-subject.ts';
import { failsWith } from './fails-with.ts';
import type { Clauses } from './kit.ts';

const LANDLINE = { value: '+55 48 3842-6671', field: 'plain' } as const;

const idsOf = async ({ directory }: ContactDirectorySubject, phone: string): Promise<readonly ContactId[]> =>
  (await directory.findByKeys(identityKeysOf({ phone }))).map(({ contact }) => contact.id);

const countPhones = async ({ directory }: ContactDirectorySubject, id: ContactId): Promise<number | undefined> =>
  (await directory.find(id))?.contact.phones.length;

/** Adding a number to a contact that a session was linked to (PAN-02). */
export const contactPhoneClauses: Clauses<ContactDirectorySubject> = {
  'adds a number, by which the contact is found from then on': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana' });
    assert.equal(await subject.directory.addPhone(id, '5531987654321'), 'added');
    assert.deepEqual(await idsOf(subject, '5531987654321'), [id]);
  },
  'leaves the numbers that a contact has when it adds one': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', phone: LANDLINE });
    await subject.directory.addPhone(id, '5531987654321');
    assert.deepEqual(await idsOf(subject, '554838426671'), [id]);
  },
  'adds no number that a contact has in its other form': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana', phone: { value: '553187654321', field: 'plain' } });
    assert.equal(await subject.directory.addPhone(id, '5531987654321'), 'there-already');
    assert.equal(await countPhones(subject, id), 1);
  },
  'adds a number once, however often it is told to': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana' });
    await subject.directory.addPhone(id, '5531987654321');
    assert.equal(await subject.directory.addPhone(id, '5531987654321'), 'there-already');
    assert.equal(await countPhones(subject, id), 1);
  },
  'adds a number to a company too': async (subject) => {
    const id = await subject.add({ kind: 'company', name: 'Aurora Ltda' });
    await subject.directory.addPhone(id, '551138426671');
    assert.equal(await countPhones(subject, id), 1);
  },
  'refuses to add a number to a contact that is gone': async ({ directory, unknownContact }) => {
    await failsWith(directory.addPhone(unknownContact, '5531987654321'), 'port.missing');
  },
};
