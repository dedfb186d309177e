import {
  identityKeysOf, InputRejected, parseContactId, phaseOf, viewOf,
  type CardId, type ConnectionId, type ContactId, type FunnelId, type InteractionRecordId, type Protocol,
} from '../../domain/index.ts';
import type { SecretBox } from '../../adapters/system/index.ts';
import type {
  Clock, ContactRequest, DeliveryId, DeliveryRecord, History, IdSource, Identities, Inbox, LaneKey, Sessions, Settings, Subject, WorkQueue,
} from '../../ports/index.ts';
import type { Connections } from '../connections.ts';
import { deliveryOf, lanes } from '../deliveries.ts';
import type { Message, SessionMessage } from '../messages.ts';
import { personSubjects } from '../subjects.ts';
import { patience } from '../patience.ts';
import { parseConnectionId } from './manage-connections.ts';
import { parseSessionState } from './session-state.ts';

/** Which session of which connection is meant. */
export interface SessionName {
  readonly connection: string;
  readonly protocol: string;
}

/** What became of something that was done through the library; `later` when an outside system lets it wait. */
export interface ActOutcome {
  readonly delivery: DeliveryId;
  readonly state: 'done' | 'later' | 'set-aside';
  readonly reason?: string;
}

/** Where a session stands (CRD, SES). */
export interface SessionView {
  readonly protocol: string;
  readonly phase: 'running' | 'ended';
  readonly clientId?: ContactId;
  readonly currentFunnel?: FunnelId;
  readonly card?: CardId;
  readonly waiting: 'yes' | 'no';
  readonly records: readonly InteractionRecordId[];
}

/** What people and hosts do to sessions and clients; each act is a delivery of its own, in its lane, with its history. */
export interface ActByHand {
  /** Finds or creates the person, once; sessions that wait for it go on (CRD-10, SYN-03). `contactId` when it is known by then. */
  registerContact(input: ContactRequest & { readonly connection: string }): Promise<ActOutcome & { readonly contactId?: ContactId }>;
  /** PAN-02: this session's client is that contact; other sessions that wait with the same identity follow. */
  linkContact(input: SessionName & { readonly contactId: string | number }): Promise<ActOutcome>;
  /** CRD-13. The card must exist. */
  linkCard(input: SessionName & { readonly cardId: string | number }): Promise<ActOutcome>;
  unlinkCard(input: SessionName): Promise<ActOutcome>;
  /** SES-02, SES-08: makes the record now. */
  saveSession(input: SessionName): Promise<ActOutcome>;
  /** `undefined` for a session that was never seen. */
  session(input: SessionName): Promise<SessionView | undefined>;
}

export interface ActByHandNeeds {
  readonly inbox: Inbox;
  readonly queue: WorkQueue;
  readonly history: History;
  readonly sessions: Sessions;
  readonly identities: Identities;
  readonly settings: Settings;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
  /** How long an act is waited for before the host is told `later`. */
  readonly patienceMs: number;
}

