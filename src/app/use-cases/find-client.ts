import {
  decideClient, type ClientCandidate, type ClientDecision, type Contact, type ContactId, type IdentityKey,
} from '../../domain/index.ts';
import type { Clock, ContactDirectory, DirectoryEntry, Identities, RememberedContact } from '../../ports/index.ts';
import type { KnownConnection } from '../connection-settings.ts';
import type { Privacy } from '../privacy.ts';

/** Finds out which CRM contact is meant, and keeps what was read on the way. */
export interface ClientFinder {
  /** SES-13. What this hub has learned is asked first; only a link, an external code or a phone is sure enough there. */
  find(connection: KnownConnection, directory: ContactDirectory, keys: readonly IdentityKey[]): Promise<ClientDecision>;
  /** The same without a question to the CRM. */
  findLearned(connection: KnownConnection, keys: readonly IdentityKey[]): Promise<ClientDecision>;
  /** The contact as last read, else as the CRM has it now; `undefined` when the CRM has no such row. */
  contact(connection: KnownConnection, directory: ContactDirectory, id: ContactId): Promise<Contact | undefined>;
  /** The contact as last read, with its keys; `undefined` for one that was not. The CRM is not asked. */
  remembered(connection: KnownConnection, id: ContactId): Promise<RememberedContact | undefined>;
  /** Reads the contact from the CRM and keeps it, or forgets it when it is gone. */
  refresh(connection: KnownConnection, directory: ContactDirectory, id: ContactId): Promise<DirectoryEntry | undefined>;
}

export function createClientFinder(identities: Identities, privacy: Privacy, clock: Clock): ClientFinder {
  /** Somebody who was erased is asked for anew each time, and not kept (HUB-05). */
  async function remember({ id }: KnownConnection, entry: DirectoryEntry): Promise<void> {
    if (await privacy.wasErased(id, entry.keys)) return;
    await identities.remember(id, { ...entry, readAt: clock.now() });
  }

  async function refresh(connection: KnownConnection, directory: ContactDirectory, id: ContactId): Promise<DirectoryEntry | undefined> {
    const entry = await directory.find(id);
    if (entry === undefined) await identities.forget(connection.id, id);
    else await remember(connection, entry);
    return entry;
  }

  async function findLearned(connection: KnownConnection, keys: readonly IdentityKey[]): Promise<ClientDecision> {
    const candidates = (await identities.findByKeys(connection.id, keys)).filter(isCurrent(connection)).map(candidateOf);
    const learned = decideClient({ keys, candidates });
    return learned.outcome === 'known' && !isSure(learned) ? { outcome: 'unknown', because: 'several-match' } : learned;
  }

  return {
    findLearned,
    async find(connection, directory, keys) {
      const learned = await findLearned(connection, keys);
      if (learned.outcome === 'known' || keys.length === 0) return learned;
      const entries = await directory.findByKeys(keys);
      for (const entry of entries) await remember(connection, entry);
      return decideClient({ keys, candidates: entries.map(candidateOf) });
    },
    async contact(connection, directory, id) {
      const known = await identities.find(connection.id, id);
      return known !== undefined && isCurrent(connection)(known) ? known.contact : (await refresh(connection, directory, id))?.contact;
    },
    remembered: async (connection, id) => await identities.find(connection.id, id),
    refresh,
  };
}

/** What was read before the connection was last turned on may have changed since, and nobody heeded it (ACT-08). */
const isCurrent = ({ settings }: KnownConnection) => ({ readAt }: RememberedContact): boolean => readAt >= settings.activeSince;

/** Whether nobody else could answer: an e-mail or a CPF counts only when exactly one has it, which the CRM alone can say. */
const isSure = ({ matchedBy }: Extract<ClientDecision, { outcome: 'known' }>): boolean =>
  matchedBy === 'link' || matchedBy === 'external-code' || matchedBy === 'phone';

const candidateOf = ({ contact, keys }: DirectoryEntry): ClientCandidate => ({
  id: contact.id,
  kind: contact.kind,
  keys,
  ...(contact.company === undefined ? {} : { companyId: contact.company.id }),
});
