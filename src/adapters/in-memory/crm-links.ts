import type { ContactId } from '../../domain/contact/contact.ts';
import { compareContactIds } from '../../domain/contact/contact.ts';
import type { ContactLinkChange, ContactLinks, ContactPageWish, ContactWritten, LinkedContact } from '../../ports/contact-links.ts';
import { PortFailure } from '../../ports/failures.ts';
import { directoryEntry } from './crm-contacts.ts';
import type { Answering } from './crm-faults.ts';
import { buildContact, type CrmWorld, type StoredContact } from './crm-world.ts';

const PAGE_SIZE = 300;

/** What synchronisation reads and writes of contacts, in memory. */
export function createInMemoryLinks(world: CrmWorld, answer: Answering): ContactLinks {
  const linked = (stored: StoredContact): LinkedContact => {
    const { updatedAt, link, agents } = stored;
    const read = world.linkFields === 'shown' ? { link, agents } : { link: 'unknown' as const, agents: 'unknown' as const };
    return { ...directoryEntry(world, stored), updatedAt, ...read };
  };
  return {
    makeFields: () => answer('links.makeFields', () => {
      const isLacking = world.linkFields === 'lacking';
      if (isLacking) world.linkFields = 'shown';
      return { made: isLacking ? (['agents', 'link'] as const) : [] };
    }),
    list: (wish) => answer('links.list', () => {
      const wanted = [...world.contacts.values()].filter((each) => isWanted(each, wish)).toSorted((a, b) => compareContactIds(a.id, b.id));
      const contacts = wanted.slice(0, PAGE_SIZE).map(linked);
      return { contacts, left: wanted.length - contacts.length };
    }),
    find: (id) => answer('links.find', () => {
      const stored = world.contacts.get(id);
      return stored && linked(stored);
    }),
    write: (id, change) => answer('links.write', () => write(world, id, change)),
  };
}

const isWanted = ({ id, kind, updatedAt }: StoredContact, { after, changedSince, who }: ContactPageWish): boolean =>
  (after === undefined || compareContactIds(id, after) > 0) &&
  (changedSince === undefined || updatedAt >= changedSince) &&
  (who !== 'persons' || kind === 'person');

function write(world: CrmWorld, id: ContactId, change: ContactLinkChange): ContactWritten {
  const standing = world.contacts.get(id);
  if (standing === undefined) throw new PortFailure('port.missing', 'The contact is gone, so nothing can be written on it.');
  const writesFields = change.link !== undefined || change.client !== undefined || change.agents !== undefined;
  if (writesFields && world.linkFields !== 'shown') throw new PortFailure('port.refused', 'The fields of the link cannot be written.');
  const { kind, updatedAt: from, ...columns } = standing;
  const differences = differencesOf(standing, change);
  const parts = (['link', 'client', 'email', 'cpf', 'agents'] as const).filter((part) => differences[part] !== undefined);
  if (parts.length === 0) return { parts };
  const { link, client, ...others } = differences;
  const { updatedAt: to } = buildContact(world, kind, { ...columns, ...others, link: { ...(link ?? userNameOf(standing)), client: client ?? standing.link.client } });
  return { parts, moved: { from, to } };
}

const userNameOf = ({ link: { userName } }: StoredContact): { readonly userName?: string } => (userName === undefined ? {} : { userName });

/** Each part that differs, as it will stand. */
function differencesOf(standing: StoredContact, { link, client, email, cpf, agents }: ContactLinkChange) {
  const userName = link === 'none' ? undefined : link?.userName;
  const users = [...new Set([...standing.agents, ...(agents?.add ?? [])])].filter((user) => !(agents?.remove ?? []).includes(user));
  const isPerson = standing.kind === 'person';
  return {
    ...(link === undefined || userName === standing.link.userName ? {} : { link: userName === undefined ? {} : { userName } }),
    ...(client === undefined || client === standing.link.client ? {} : { client }),
    ...(email === undefined || standing.email !== undefined ? {} : { email }),
    ...(cpf === undefined || standing.cpf !== undefined || !isPerson ? {} : { cpf }),
    ...(users.length === standing.agents.length && users.every((user) => standing.agents.includes(user)) ? {} : { agents: users }),
  };
}
