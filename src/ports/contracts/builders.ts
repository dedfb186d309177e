import type { PartId, Protocol } from '../../domain/attendance/sighting.ts';
import type { CardId } from '../../domain/card-linking/card.ts';
import type { ConnectionId } from '../../domain/connection/connection.ts';
import type { Contact, ContactId } from '../../domain/contact/contact.ts';
import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import { addMs, instantOf, type Instant } from '../../domain/kernel/instant.ts';
import type { Scope } from '../history.ts';
import type { RememberedContact } from '../identities.ts';
import type { DeliveryId, LaneKey, NewDelivery, Subject } from '../inbox.ts';
import type { SessionRow } from '../sessions.ts';

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
export const contactId = (id: string): ContactId => id as ContactId;
export const cardId = (id: string): CardId => id as CardId;
export const phoneKey = (value: string): IdentityKey => ({ kind: 'phone', value }) as IdentityKey;
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
