import type { CrmUser, CrmUserId } from '../../domain/agent/agent.ts';
import type { Card, CardId } from '../../domain/card-linking/card.ts';
import type { Contact, ContactId, ContactPhone } from '../../domain/contact/contact.ts';
import type { Funnel, FunnelId } from '../../domain/funnel/funnel.ts';
import type { InteractionRecordId, RecordOptions } from '../../domain/interaction/interaction-record.ts';
import { addMs, instantOf, type Instant } from '../../domain/kernel/instant.ts';
import type { PaperId, PaperKind } from '../../domain/desk/paper.ts';
import type { LeadValues } from '../../domain/lead/lead.ts';
import type { ContactLinkFields } from '../../domain/synchronisation/chat-client.ts';
import type { CrmField } from '../../ports/crm-leads.ts';
import type { PaperRequest } from '../../ports/crm-paperwork.ts';

/** A card as the CRM keeps it. */
export interface StoredCard extends Card {
  readonly ownerId?: CrmUserId;
  readonly marker?: string;
  /** Of cards that leads opened. */
  readonly stageId?: string;
  readonly values?: LeadValues;
}

/** An interaction record as the CRM keeps it. */
export interface StoredRecord {
  readonly id: InteractionRecordId;
  readonly contactId: ContactId;
  readonly cardId?: CardId;
  readonly html: string;
  readonly options: RecordOptions;
  readonly userId?: CrmUserId;
  readonly at: Instant;
  readonly createdAt: Instant;
  readonly marker: string;
  /** What other people put on the record, by field. */
  readonly others: Readonly<Record<string, string>>;
}

/** A person or company as the CRM keeps it: its company by id alone. */
export interface StoredContact extends Omit<Contact, 'company' | 'deleted'> {
  readonly companyId?: ContactId;
  readonly link: ContactLinkFields;
  /** The users in the field "Agentes (Neppo)". */
  readonly agents: readonly CrmUserId[];
  readonly updatedAt: Instant;
  /** Of a company, in digits. */
  readonly cnpj?: string;
  /** What fields hold: options by their id, dates as instants. */
  readonly values?: LeadValues;
  readonly tags?: readonly string[];
}

/** A task, document, proposal or sale as the CRM keeps it. */
export interface StoredPaper extends PaperRequest {
  readonly id: PaperId;
  readonly createdAt: Instant;
}

/** One thing that the CRM tells about by itself. */
export interface StoredSubscription {
  readonly callbackUrl: string;
  readonly validationKey: string;
  readonly about: 'contacts' | 'cards';
  readonly active: boolean;
}

/** What fields belong to. */
export type FieldOwner = 'person' | 'company' | 'card';

/** Everything that an account holds. Ids are numbers as text, and later ones are higher. */
export interface CrmWorld {
  readonly contacts: Map<ContactId, StoredContact>;
  readonly cards: Map<CardId, StoredCard>;
  readonly records: Map<InteractionRecordId, StoredRecord>;
  readonly papers: Map<PaperId, StoredPaper>;
  /** What a user may not make; all else is allowed. */
  readonly forbidden: Map<CrmUserId, ReadonlySet<PaperKind>>;
  readonly modulesOff: Set<PaperKind>;
  readonly funnels: Map<FunnelId, Funnel>;
  readonly users: Map<CrmUserId, CrmUser>;
  readonly subscriptions: StoredSubscription[];
  readonly fields: { readonly of: FieldOwner; readonly field: CrmField }[];
  /** Whether the fields of the link are there, and can be read. */
  linkFields: 'shown' | 'hidden' | 'lacking';
  nextId(): string;
  now(): Instant;
}

/** @param now - the account's clock; without one each look is a second later than the one before, from 2026 on. */
export function createCrmWorld(now: (() => Instant) | undefined): CrmWorld {
  let lastId = 1000;
  let moment = instantOf(Date.UTC(2026, 0, 1));
  return {
    contacts: new Map(), cards: new Map(), records: new Map(), papers: new Map(), forbidden: new Map(), modulesOff: new Set(), funnels: new Map(), users: new Map(), subscriptions: [], fields: [], linkFields: 'shown',
    nextId: () => String((lastId += 1)),
    now: now ?? (() => (moment = addMs(moment, 1000))),
  };
}

