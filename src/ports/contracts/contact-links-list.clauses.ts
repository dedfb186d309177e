import assert from 'node:assert/strict';
import { compareContactIds, type ContactId } from '../../domain/contact/contact.ts';
import type { ContactPageWish, LinkedContact } from '../contact-links.ts';
import type { ContactLinksSubject } from './contact-links-subject.ts';
import type { Clauses } from './kit.ts';

/** More than two pages of any CRM known. */
const CROWD = 620;

/** A while after which nobody believes what was read before. */
const A_WHILE_MS = 10 * 60_000;

const idsOf = (contacts: readonly LinkedContact[]): readonly ContactId[] => contacts.map(({ contact }) => contact.id);

const highest = (contacts: readonly LinkedContact[]): ContactId | undefined => idsOf(contacts).toSorted(compareContactIds).at(-1);

const listed = async ({ links }: ContactLinksSubject, wish: ContactPageWish = {}): Promise<readonly LinkedContact[]> =>
  (await links.list(wish)).contacts;

/** Reads all pages, and gives up on a list that has no end. */
async function allPages({ links }: ContactLinksSubject): Promise<readonly LinkedContact[]> {
  const all: LinkedContact[] = [];
  let after: ContactId | undefined;
  for (let pages = 0; pages < CROWD; pages += 1) {
    const { contacts, left } = await links.list({ after });
    all.push(...contacts);
    if (left === 0) break;
    after = highest(contacts) ?? after;
  }
  return all;
}

export async function linked({ links }: ContactLinksSubject, id: ContactId): Promise<LinkedContact> {
  const contact = await links.find(id);
  assert.ok(contact !== undefined, 'the contact is in the CRM');
  return contact;
}

const PHONE = { value: '(31) 98765-4321', field: 'masked' } as const;

export const contactListClauses: Clauses<ContactLinksSubject> = {
  'makes the fields that lack, tells which, and makes none twice': async ({ links }) => {
    const first = await links.makeFields();
    assert.deepEqual(first.made.toSorted(), ['agents', 'link']);
    assert.deepEqual((await links.makeFields()).made, []);
  },
  'tells of a field that lacks that it is unknown, not empty': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana' });
    const { link, agents } = await linked(subject, id);
    assert.deepEqual({ link, agents }, { link: 'unknown', agents: 'unknown' });
  },
  'tells of a field that may not be read that it is unknown, not empty': async (subject) => {
    await subject.links.makeFields();
    await subject.add({ kind: 'person', name: 'Ana' });
    await subject.hideFields();
    await subject.passTime(A_WHILE_MS);
    const [contact] = await listed(subject);
    assert.deepEqual([contact?.contact.name, contact?.link, contact?.agents], ['Ana', 'unknown', 'unknown']);
  },
  'lists persons and companies, lowest id first': async (subject) => {
    const company = await subject.add({ kind: 'company', name: 'Aurora Ltda' });
    const person = await subject.add({ kind: 'person', name: 'Ana' });
    assert.deepEqual(idsOf(await listed(subject)), [company, person].toSorted(compareContactIds));
  },
  'lists everybody once over all pages': async (subject) => {
    await subject.addMany(CROWD);
    const ids = idsOf(await allPages(subject));
    assert.deepEqual([ids.length, new Set(ids).size], [CROWD, CROWD]);
  },
  'tells how many there are behind a page': async (subject) => {
    await subject.addMany(CROWD);
    const { contacts, left } = await subject.links.list({});
    assert.equal(contacts.length + left, CROWD);
  },
  'lists persons alone where companies are left out': async (subject) => {
    await subject.add({ kind: 'company', name: 'Aurora Ltda' });
    const person = await subject.add({ kind: 'person', name: 'Ana' });
    assert.deepEqual(idsOf(await listed(subject, { who: 'persons' })), [person]);
  },
  'lists what changed since a moment, that moment included': async (subject) => {
    await subject.add({ kind: 'person', name: 'Ana' });
    await subject.passTime(A_WHILE_MS);
    const bia = await subject.add({ kind: 'person', name: 'Bia' });
    const { updatedAt } = await linked(subject, bia);
    assert.deepEqual(idsOf(await listed(subject, { changedSince: updatedAt })), [bia]);
  },
  'brings numbers, keys, owner and company along with a page': async (subject) => {
    const companyId = await subject.add({ kind: 'company', name: 'Aurora Ltda' });
    const id = await subject.add({ kind: 'person', name: 'Ana', phone: PHONE, email: 'ana@example.test', ownerId: subject.users[0], companyId });
    const found = (await listed(subject, { who: 'persons' })).find(({ contact }) => contact.id === id);
    assert.deepEqual(found?.contact.phones, [{ value: PHONE.value, ddi: '55' }]);
    assert.deepEqual(found.keys.map(({ kind }) => kind), ['external-code', 'phone', 'email']);
    assert.equal(found.contact.ownerId, subject.users[0]);
    assert.equal(found.contact.company?.name, 'Aurora Ltda');
  },
  'finds nothing for a contact that never was there': async ({ links, unknownContact }) => {
    assert.equal(await links.find(unknownContact), undefined);
  },
  'tells a later time once somebody changed a contact': async (subject) => {
    const id = await subject.add({ kind: 'person', name: 'Ana' });
    const before = await linked(subject, id);
    await subject.passTime(A_WHILE_MS);
    await subject.change(id, { name: 'Ana Souza' });
    assert.ok((await linked(subject, id)).updatedAt > before.updatedAt);
  },
};
