import { describe } from 'vitest';
import { contactLinksContract, type ContactLinksSubject } from '../../../../src/ports/contracts/index.ts';
import type { ContactLinkChange, ContactLinks, ContactPage, LinkedContact } from '../../../../src/ports/index.ts';
import { inMemoryLinks } from './in-memory-subjects.ts';
import { provesEveryClause, type Saboteur } from './sabotage.ts';

type Sabotage = Saboteur<ContactLinksSubject>;

const links = (broken: (good: ContactLinks, subject: ContactLinksSubject) => Partial<ContactLinks>): Sabotage => (subject) => ({
  ...subject,
  links: { ...subject.links, ...broken(subject.links, subject) },
});

const listing = (twist: (page: ContactPage, wish: { readonly after?: unknown }) => ContactPage): Sabotage =>
  links((good) => ({ list: async (wish) => twist(await good.list(wish), wish) }));

const writing = (twist: (change: ContactLinkChange) => ContactLinkChange): Sabotage =>
  links((good) => ({ write: async (id, change) => await good.write(id, twist(change)) }));

const emptied = (contact: LinkedContact): LinkedContact => ({ ...contact, link: { client: 'active' }, agents: [] });

/** Makes empty of unknown, before the fields are made or after. */
const emptyWhere = (when: 'not-made' | 'made'): Sabotage => links((good) => {
  let made: 'not-made' | 'made' = 'not-made';
  const twist = (contact: LinkedContact): LinkedContact => (made === when && contact.link === 'unknown' ? emptied(contact) : contact);
  return {
    makeFields: async () => {
      made = 'made';
      return await good.makeFields();
    },
    find: async (id) => {
      const contact = await good.find(id);
      return contact && twist(contact);
    },
    list: async (wish) => {
      const page = await good.list(wish);
      return { ...page, contacts: page.contacts.map(twist) };
    },
  };
});

/** Tells the time that it told first. */
const stoppedClock = links((good) => {
  const first = new Map<string, LinkedContact['updatedAt']>();
  return {
    find: async (id) => {
      const contact = await good.find(id);
      if (contact === undefined) return undefined;
      const updatedAt = first.get(id) ?? contact.updatedAt;
      first.set(id, updatedAt);
      return { ...contact, updatedAt };
    },
  };
});

/** Does something more to the contact with each write. */
const alsoChanging = (change: (asked: ContactLinkChange, standing: LinkedContact, written: number) => Parameters<ContactLinksSubject['change']>[1] | undefined): Sabotage =>
  links((good, subject) => ({
    write: async (id, asked) => {
      const standing = await good.find(id);
      const written = await good.write(id, asked);
      const more = standing && change(asked, standing, written.parts.length);
      if (more !== undefined) await subject.change(id, more);
      return written;
    },
  }));

const forgettingNotes: Sabotage = (subject) => {
  let writes = 0;
  return {
    ...subject,
    links: { ...subject.links, write: async (id, change) => ((writes += 1), await subject.links.write(id, change)) },
    annotate: async (id) => {
      const [stands, before] = [await subject.annotate(id), writes];
      return async () => writes === before && (await stands());
    },
  };
};

const forgiving = (code: string): Sabotage =>
  links((good) => ({
    write: async (id, change) => await good.write(id, change).catch((failure: unknown) => {
      if (failure instanceof Error && 'code' in failure && failure.code === code) return { parts: [] };
      throw failure;
    }),
  }));

