import type { Contact, ContactId, CardId, Protocol, IdentityKey } from '../../domain/index.ts';
import type {
  ClaimedDelivery, ContactRequest, DirectoryEntry, Identities, IdSource, NewDelivery, Sessions, Settlement,
} from '../../ports/index.ts';
import { identityKeysOf } from '../../domain/index.ts';
import type { SecretBox } from '../../adapters/system/index.ts';
import type { ConnectedSystems } from '../connections.ts';
import type { KnownConnection } from '../connection-settings.ts';
import { followUps, lanes } from '../deliveries.ts';
import { effectKeys } from '../effect-keys.ts';
import type { Queue, RegisterContact, SessionMessage } from '../messages.ts';
import { personSubjects, subjects } from '../subjects.ts';
import type { StepRunner } from '../plan-runner/run-step.ts';
import type { ClientFinder } from './find-client.ts';

export interface FollowCrmNeeds {
  readonly sessions: Sessions;
  readonly identities: Identities;
  readonly finder: ClientFinder;
  readonly steps: StepRunner;
  readonly ids: IdSource;
  readonly box: SecretBox;
}

export interface CrmWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
}

/** What follows in the chat's sessions from what happens in the CRM, and from contacts that are registered through the library. */
export interface FollowCrm {
  /** CRD-10, CRD-19, SES-03, SES-07: sessions that wait for this contact wake, its running sessions follow it. */
  contactChanged(work: CrmWork, contactId: ContactId): Promise<Settlement>;
  /** CRD-19: a deleted card unlinks its sessions. */
  cardDeleted(work: CrmWork, cardId: CardId): Promise<Settlement>;
  /** The chat learned something about a client: sessions that wait for one look again. */
  chatClientChanged(work: CrmWork, keys: readonly IdentityKey[]): Promise<Settlement>;
  /** A session's number becomes one of the contact's; what stands there stays (PAN-02). The chat's client follows (SYN-03). */
  addPhone(work: CrmWork, wish: { readonly contactId: ContactId; readonly phone: string }): Promise<Settlement>;
  /** The sessions that wait for somebody with these keys: the oldest looks again, and passes the turn on (CRD-10). */
  wake(work: CrmWork, keys: readonly IdentityKey[]): Promise<readonly NewDelivery[]>;
  /** Finds or creates the person, once, and wakes the sessions that wait for it (CRD-10). */
  registerContact(work: CrmWork, message: RegisterContact): Promise<Settlement>;
}

