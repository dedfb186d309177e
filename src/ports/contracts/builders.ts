import type { ActiveSend, ChatSendId, SendId } from '../../domain/active-send/active-send.ts';
import type { AgentId } from '../../domain/agent/agent.ts';
import type { GroupId, PartId, Protocol } from '../../domain/attendance/sighting.ts';
import type { CardId } from '../../domain/card-linking/card.ts';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Contact, ContactId } from '../../domain/contact/contact.ts';
import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import type { ChatMessage, MessageId } from '../../domain/conversation/message.ts';
import { addMs, instantOf, type Instant } from '../../domain/kernel/instant.ts';
import type { IntegrationId } from '../../domain/lead/lead.ts';
import type { KeptMessage } from '../conversation-book.ts';
import type { Scope } from '../history.ts';
import type { RememberedContact } from '../identities.ts';
import type { DeliveryId, LaneKey, NewDelivery, Subject } from '../inbox.ts';
import type { Integration } from '../integrations.ts';
import type { KnownLead } from '../lead-book.ts';
import type { DeskEntry, SessionRow, TalkEntry } from '../sessions.ts';
import type { DeskEvent, StreamWish } from '../stream.ts';

/** Values with boring defaults for the clauses; every brand is put on here. */
export const HERE: ConnectionId = 'connection-here' as ConnectionId;
export const ELSEWHERE: ConnectionId = 'connection-elsewhere' as ConnectionId;
export const EVERYWHERE: Scope = 'every-connection';

/** What the clock of a subject shows first. */
export const BEGINNING: Instant = instantOf(Date.UTC(2026, 4, 4, 12));

export const after = (seconds: number): Instant => addMs(BEGINNING, seconds * 1000);

export const deliveryId = (id: string): DeliveryId => id as DeliveryId;
export const laneKey = (key: string): LaneKey => key as LaneKey;
export const subjectOf = (text: string): Subject => text as Subject;
export const protocolOf = (protocol: string): Protocol => protocol as Protocol;
export const partId = (id: string): PartId => id as PartId;
export const agentId = (id: string): AgentId => id as AgentId;
export const messageId = (id: string): MessageId => id as MessageId;
export const sendId = (id: string): SendId => id as SendId;
export const chatSendId = (id: string): ChatSendId => id as ChatSendId;
export const contactId = (id: string): ContactId => id as ContactId;
export const cardId = (id: string): CardId => id as CardId;
export const integrationId = (id: string): IntegrationId => id as IntegrationId;
export const phoneKey = (value: string): IdentityKey => ({ kind: 'phone', value }) as IdentityKey;
export const cpfKey = (value: string): IdentityKey => ({ kind: 'cpf', value }) as IdentityKey;
export const emailKey = (value: string): IdentityKey => ({ kind: 'email', value }) as IdentityKey;

type DeliveryWishes = Partial<Omit<NewDelivery, 'id' | 'lane'>> & { readonly lane?: string };

export const aDelivery = (id: string, { lane = 'lane-1', ...wishes }: DeliveryWishes = {}): NewDelivery => ({
  id: deliveryId(id),
  connection: HERE,
  source: 'neppo',
  kind: 'ChatSession.UPDATE',
  lane: laneKey(lane),
  body: '{"id":7}',
  headers: {},
  receivedAt: BEGINNING,
  ...wishes,
});

export const aSession = (protocol: string, wishes: Partial<Omit<SessionRow, 'protocol'>> = {}): SessionRow => ({
  connection: HERE,
  protocol: protocolOf(protocol),
  version: 0,
  state: { schema: 1, groups: ['Sales'] },
  startedAt: BEGINNING,
  phase: 'running',
  clientIs: 'known',
  parts: [],
  keys: [],
  contactIds: [],
  cardIds: [],
  ...wishes,
});

type ContactWishes = Partial<Omit<Contact, 'id'>> & { readonly keys?: readonly IdentityKey[]; readonly readAt?: Instant };

export const aRememberedContact = (id: string, { keys = [], readAt = BEGINNING, ...wishes }: ContactWishes = {}): RememberedContact => ({
  contact: { id: contactId(id), kind: 'person', name: 'Ana Souza', phones: [], ...wishes },
  keys,
  readAt,
});

/** Whom the clauses let attend. */
export const AGENT: AgentId = agentId('7');
export const COLLEAGUE: AgentId = agentId('8');

export const anEntry = (wishes: Partial<DeskEntry> = {}): DeskEntry => ({
  agent: AGENT, agents: [AGENT], name: 'Ana Souza', phone: '5511987654321', at: BEGINNING, row: { preview: 'Ana Souza' }, ...wishes,
});

export const aTalk = (protocol: string, wishes: Partial<Omit<TalkEntry, 'protocol'>> = {}): TalkEntry => ({
  protocol: protocolOf(protocol), at: BEGINNING, unread: 0, row: { last: 'Bom dia' }, ...wishes,
});

/** A message of the session `2026-1`, unless it is said otherwise. */
export const aMessage = (id: string, { protocol = '2026-1', ...wishes }: Partial<Omit<ChatMessage, 'id'>> & { readonly protocol?: string } = {}): KeptMessage => ({
  protocol: protocolOf(protocol),
  message: { id: messageId(id), part: partId('70'), at: BEGINNING, by: 'client', kind: 'text', text: 'Bom dia', ...wishes },
});

export const aSend = (id: string, wishes: Partial<Omit<ActiveSend, 'id'>> = {}): ActiveSend => ({
  id: sendId(id), channel: 'whatsapp', phone: '+5511987654321', clientName: 'Ana Souza', groupId: 'g1' as GroupId, text: 'Bom dia, Ana', agentId: AGENT,
  by: 'hand', state: 'queued', createdAt: BEGINNING, stateAt: BEGINNING, ...wishes,
});

export const anIntegration = (id: string, wishes: Partial<Omit<Integration, 'id'>> = {}): Integration => ({
  connection: HERE, id: integrationId(id), version: 1, validFrom: BEGINNING, name: 'Loja', platform: 'other', status: 'draft', scheme: 'none', customFields: [], events: [], ...wishes,
});

export const aLead = (key: string, wishes: Partial<Omit<KnownLead, 'key'>> = {}): KnownLead => ({
  key, name: 'Ana Souza', phone: '+5511987654321', email: 'ana@example.com', fields: {}, tags: [], cardIds: [], integrations: [integrationId('shop')],
  createdAt: BEGINNING, updatedAt: BEGINNING, ...wishes,
});

export const aWish = (data: unknown, agent: AgentId = AGENT, type: DeskEvent['type'] = 'message.new'): StreamWish => ({ agent, event: { type, data } });