describe('the contract of ContactLinks', () => {
  provesEveryClause(contactLinksContract, inMemoryLinks, {
    'makes the fields that lack, tells which, and makes none twice': links((good) => ({
      makeFields: async () => ((await good.makeFields()), { made: ['agents', 'link'] }),
    })),
    'tells of a field that lacks that it is unknown, not empty': emptyWhere('not-made'),
    'tells of a field that may not be read that it is unknown, not empty': emptyWhere('made'),
    'lists persons and companies, lowest id first': listing((page) => ({ ...page, contacts: page.contacts.toReversed() })),
    'lists everybody once over all pages': listing((page, { after }) => (after === undefined ? page : { ...page, contacts: page.contacts.slice(1) })),
    'tells how many there are behind a page': listing((page) => ({ ...page, left: Math.min(page.left, 1) })),
    'lists persons alone where companies are left out': links((good) => ({ list: async ({ who: _who, ...wish }) => await good.list(wish) })),
    'lists what changed since a moment, that moment included': links((good) => ({ list: async ({ changedSince: _since, ...wish }) => await good.list(wish) })),
    'brings numbers, keys, owner and company along with a page': listing((page) => ({
      ...page, contacts: page.contacts.map(({ contact: { company: _company, ...contact }, ...rest }) => ({ ...rest, contact })),
    })),
    'finds nothing for a contact that never was there': links((good) => ({
      find: async (id) => (await good.find(id)) ?? await Promise.reject(new Error('There is no such contact.')),
    })),
    'tells a later time once somebody changed a contact': stoppedClock,
    'writes the user name of the client that a contact is linked to': writing(({ link, ...change }) =>
      (link === undefined || link === 'none' ? { ...change, link } : { ...change, link: { userName: link.userName.toUpperCase() } })),
    'empties the user name of a contact that is linked no more': writing(({ link, ...change }) => (link === 'none' ? change : { ...change, link })),
    'marks a contact whose client was deactivated': writing(({ client, ...change }) => (client === 'inactive' ? change : { ...change, client })),
    'takes the mark away once the client is active again': writing(({ client, ...change }) => (client === 'active' ? change : { ...change, client })),
    'fills an empty e-mail and an empty CPF': writing(({ cpf, ...change }) => (change.email === undefined ? { ...change, cpf } : change)),
    'overwrites neither e-mail nor CPF': alsoChanging(({ email, cpf }, { contact }) => (contact.cpf !== undefined && email !== undefined && cpf !== undefined ? { email, cpf } : undefined)),
    'gives a company no CPF': links((good) => ({
      write: async (id, change) => {
        const written = await good.write(id, change);
        return change.cpf !== undefined && change.email === undefined ? { ...written, parts: [...written.parts, 'cpf'] } : written;
      },
    })),
    'adds users to the field of agents, where others stay': links((good) => ({
      write: async (id, change) => {
        const { agents } = (await good.find(id)) ?? { agents: [] };
        const others = change.agents?.add === undefined || change.link !== undefined || agents === 'unknown' ? [] : agents.filter((user) => !change.agents?.add?.slice(0, 1).includes(user));
        return await good.write(id, others.length === 0 ? change : { ...change, agents: { ...change.agents, remove: others } });
      },
    })),
    'takes users out of the field of agents': writing(({ agents, ...change }) => (agents === undefined ? change : { ...change, agents: { add: agents.add ?? [] } })),
    'gives the parts that it wrote, and none where nothing differed': links((good) => ({
      write: async (id, change) => {
        const written = await good.write(id, change);
        return change.agents === undefined || change.email === undefined ? written : { ...written, parts: ['link', 'email', 'agents'] };
      },
    })),
    'tells no other times of its change than the contact shows': links((good) => ({
      write: async (id, change) => {
        const { parts, moved } = await good.write(id, change);
        return { parts, ...(moved === undefined ? {} : { moved: { ...moved, to: moved.from } }) };
      },
    })),
    'touches nothing where nothing differs': alsoChanging((_asked, { contact }, written) => (written === 0 ? { name: contact.name } : undefined)),
    'keeps what other people put on the contact': forgettingNotes,
    'leaves name and numbers as they are': alsoChanging((_asked, { contact }) => (contact.name.includes("'") ? { name: contact.name.replaceAll("'", '’') } : undefined)),
    'fails where the contact is gone': forgiving('port.missing'),
    'refuses to write in a field that is unknown': forgiving('port.refused'),
  });
});
