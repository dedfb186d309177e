import { decideClient, decideSeenClient, parseContactId, type ChatClientId, type ClientCandidate, type ContactId, type Instant } from '../../../domain/index.ts';
import type {
  BaseClient, BaseClients, BaseContacts, Clock, DirectoryEntry, Identities, IdSource, LinkedContact, NewDelivery, Settlement, SynchronisationRuns,
} from '../../../ports/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { followUps, lanes } from '../../deliveries.ts';
import { identityKeyText } from '../../../domain/index.ts';
import { synchronisationSettingsOf, type BaseWork } from './base-work.ts';
import type { Echoes } from './echoes.ts';
import type { ContactGatherer } from './gather-contact.ts';
import type { Readings } from './keep-readings.ts';

/** Which contact changed, and its own time of the change where that is told. */
export interface ContactChanged {
  readonly contactId: ContactId;
  readonly updatedAt?: Instant;
}

/** What follows on the customer base from a change in the chat (SYN-05, SYN-06, SYN-08, AGT-05). */
export interface FollowBase {
  /**
   * Does what always follows from a contact's change, with one question to the CRM for both. None is asked where the change is our own
   * write coming back, which is told by its moment: in a run over a whole customer base every third call would be such a question.
   */
  contactChanged(work: BaseWork, changed: ContactChanged, follow: (work: BaseWork) => Promise<Settlement>): Promise<Settlement>;
  clientChanged(work: BaseWork, id: ChatClientId, follow: () => Promise<Settlement>): Promise<Settlement>;
  agentsChanged(work: BaseWork, id: ChatClientId): Promise<Settlement>;
  clientSeen(work: BaseWork, id: ChatClientId): Promise<Settlement>;
  agentsSeen(work: BaseWork, id: ChatClientId): Promise<Settlement>;
}