export function createFollowCrm({ sessions, identities, finder, steps, ids, box }: FollowCrmNeeds): FollowCrm {
  const tell = ({ delivery }: CrmWork, protocol: Protocol, message: SessionMessage): NewDelivery => followUps(ids, delivery).toSession(protocol, message);

  /** The oldest waiting session first; it passes the turn on (CRD-10). */
  async function wake(work: CrmWork, keys: readonly IdentityKey[], learned: Pick<Queue, 'alsoKnownBy'> = {}): Promise<readonly NewDelivery[]> {
    const [first, ...next] = keys.length === 0 ? [] : await sessions.waitingFor(work.connection.id, keys);
    return first === undefined ? [] : [tell(work, first, { type: 'look-for-client', next, ...learned })];
  }

  async function deleted(work: CrmWork, contactId: ContactId): Promise<Settlement> {
    const running = await sessions.ofContact(work.connection.id, contactId, 'running');
    // Its people, if it was a company, are read anew when they are needed.
    for (const member of await identities.membersOf(work.connection.id, contactId)) await identities.forget(work.connection.id, member.contact.id);
    return {
      end: { type: 'done' },
      decision: { outcome: 'contact-forgotten', because: 'contact-deleted', contactId, sessions: running.length },
      forward: running.map((protocol) => tell(work, protocol, { type: 'client-lost', contactId })),
    };
  }

  /** The contact itself, and the people of a company: they carry its name and owner. */
  async function affectedBy({ connection }: CrmWork, contact: Contact): Promise<readonly ContactId[]> {
    if (contact.kind === 'person') return [contact.id];
    const { id, name, ownerId } = contact;
    const members = await identities.membersOf(connection.id, id);
    for (const member of members) {
      const company = { id, name, ...(ownerId === undefined ? {} : { ownerId }) };
      await identities.remember(connection.id, { ...member, contact: { ...member.contact, company } });
    }
    return [id, ...members.map((member) => member.contact.id)];
  }

  /** The running sessions whose records show something of a contact that changed. */
  async function sessionsShowing(work: CrmWork, contact: Contact): Promise<readonly NewDelivery[]> {
    const found: NewDelivery[] = [];
    for (const contactId of await affectedBy(work, contact)) {
      const running = await sessions.ofContact(work.connection.id, contactId, 'running');
      found.push(...running.map((protocol) => tell(work, protocol, { type: 'contact-changed', contactId })));
    }
    return found;
  }

  /** @param again - tells this registration apart from one whose contact was deleted since. */
  async function register(work: CrmWork, request: ContactRequest, keys: readonly IdentityKey[], again = ''): Promise<DirectoryEntry | Settlement> {
    const { connection, systems: { crm } } = work;
    const known = await finder.find(connection, crm.contacts, keys);
    if (known.outcome === 'known') {
      const entry = await finder.refresh(connection, crm.contacts, known.client);
      if (entry !== undefined) return entry; // else it was deleted a moment ago, and is made anew
    }
    const person = await identities.reserve(connection.id, keys);
    const outcome = await steps.run<ContactId>({
      connection: connection.id,
      key: effectKeys.registerContact(person, box.mark(`${request.name}${again}`)),
      perform: async () => (await crm.contacts.register(request)).contact.id,
      ask: async () => {
        const [found] = await crm.contacts.findByKeys(keys);
        return { believable: true, ...(found === undefined ? {} : { found: found.contact.id }) };
      },
    });
    if (outcome.outcome === 'done') {
      const entry = await finder.refresh(connection, crm.contacts, outcome.id);
      return entry ?? (outcome.how === 'remembered' ? await register(work, request, keys, `/${outcome.id}`) : missing(outcome.id));
    }
    return { end: { type: 'later', at: outcome.askAgainAt, reason: `contact-${outcome.because}`, attempt: 'free' } };
  }

  const missing = (id: ContactId): Settlement =>
    ({ end: { type: 'set-aside', reason: 'contact-missing' }, decision: { outcome: 'contact-missing', contactId: id } });

  /** Whoever asked for both may have gone meanwhile: what was accepted happens all the same. */
  function linkTo(work: CrmWork, session: RegisterContact['session'], contactId: ContactId): readonly NewDelivery[] {
    if (session === undefined) return [];
    const { protocol, phone } = session;
    const number = phone === undefined ? [] : [followUps(ids, work.delivery).toClient(lanes.client(contactId), { type: 'add-phone', contactId, phone })];
    return [tell(work, protocol, { type: 'link-contact', contactId }), ...number];
  }

  return {
    async contactChanged(work, contactId) {
      const before = await identities.find(work.connection.id, contactId);
      const entry = await finder.refresh(work.connection, work.systems.crm.contacts, contactId);
      if (entry === undefined) return await deleted(work, contactId);
      const showing = isSame(before?.contact, entry.contact) ? [] : await sessionsShowing(work, entry.contact);
      const woken = await wake(work, entry.keys);
      return {
        end: { type: 'done' },
        decision: { outcome: 'contact-read', contactId, woke: woken.length, sessions: showing.length },
        subjects: personSubjects(box, entry.keys),
        forward: [...woken, ...showing],
      };
    },
    async cardDeleted(work, cardId) {
      const linked = await sessions.ofCard(work.connection.id, cardId);
      return {
        end: { type: 'done' },
        decision: { outcome: linked.length > 0 ? 'card-deleted' : 'nothing-to-do', because: 'card-deleted', cardId, sessions: linked.length },
        forward: linked.map((protocol) => tell(work, protocol, { type: 'card-deleted', cardId })),
      };
    },
    async chatClientChanged(work, keys) {
      const woken = await wake(work, keys, { alsoKnownBy: keys });
      return { end: { type: 'done' }, decision: { outcome: woken.length > 0 ? 'client-looked-for' : 'nothing-to-do', because: 'chat-client-changed' }, forward: woken };
    },
    async addPhone(work, { contactId, phone }) {
      const { connection, systems: { crm }, delivery } = work;
      const outcome = await crm.contacts.addPhone(contactId, phone);
      const entry = await finder.refresh(connection, crm.contacts, contactId);
      return {
        end: { type: 'done' },
        decision: { outcome: `phone-${outcome}`, contactId },
        forward: [
          ...(entry === undefined ? [] : await wake(work, entry.keys)),
          followUps(ids, delivery).toBase(lanes.base(contactId), { type: 'synchronise-contact', contactId, clients: 'ask', contact: 'read' }),
        ],
      };
    },
    wake: async (work, keys) => await wake(work, keys),
    async registerContact(work, { request, session }) {
      const keys = identityKeysOf({ phone: request.phone, email: request.email, cpf: request.cpf });
      const entry = await register(work, request, keys);
      if ('end' in entry) return entry;
      return {
        end: { type: 'done' },
        decision: { outcome: 'contact-registered', contactId: entry.contact.id },
        subjects: [subjects.contact(entry.contact.id), ...personSubjects(box, entry.keys)],
        forward: [...linkTo(work, session, entry.contact.id), ...await wake(work, entry.keys)],
      };
    },
  };
}

/** Whether anything that cards or records show is as before. */
const isSame = (before: Contact | undefined, now: Contact): boolean =>
  before !== undefined && before.name === now.name && before.company?.id === now.company?.id && before.company?.name === now.company?.name;
