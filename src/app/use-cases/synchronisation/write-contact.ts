import type { ContactId, CrmUserId } from '../../../domain/index.ts';
import { identityKeysOfContact } from '../../../domain/index.ts';
import { isPortFailure, type BaseContacts, type ContactLinkChange, type ContactWritten, type LinkedContact } from '../../../ports/index.ts';
import { synchronisationSettingsOf, type BaseWork } from './base-work.ts';
import type { Echoes } from './echoes.ts';
import type { Readings } from './keep-readings.ts';

/** Writes the little that is written on a contact of the CRM, all at once, and keeps what stands there then. */
export interface ContactWriter {
  /** The parts that were really written; `gone` when the CRM has the contact no more. */
  write(work: BaseWork, entry: LinkedContact, change: ContactLinkChange): Promise<readonly string[] | 'gone'>;
}

export function createContactWriter({ baseContacts, readings, echoes }: {
  readonly baseContacts: BaseContacts; readonly readings: Readings; readonly echoes: Echoes;
}): ContactWriter {
  async function keep({ connection }: BaseWork, entry: LinkedContact, change: ContactLinkChange, { moved }: ContactWritten): Promise<void> {
    const { reading } = synchronisationSettingsOf(connection);
    // Where somebody else changed it before, what stands there is not known, and its echo is to be read.
    const updatedAt = moved !== undefined && moved.from === entry.updatedAt ? moved.to : entry.updatedAt;
    const after = { ...changed(entry, change), updatedAt };
    const contact = after.contact;
    await readings.keep(connection.id, [{ ...after, keys: identityKeysOfContact(contact, reading) }], reading);
    await echoes.contactWritten(connection.id, await baseContacts.find(connection.id, contact.id), after);
  }

  return {
    async write(work, entry, change) {
      if (Object.keys(change).length === 0) return [];
      const id: ContactId = entry.contact.id;
      try {
        const written = await work.systems.crm.links.write(id, change);
        if (written.parts.length > 0) await keep(work, entry, change, written);
        return written.parts;
      } catch (failure) {
        if (!isPortFailure(failure) || failure.code !== 'port.missing') throw failure;
        await baseContacts.forget(work.connection.id, id);
        return 'gone';
      }
    },
  };
}

/** The contact as it stands after the change. */
function changed({ contact, link, agents, ...entry }: LinkedContact, { link: linkChange, client, email, cpf, agents: agentsChange }: ContactLinkChange): LinkedContact {
  return {
    ...entry,
    contact: { ...contact, ...(email === undefined ? {} : { email }), ...(cpf === undefined ? {} : { cpf }) },
    link: link === 'unknown' ? link : {
      ...userNameAfter(link, linkChange),
      client: client ?? link.client,
    },
    agents: agents === 'unknown' || agentsChange === undefined ? agents : agentsAfter(agents, agentsChange),
  };
}

function userNameAfter({ userName }: { readonly userName?: string }, change: ContactLinkChange['link']): { readonly userName?: string } {
  if (change === 'none') return {};
  const after = change?.userName ?? userName;
  return after === undefined ? {} : { userName: after };
}

const agentsAfter = (agents: readonly CrmUserId[], { add = [], remove = [] }: NonNullable<ContactLinkChange['agents']>): readonly CrmUserId[] =>
  [...new Set([...agents, ...add])].filter((user) => !remove.includes(user));