export function createActByHand(needs: ActByHandNeeds): ActByHand {
  const { inbox, queue, history, sessions, identities, settings, connections, clock, ids, box, patienceMs } = needs;

  async function connectionOf(name: string): Promise<ConnectionId> {
    const id = parseConnectionId(name);
    if ((await settings.latest(id)) === undefined) {
      throw new InputRejected('input.connection-unknown', `There is no connection ${name}. List the connections to see their ids.`, { field: 'connection' });
    }
    return id;
  }

  async function sessionOf({ connection, protocol }: SessionName): Promise<{ connection: ConnectionId; protocol: Protocol }> {
    const id = await connectionOf(connection);
    const row = await sessions.load(id, parseProtocol(protocol));
    if (row !== undefined) return { connection: id, protocol: row.protocol };
    throw new InputRejected('input.session-unknown', `There is no session ${protocol} in connection ${connection}: nothing was ever delivered about it. Check the protocol.`, { field: 'protocol' });
  }

  async function act(connection: ConnectionId, message: Message, lane: LaneKey, about: readonly Subject[] = []): Promise<{ outcome: ActOutcome; record: DeliveryRecord | undefined }> {
    const delivery = deliveryOf(ids, { connection, receivedAt: clock.now(), source: 'library', subjects: about }, lane, message);
    await inbox.accept([delivery]);
    await Promise.race([queue.ended(connection, delivery.id), patience(patienceMs)]);
    const record = await history.find({ only: [connection] }, delivery.id);
    return { outcome: outcomeOf(delivery.id, record), record };
  }

  async function actOnSession(name: SessionName, message: SessionMessage): Promise<ActOutcome> {
    const { connection, protocol } = await sessionOf(name);
    return (await act(connection, { to: 'session', protocol, message }, lanes.session(protocol))).outcome;
  }

  return {
    async registerContact({ connection: name, ...request }) {
      const connection = await connectionOf(name);
      const keys = identityKeysOf({ phone: request.phone, email: request.email, cpf: request.cpf });
      if (request.name.trim() === '') throw new InputRejected('input.name-missing', 'name is empty: give the name of the person.', { field: 'name' });
      if (keys.length === 0) {
        throw new InputRejected('input.identity-missing', 'Neither phone, email nor cpf can be read: give at least one, the phone with its DDI (5511999999999).', { field: 'phone' });
      }
      const person = await identities.reserve(connection, keys);
      const { outcome, record } = await act(connection, { to: 'client', message: { type: 'register-contact', request } }, lanes.person(person), personSubjects(box, keys));
      const contactId = contactIdIn(record);
      return contactId === undefined ? outcome : { ...outcome, contactId };
    },
    async linkContact({ contactId, ...name }) {
      const parsed = parseContactId(contactId);
      if (!parsed.ok) throw new InputRejected('input.contact-id-missing', 'contactId is empty: give the id of the contact in the CRM.', { field: 'contactId' });
      return await actOnSession(name, { type: 'link-contact', contactId: parsed.value });
    },
    async linkCard({ cardId, ...name }) {
      const { connection } = await sessionOf(name);
      const { crm } = await connections.systems(connection);
      const card = await crm.cards.find(parseCardId(cardId));
      if (card === undefined) throw new InputRejected('input.card-unknown', `There is no card ${cardId} in the CRM. Check its number.`, { field: 'cardId' });
      return await actOnSession(name, { type: 'link-card', cardId: card.id, funnelId: card.funnelId });
    },
    unlinkCard: async (name) => await actOnSession(name, { type: 'unlink-card' }),
    saveSession: async (name) => await actOnSession(name, { type: 'save-session' }),
    async session({ connection, protocol }) {
      const row = await sessions.load(await connectionOf(connection), parseProtocol(protocol));
      const state = row && parseSessionState(row);
      if (state === undefined) return undefined;
      const { followed } = state;
      const { clientId, currentFunnel, card, waiting } = viewOf(followed);
      return {
        protocol,
        phase: phaseOf(followed.session),
        ...(clientId === undefined ? {} : { clientId }),
        ...(currentFunnel === undefined ? {} : { currentFunnel }),
        ...(card === undefined ? {} : { card }),
        waiting,
        records: followed.records.slots.flatMap((slot) => (slot.recordId === undefined ? [] : [slot.recordId])),
      };
    },
  };
}

function outcomeOf(delivery: DeliveryId, record: DeliveryRecord | undefined): ActOutcome {
  const reason = record?.reason === undefined ? {} : { reason: record.reason };
  if (record?.state === 'set-aside') return { delivery, state: 'set-aside', ...reason };
  return record?.state === 'done' || record?.state === 'awaiting' ? { delivery, state: 'done' } : { delivery, state: 'later', ...reason };
}

function contactIdIn(record: DeliveryRecord | undefined): ContactId | undefined {
  const decision = record?.decision;
  if (typeof decision !== 'object' || decision === null || !('contactId' in decision)) return undefined;
  const parsed = parseContactId(String(decision.contactId));
  return parsed.ok ? parsed.value : undefined;
}

const parseProtocol = (text: string): Protocol => text as Protocol;
const parseCardId = (id: string | number): CardId => String(id) as CardId;
