import type { Contact, ContactId } from '../../domain/contact/contact.ts';
import { identityKeysOfContact } from '../../domain/contact/contact-phones.ts';
import { identityKeyText } from '../../domain/contact/identity-key.ts';
import type { ContactDirectory, DirectoryEntry } from '../../ports/contact-directory.ts';
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
    register: ({ phone, ...request }) =>
      answer('contacts.register', () => entryOf(buildContact(world, 'person', { ...request, phones: phone === undefined ? [] : [phone] }))),
  };
}

export function directoryEntry(world: CrmWorld, stored: StoredContact): DirectoryEntry {
  const contact = contactOf(world, stored);
  return { contact, keys: identityKeysOfContact(contact) };
}

/** The company is read when it is asked for, so that its name and owner are those of now. */
export function contactOf(world: CrmWorld, { companyId, link: _link, agents: _agents, updatedAt: _updatedAt, ...stored }: StoredContact): Contact {
  const company = companyId === undefined ? undefined : world.contacts.get(companyId);
  if (company === undefined) return stored;
  const { id, name, ownerId } = company;
  return { ...stored, company: { id, name, ...(ownerId === undefined ? {} : { ownerId }) } };
}
