import { compareContactIds, type Contact, type ContactId } from '../../domain/contact/contact.ts';
import { identityKeysOfContact } from '../../domain/contact/contact-phones.ts';
import { hasPhone } from '../../domain/contact/has-phone.ts';
import { identityKeyText } from '../../domain/contact/identity-key.ts';
import { matchesOf, readContactSearch } from '../../domain/contact/match-contact.ts';
import { isNonEmpty } from '../../domain/kernel/non-empty.ts';
import type { ContactDirectory, DirectoryEntry, MatchedContact, MatchPage, MatchPageWish } from '../../ports/contact-directory.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { Answering } from './crm-faults.ts';
import { buildContact, type CrmWorld, type StoredContact } from './crm-world.ts';

/** People and companies in memory. */
export function createInMemoryDirectory(world: CrmWorld, answer: Answering): ContactDirectory {
  const entryOf = (stored: StoredContact): DirectoryEntry => directoryEntry(world, stored);
  const find = (id: ContactId): DirectoryEntry | undefined => {
    const stored = world.contacts.get(id);
    return stored === undefined ? undefined : entryOf(stored);
  };
  return {
    find: (id) => answer('contacts.find', () => find(id)),
    findByKeys: (keys) =>
      answer('contacts.findByKeys', () => {
        const wanted = new Set(keys.map(identityKeyText));
        return [...world.contacts.values()].map(entryOf).filter((entry) => entry.keys.some((key) => wanted.has(identityKeyText(key))));
      }),
    search: (typed, page) => answer('contacts.search', () => search(world, typed, page)),
    addPhone: (id, phone) => answer('contacts.addPhone', () => addPhone(world, id, phone)),
    register: ({ kind = 'person', phone, ...request }) =>
      answer('contacts.register', () => entryOf(buildContact(world, kind, { ...request, phones: phone === undefined ? [] : [phone] }))),
  };
}

function search(world: CrmWorld, typed: string, { limit, after }: MatchPageWish): MatchPage {
  const wanted = readContactSearch(typed);
  if (wanted === undefined) return { contacts: [] };
  const found = [...world.contacts.values()]
    .filter(({ id }) => after === undefined || compareContactIds(id, after) > 0)
    .toSorted((a, b) => compareContactIds(a.id, b.id))
    .flatMap((stored): readonly MatchedContact[] => {
      const entry = directoryEntry(world, stored);
      const matched = matchesOf(wanted, entry.contact);
      return isNonEmpty(matched) ? [{ ...entry, matched }] : [];
    });
  const contacts = found.slice(0, limit);
  const last = contacts.at(-1);
  return { contacts, ...(last === undefined || contacts.length === found.length ? {} : { next: last.contact.id }) };
}

function addPhone(world: CrmWorld, id: ContactId, phone: string): 'added' | 'there-already' {
  const stored = world.contacts.get(id);
  if (stored === undefined) throw new PortFailure('port.missing', 'The contact is gone, so no number can be added to it.');
  const { kind, updatedAt: _updatedAt, ...standing } = stored;
  if (hasPhone(contactOf(world, stored), phone)) return 'there-already';
  buildContact(world, kind, { ...standing, phones: [...standing.phones, phone] });
  return 'added';
}

export function directoryEntry(world: CrmWorld, stored: StoredContact): DirectoryEntry {
  const contact = contactOf(world, stored);
  return { contact, keys: identityKeysOfContact(contact) };
}

/** The company is read when it is asked for, so that its name and owner are those of now. */
export function contactOf(world: CrmWorld, { companyId, link: _link, agents: _agents, updatedAt: _updatedAt, cnpj: _cnpj, values: _values, tags: _tags, ...stored }: StoredContact): Contact {
  const company = companyId === undefined ? undefined : world.contacts.get(companyId);
  if (company === undefined) return stored;
  const { id, name, ownerId } = company;
  return { ...stored, company: { id, name, ...(ownerId === undefined ? {} : { ownerId }) } };
}