export interface FollowBaseNeeds {
  readonly runs: SynchronisationRuns;
  readonly identities: Identities;
  readonly readings: Readings;
  readonly baseContacts: BaseContacts;
  readonly baseClients: BaseClients;
  readonly gatherer: ContactGatherer;
  readonly echoes: Echoes;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

export function createFollowBase({ runs, identities, readings, baseContacts, baseClients, gatherer, echoes, clock, ids, box }: FollowBaseNeeds): FollowBase {
  const synchronised = ({ delivery }: BaseWork, contactId: ContactId): NewDelivery =>
    followUps(ids, delivery).toBase(lanes.base(contactId), { type: 'synchronise-contact', contactId, clients: 'known', contact: 'known' });

  const done = (because: string, more: object = {}): Settlement => ({ end: { type: 'done' }, decision: { outcome: 'nothing-to-do', because, ...more } });

  /** Its contact may want another one (SYN-03). */
  async function deleted(work: BaseWork, id: ChatClientId): Promise<Settlement> {
    const known = await baseClients.find(work.connection.id, id);
    await baseClients.forget(work.connection.id, id);
    const contact = linkedContact(known);
    if (contact === undefined) return done('chat-client-deleted', { client: id });
    return { end: { type: 'awaiting' }, decision: { outcome: 'forwarded', because: 'chat-client-deleted', client: id }, forward: [synchronised(work, contact)] };
  }

  /** One whom no webhook told of yet: its agents are remembered until there is a contact for it (AGT-05). */
  async function takenIn({ connection, systems: { chat } }: BaseWork, id: ChatClientId): Promise<BaseClient | undefined> {
    const client = await chat.clients.find(id);
    if (client === undefined) return undefined;
    await readings.keepClients(connection.id, [client]);
    return await baseClients.find(connection.id, id);
  }

  /** Contacts that the CRM has for the client's keys, and the one that it is linked to. */
  async function candidatesFor(work: BaseWork, { entry }: BaseClient): Promise<readonly DirectoryEntry[]> {
    const { connection, systems: { crm } } = work;
    const linked = linkedContact({ entry });
    const known = linked === undefined ? undefined : (await baseContacts.find(connection.id, linked))?.entry;
    if (known !== undefined) return [known];
    if (await gatherer.isWhole(work)) return (await baseContacts.findByKeys(connection.id, entry.keys)).map((each) => each.entry);
    return await crm.contacts.findByKeys(entry.keys);
  }

  /** The customer base is kept as soon as its first synchronisation was begun (SYN-02). */
  const isKept = async ({ connection }: BaseWork): Promise<boolean> => (await runs.find(connection.id)) !== undefined;

  /** The people of a company whose name is another now: their clients carry it. */
  async function peopleOf(work: BaseWork, before: LinkedContact | undefined, { contact }: LinkedContact): Promise<readonly NewDelivery[]> {
    if (contact.kind === 'person' || before === undefined || before.contact.name === contact.name) return [];
    const members = await identities.membersOf(work.connection.id, contact.id);
    return members.map(({ contact: { id } }) => followUps(ids, work.delivery).toBase(lanes.base(id), { type: 'synchronise-contact', contactId: id, clients: 'known', contact: 'read' }));
  }

  async function afterReading(work: BaseWork, id: ContactId, entry: LinkedContact | undefined): Promise<readonly NewDelivery[]> {
    const { connection, delivery } = work;
    const next = followUps(ids, delivery).toBase(lanes.base(id), { type: 'synchronise-contact', contactId: id, clients: 'ask', contact: 'known' });
    if (entry === undefined) {
      await baseContacts.forget(connection.id, id);
      return [next];
    }
    const isEcho = await echoes.isEchoOfContact(connection.id, entry);
    const before = await baseContacts.find(connection.id, id);
    const kept = await readings.keep(connection.id, [entry], synchronisationSettingsOf(connection).reading);
    return isEcho || kept.length === 0 ? [] : [next, ...await peopleOf(work, before?.entry, entry)];
  }

  return {
    async contactChanged(work, { contactId: id, updatedAt }, follow) {
      if (!(await isKept(work))) return await follow(work);
      const { connection, systems, systems: { crm } } = work;
      const own = await echoes.writtenAt(connection.id, id, updatedAt);
      let read: { readonly entry: LinkedContact | undefined } | undefined;
      const find = async (asked: ContactId): Promise<LinkedContact | undefined> => {
        const entry = asked === id && own !== undefined ? own : await crm.links.find(asked);
        if (asked === id) read = { entry };
        return entry;
      };
      const settlement = await follow({ ...work, systems: { ...systems, crm: { ...crm, contacts: { ...crm.contacts, find } } } });
      return read === undefined ? settlement : { ...settlement, forward: [...(settlement.forward ?? []), ...await afterReading(work, id, read.entry)] };
    },
    async clientChanged(work, client, follow) {
      const settlement = await follow();
      if (!(await isKept(work))) return settlement;
      return { ...settlement, forward: [...(settlement.forward ?? []), followUps(ids, work.delivery).toBase(lanes.chatClient(client), { type: 'chat-client-seen', client })] };
    },
    async agentsChanged(work, client) {
      if (!(await isKept(work))) return done('portfolio-changed');
      return {
        end: { type: 'awaiting' }, decision: { outcome: 'forwarded', to: lanes.chatClient(client) },
        forward: [followUps(ids, work.delivery).toBase(lanes.chatClient(client), { type: 'agents-seen', client })],
      };
    },
    async clientSeen(work, id) {
      const { connection, systems: { chat }, delivery } = work;
      const client = await chat.clients.find(id);
      if (client === undefined) return await deleted(work, id);
      if (await echoes.isEchoOfClient(connection.id, client)) return done('echo', { client: id });
      const before = await baseClients.find(connection.id, id);
      if ((await readings.keepClients(connection.id, [client])).length === 0) return done('person-erased', { client: id });
      const seen = (await baseClients.find(connection.id, id)) ?? { entry: client, readAt: clock.now(), agents: [] };
      const candidates = await candidatesFor(work, seen);
      const match = decideClient({ keys: client.keys, candidates: candidates.map(candidateOf), ...linkOf(seen) });
      const decision = decideSeenClient(client, match, synchronisationSettingsOf(connection));
      const left = linkedContact(before);
      const others = left !== undefined && (decision.outcome !== 'synchronise' || decision.contact !== left) ? [synchronised(work, left)] : [];
      switch (decision.outcome) {
        case 'synchronise':
          return { end: { type: 'awaiting' }, decision: { outcome: 'forwarded', client: id, to: lanes.base(decision.contact) }, forward: [synchronised(work, decision.contact), ...others] };
        case 'planned': {
          const { type: _, ...request } = decision.step;
          const lane = lanes.person(box.mark(client.keys.map(identityKeyText).join(' ')));
          return { end: { type: 'awaiting' }, decision: { outcome: 'forwarded', client: id, because: 'unknown-contact' }, forward: [followUps(ids, delivery).toClient(lane, { type: 'register-contact', request }), ...others] };
        }
        case 'nothing-to-do':
          return { ...done(decision.because, { client: id }), forward: others };
      }
    },
    async agentsSeen(work, id) {
      const { connection, systems: { chat } } = work;
      const known = await baseClients.find(connection.id, id) ?? await takenIn(work, id);
      if (known === undefined) return done('chat-client-unknown', { client: id });
      const agents = await chat.portfolios.ofClient(id);
      const isEcho = await echoes.isEchoOfAgents(connection.id, { ...known, agents });
      await baseClients.setAgents(connection.id, { client: id, agents });
      const contact = linkedContact(known);
      if (isEcho) return done('echo', { client: id });
      if (contact === undefined) return done('unknown-contact', { client: id });
      return { end: { type: 'awaiting' }, decision: { outcome: 'forwarded', client: id, to: lanes.base(contact) }, forward: [synchronised(work, contact)] };
    },
  };
}

function linkedContact(client: Pick<BaseClient, 'entry'> | undefined): ContactId | undefined {
  const code = parseContactId(client?.entry.externalCode ?? '');
  return code.ok ? code.value : undefined;
}

function linkOf(client: BaseClient): { readonly linked?: ContactId } {
  const linked = linkedContact(client);
  return linked === undefined ? {} : { linked };
}

const candidateOf = ({ contact, keys }: DirectoryEntry): ClientCandidate =>
  ({ id: contact.id, kind: contact.kind, keys, ...(contact.company === undefined ? {} : { companyId: contact.company.id }) });