/** What a person or company is made of; an id of one's own is kept. */
export interface NewContact {
  readonly id?: string;
  readonly name: string;
  readonly phones?: readonly (string | ContactPhone)[];
  readonly email?: string;
  readonly cpf?: string;
  readonly companyId?: ContactId;
  readonly ownerId?: string;
  /** @defaultValue linked to nobody */
  readonly link?: ContactLinkFields;
  /** @defaultValue none */
  readonly agents?: readonly CrmUserId[];
  /** Of a company, in digits. */
  readonly cnpj?: string;
  readonly values?: LeadValues;
  readonly tags?: readonly string[];
}

const UNLINKED: ContactLinkFields = { client: 'active' };

/** Stored as changed just now. */
export function buildContact(world: CrmWorld, kind: StoredContact['kind'], made: NewContact): StoredContact {
  const { id, phones = [], ownerId, link = UNLINKED, agents = [], ...rest } = made;
  const contact: StoredContact = {
    ...rest,
    id: (id ?? world.nextId()) as ContactId,
    kind, link, agents,
    updatedAt: world.now(),
    phones: phones.map((phone) => (typeof phone === 'string' ? { value: phone } : phone)),
    ...(ownerId === undefined ? {} : { ownerId: ownerId as CrmUserId }),
  };
  world.contacts.set(contact.id, contact);
  return contact;
}

export function buildFunnel(world: CrmWorld, name: string): Funnel {
  const funnel: Funnel = { id: world.nextId() as FunnelId, name, archived: false };
  world.funnels.set(funnel.id, funnel);
  return funnel;
}

/** The stages of a funnel, first one first. */
export const stagesOf = (id: FunnelId): readonly [string, string, string] => [`${id}-1`, `${id}-2`, `${id}-3`];

/** What a field is made of; it has the account's own key. */
export interface NewField {
  readonly of: FieldOwner;
  readonly name: string;
  readonly type: CrmField['type'];
  /** Names of options. */
  readonly options?: readonly string[];
}

export function buildField(world: CrmWorld, { of, options, ...made }: NewField): CrmField {
  const field: CrmField = {
    ...made, key: `${of}_${world.nextId()}`, own: 'yes',
    ...(options === undefined ? {} : { options: options.map((name) => ({ id: world.nextId(), name })) }),
  };
  world.fields.push({ of, field });
  return field;
}

/** What a user is made of; an id of one's own is kept. Neither suspended nor of an integration unless told so. */
export type NewUser = Partial<Omit<CrmUser, 'id'>> & { readonly id?: string; readonly name: string };

export function buildUser(world: CrmWorld, made: NewUser): CrmUser {
  const user: CrmUser = { suspended: false, integration: false, ...made, id: (made.id ?? world.nextId()) as CrmUserId };
  world.users.set(user.id, user);
  return user;
}

export function buildCard(world: CrmWorld, made: Omit<StoredCard, 'id' | 'createdAt' | 'state'>): StoredCard {
  const card: StoredCard = { ...made, id: world.nextId() as CardId, createdAt: world.now(), state: 'open' };
  world.cards.set(card.id, card);
  return card;
}

export function buildRecord(world: CrmWorld, made: Omit<StoredRecord, 'id' | 'createdAt' | 'others'>): StoredRecord {
  const record: StoredRecord = { ...made, id: world.nextId() as InteractionRecordId, createdAt: world.now(), others: {} };
  world.records.set(record.id, record);
  return record;
}

export function buildPaper(world: CrmWorld, made: PaperRequest): StoredPaper {
  const paper: StoredPaper = { ...made, id: world.nextId() as PaperId, createdAt: world.now() };
  world.papers.set(paper.id, paper);
  return paper;
}
