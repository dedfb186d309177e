import { describe } from 'vitest';
import type { Contact, ContactId } from '../../../../src/domain/contact/contact.ts';
import type { IdentityKey } from '../../../../src/domain/contact/identity-key.ts';
import { contactDirectoryContract, type ContactDirectorySubject, type ContactToAdd } from '../../../../src/ports/contracts/index.ts';
import {
  PortFailure, type ContactDirectory, type ContactRequest, type DirectoryEntry, type MatchedContact, type MatchPage,
} from '../../../../src/ports/index.ts';
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

const searched = (twist: (page: MatchPage, typed: string) => MatchPage): Sabotage =>
  directory((good) => ({ search: async (typed, page) => twist(await good.search(typed, page), typed) }));

const searchedOnly = (stays: (found: MatchedContact, typed: string) => boolean): Sabotage =>
  searched((page, typed) => ({ ...page, contacts: page.contacts.filter((found) => stays(found, typed)) }));

const isFoundBy = ({ matched }: MatchedContact, ...matches: readonly string[]): boolean => matched.join() === matches.join();

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Asks for something else where `instead` tells what. */
const searchesFor = (instead: (typed: string, found: MatchPage) => string | undefined): Sabotage =>
  directory((good) => ({
    search: async (typed, page) => {
      const found = await good.search(typed, page);
      const other = instead(typed, found);
      return other === undefined ? found : await good.search(other, page);
    },
  }));

const adding = (twist: (answer: 'added' | 'there-already', phone: string, before: DirectoryEntry) => typeof answer): Sabotage =>
  directory((good) => ({
    addPhone: async (id, phone) => {
      const before = await good.find(id);
      const answer = await good.addPhone(id, phone);
      return before === undefined ? answer : twist(answer, phone, before);
    },
  }));

/** Writes another number than it was told, on contacts that had none. */
const addsAnotherNumber = directory((good) => {
  const spoilt = new Set<ContactId>();
  return {
    addPhone: async (id, phone) => {
      const entry = await good.find(id);
      if (entry?.contact.kind === 'person' && entry.contact.phones.length === 0) spoilt.add(id);
      return await good.addPhone(id, spoilt.has(id) ? phone.replace(/\d{4}$/, '0000') : phone);
    },
  };
});

const losesTheOtherNumbers = directory((good) => {
  const changed = new Set<ContactId>();
  return {
    addPhone: async (id, phone) => {
      if (((await good.find(id))?.contact.phones.length ?? 0) > 0) changed.add(id);
      return await good.addPhone(id, phone);
    },
    findByKeys: async (keys) => (await good.findByKeys(keys)).filter(({ contact: { id } }) => !changed.has(id)),
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
    'registers a company': registering(({ kind: _kind, ...request }) => request),
    'is searched by a part of the name, whatever its case': searchedOnly((_, typed) => typed === typed.toLowerCase()),
    'is searched by a part of the e-mail, whatever its case': searchedOnly((each) => !isFoundBy(each, 'email')),
    'is searched by a CPF, whatever its mask': searchedOnly((each) => !isFoundBy(each, 'cpf')),
    'is searched by any three digits of a number, whatever stands between them': searchedOnly((each, typed) => !isFoundBy(each, 'phone') || typed.length > 3),
    'is searched by a whole number in its other form': searchedOnly((_, typed) => !typed.startsWith('+')),
    'is not searched by fewer than three digits of a number': searchesFor((typed) => (/^\d\d$/.test(typed) ? `${typed}7` : undefined)),
    'tells everything by which a contact was found': searched((page) => ({
      ...page, contacts: page.contacts.map((each) => ({ ...each, matched: [each.matched[0]] as const })),
    })),
    'is searched for companies too': searchedOnly(({ contact: { kind } }) => kind === 'person'),
    'finds nobody who does not answer to what was typed': searchesFor((typed, { contacts }) =>
      contacts.length === 0 && digitsOf(typed).length >= 8 ? last8(typed) : undefined),
    'finds nobody where nothing was typed': searchesFor((typed) => (typed.trim() === '' ? 'a' : undefined)),
    'gives everybody who was found once, page by page': searched(({ contacts }) => ({ contacts })),
    'adds a number, by which the contact is found from then on': addsAnotherNumber,
    'leaves the numbers that a contact has when it adds one': losesTheOtherNumbers,
    'adds no number that a contact has in its other form': adding((answer, phone, { contact: { phones } }) =>
      phones.some(({ value }) => digitsOf(value) === phone) ? answer : 'added'),
    'adds a number once, however often it is told to': adding((answer, phone, { contact: { phones } }) =>
      phones.some(({ value }) => digitsOf(value) === phone) ? 'added' : answer),
    'adds a number to a company too': directory((good) => ({
      addPhone: async (id, phone) => ((await good.find(id))?.contact.kind === 'company' ? 'added' : await good.addPhone(id, phone)),
    })),
    'refuses to add a number to a contact that is gone': directory((good) => ({
      addPhone: async (id, phone) => ((await good.find(id)) === undefined ? 'there-already' : await good.addPhone(id, phone)),
    })),
  });
});
