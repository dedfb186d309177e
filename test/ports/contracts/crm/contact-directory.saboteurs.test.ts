import { describe } from 'vitest';
import type { Contact, ContactId } from '../../../../src/domain/contact/contact.ts';
import type { IdentityKey } from '../../../../src/domain/contact/identity-key.ts';
import { contactDirectoryContract, type ContactDirectorySubject, type ContactToAdd } from '../../../../src/ports/contracts/index.ts';
import { PortFailure, type ContactDirectory, type ContactRequest, type DirectoryEntry } from '../../../../src/ports/index.ts';
import { inMemoryDirectory } from './in-memory-subjects.ts';
import { provesEveryClause, type Saboteur } from './sabotage.ts';

type Sabotage = Saboteur<ContactDirectorySubject>;

const directory = (broken: (good: ContactDirectory) => Partial<ContactDirectory>): Sabotage => (subject) => ({
  ...subject,
  directory: { ...subject.directory, ...broken(subject.directory) },
});

const found = (twist: (entry: DirectoryEntry) => DirectoryEntry): Sabotage =>
  directory((good) => ({
    find: async (id) => {
      const entry = await good.find(id);
      return entry === undefined ? undefined : twist(entry);
    },
  }));

const contact = (twist: (contact: Contact) => Contact): Sabotage => found((entry) => ({ ...entry, contact: twist(entry.contact) }));

const asked = (counts: (key: IdentityKey) => boolean): Sabotage =>
  directory((good) => ({ findByKeys: async (keys) => await good.findByKeys(keys.filter(counts)) }));

const answered = (stays: (entry: DirectoryEntry, at: number) => boolean): Sabotage =>
  directory((good) => ({ findByKeys: async (keys) => (await good.findByKeys(keys)).filter(stays) }));

const registering = (twist: (request: ContactRequest) => ContactRequest): Sabotage =>
  directory((good) => ({ register: async (request) => await good.register(twist(request)) }));

/** Adds some of the contacts that were put into the CRM to every answer that `when` holds for. */
const throwsIn = (more: (added: ContactToAdd, keys: readonly IdentityKey[]) => boolean, when: (keys: readonly IdentityKey[]) => boolean): Sabotage =>
  (subject) => {
    const added: { readonly id: ContactId; readonly contact: ContactToAdd }[] = [];
    const { directory: good } = subject;
    return {
      ...subject,
      add: async (toAdd) => {
        const id = await subject.add(toAdd);
        added.push({ id, contact: toAdd });
        return id;
      },
      directory: {
        ...good,
        findByKeys: async (keys) => {
          const answer = await good.findByKeys(keys);
          if (answer.length > 0 || !when(keys)) return answer;
          const entries = await Promise.all(added.filter((each) => more(each.contact, keys)).map(async ({ id }) => await good.find(id)));
          return entries.filter((entry) => entry !== undefined);
        },
      },
    };
  };

const last8 = (text: string): string => text.replaceAll(/\D/g, '').slice(-8);

const onceForEachEmail = directory((good) => {
  const registered = new Map<string, Promise<DirectoryEntry>>();
  return {
    register: async (request) => {
      const entry = registered.get(request.email ?? request.name) ?? good.register(request);
      registered.set(request.email ?? request.name, entry);
      return await entry;
    },
  };
});

describe('the contract of ContactDirectory', () => {
  provesEveryClause(contactDirectoryContract, inMemoryDirectory, {
    'finds a contact by its id, with its name': contact((each) => ({ ...each, name: each.name.replaceAll("'", '’') })),
    'tells a company from a person': contact((each) => ({ ...each, kind: 'person' })),
    "gives a person's company, with its name": contact(({ company, ...each }) =>
      company === undefined ? each : { ...each, company: { ...company, name: '' } }),
    "gives the owner of a person's company": contact(({ company, ...each }) =>
      company === undefined ? each : { ...each, company: { id: company.id, name: company.name } }),
    'gives the owner of a contact': contact(({ ownerId: _ownerId, ...each }) => each),
    "gives a number the DDI of its field's mask": contact((each) => ({ ...each, phones: each.phones.map(({ value }) => ({ value })) })),
    'gives every key that a contact carries': found((entry) => ({ ...entry, keys: entry.keys.filter(({ kind }) => kind !== 'cpf') })),
    'finds nothing for a contact that never was': directory((good) => ({
      find: async (id) => {
        const entry = await good.find(id);
        if (entry === undefined) throw new PortFailure('port.missing', 'No such contact.');
        return entry;
      },
    })),
    'finds a contact by its own id as external code': asked(({ kind }) => kind !== 'external-code'),
    'finds a contact by its number, whatever mask it is kept under': answered(({ contact: { phones } }) =>
      !phones.some(({ value }) => value.includes('('))),
    'finds a contact whose number is kept without the ninth digit': answered(({ contact: { phones } }) =>
      !phones.some(({ value }) => /^55\d{2}[6-9]\d{7}$/.test(value))),
    'leaves out who shares the last eight digits in another area': throwsIn(
      ({ phone }, keys) => phone !== undefined && keys.some(({ value }) => last8(value) === last8(phone.value)),
      (keys) => keys.some(({ kind }) => kind === 'phone'),
    ),
    'finds a contact by e-mail, whatever its case': answered(({ contact: { email = '' } }) => email === email.toLowerCase()),
    'finds a contact by CPF': asked(({ kind }) => kind !== 'cpf'),
    'finds companies by their keys too': answered(({ contact: { kind } }) => kind === 'person'),
    'finds everybody who carries one of several keys': answered((_, at) => at === 0),
    'finds nobody where no key is given': throwsIn(() => true, (keys) => keys.length === 0),
    'finds nobody under keys that nobody carries': throwsIn(() => true, (keys) => keys.some(({ kind }) => kind === 'email')),
    'registers a person with phone and e-mail': registering(({ email: _email, ...request }) => request),
    'gives back whom it registered, with all keys': directory((good) => ({
      register: async (request) => ({ ...(await good.register(request)), keys: [] }),
    })),
    'registers a person as one of a company': registering(({ companyId: _companyId, ...request }) => request),
    'registers one person for each call': onceForEachEmail,
  });
});
