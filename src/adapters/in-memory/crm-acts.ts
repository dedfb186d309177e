import type { CrmUser, CrmUserId } from '../../domain/agent/agent.ts';
import type { Card, CardId } from '../../domain/card-linking/card.ts';
import type { Contact, ContactId } from '../../domain/contact/contact.ts';
import type { Funnel, FunnelId } from '../../domain/funnel/funnel.ts';
import type { PaperId, PaperKind } from '../../domain/desk/paper.ts';
import type { InteractionRecordId } from '../../domain/interaction/interaction-record.ts';
import { Defect } from '../../domain/kernel/error.ts';
import type { LeadValues } from '../../domain/lead/lead.ts';
import type { CardRequest } from '../../ports/card-desk.ts';
import type { CrmField } from '../../ports/crm-leads.ts';
import { contactOf } from './crm-contacts.ts';
import {
  buildCard, buildContact, buildField, buildFunnel, buildUser, stagesOf,
  type CrmWorld, type NewContact, type NewField, type NewUser, type StoredCard, type StoredContact, type StoredPaper, type StoredRecord, type StoredSubscription,
} from './crm-world.ts';

/** What the CRM's own users do, and what there is to see. Naming something that is not there is a `Defect` of the caller. */
export interface CrmActs {
  addContact(contact: NewContact): Contact;
  addCompany(company: NewContact): Contact;
  /** Changes a person or company; what is not named stays. */
  changeContact(id: ContactId, change: Partial<Omit<NewContact, 'id'>>): Contact;
  removeContact(id: ContactId): void;
  addFunnel(name: string): Funnel;
  archive(id: FunnelId): void;
  restore(id: FunnelId): void;
  removeFunnel(id: FunnelId): void;
  /** The stages of a funnel, first one first; a lead's card may stand in any of them. */
  stagesOf(id: FunnelId): readonly string[];
  /** A field of the customer's own, which leads may be mapped to. */
  addField(field: NewField): CrmField;
  /** Takes a field away, with what it held. */
  removeField(key: string): void;
  addUser(user: NewUser): CrmUser;
  /** A card made by a person, so without marker. */
  addCard(card: Omit<CardRequest, 'marker'>): Card;
  /** What a person changes on a card: its funnel, its state, its client. */
  changeCard(id: CardId, change: Partial<Omit<StoredCard, 'id'>>): void;
  removeCard(id: CardId): void;
  removeRecord(id: InteractionRecordId): void;
  /** A value that a person puts on a record. */
  annotate(id: InteractionRecordId, field: string, value: string): void;
  /** Takes the fields of contacts' links out of sight, as a lacking right does, or away; or shows them again. */
  showLinkFields(shown: 'shown' | 'hidden' | 'lacking'): void;
  /** What the fields of a contact's link hold. */
  linkOf(id: ContactId): Pick<StoredContact, 'link' | 'agents'>;
  /** Takes from a user the right to make a kind of paper. */
  forbidPaper(userId: CrmUserId, kind: PaperKind): void;
  /** Switches off the module that a kind of paper belongs to. */
  switchOffPaper(kind: PaperKind): void;
  removePaper(id: PaperId): void;
  /** Switches subscriptions off, as CRMs do by themselves after failed deliveries. */
  switchOffSubscriptions(): void;
  allContacts(): readonly StoredContact[];
  allCards(): readonly StoredCard[];
  allRecords(): readonly StoredRecord[];
  allPapers(): readonly StoredPaper[];
  allSubscriptions(): readonly StoredSubscription[];
}

export function createCrmActs(world: CrmWorld): CrmActs {
  const { contacts, funnels, cards, records, subscriptions } = world;
  const setArchived = (id: FunnelId, archived: boolean): void =>
    void funnels.set(id, { ...the(funnels.get(id), 'funnel'), archived });

  return {
    addContact: (contact) => contactOf(world, buildContact(world, 'person', contact)),
    addCompany: (company) => contactOf(world, buildContact(world, 'company', company)),
    changeContact: (id, change) => {
      const { kind, updatedAt: _, ...standing } = the(contacts.get(id), 'contact');
      return contactOf(world, buildContact(world, kind, { ...standing, ...change }));
    },
    removeContact: (id) => void contacts.delete(id),
    addFunnel: (name) => buildFunnel(world, name),
    archive: (id) => setArchived(id, true),
    restore: (id) => setArchived(id, false),
    removeFunnel: (id) => void funnels.delete(id),
    stagesOf,
    addField: (field) => buildField(world, field),
    removeField: (key) => {
      world.fields.splice(0, world.fields.length, ...world.fields.filter(({ field }) => field.key !== key));
      for (const [id, contact] of contacts) if (contact.values !== undefined) contacts.set(id, { ...contact, values: without(contact.values, key) });
      for (const [id, card] of cards) if (card.values !== undefined) cards.set(id, { ...card, values: without(card.values, key) });
    },
    addUser: (user) => buildUser(world, user),
    addCard: (card) => buildCard(world, card),
    changeCard: (id, change) => void cards.set(id, { ...the(cards.get(id), 'card'), ...change }),
    removeCard: (id) => void cards.delete(id),
    removeRecord: (id) => void records.delete(id),
    annotate: (id, field, value) => {
      const record = the(records.get(id), 'record');
      records.set(id, { ...record, others: { ...record.others, [field]: value } });
    },
    showLinkFields: (shown) => {
      world.linkFields = shown;
    },
    linkOf: (id) => {
      const { link, agents } = the(contacts.get(id), 'contact');
      return { link, agents };
    },
    forbidPaper: (userId, kind) => void world.forbidden.set(userId, new Set([...(world.forbidden.get(userId) ?? []), kind])),
    switchOffPaper: (kind) => void world.modulesOff.add(kind),
    removePaper: (id) => void world.papers.delete(id),
    switchOffSubscriptions: () =>
      void subscriptions.splice(0, subscriptions.length, ...subscriptions.map((each) => ({ ...each, active: false }))),
    allContacts: () => [...contacts.values()],
    allCards: () => [...cards.values()],
    allRecords: () => [...records.values()],
    allPapers: () => [...world.papers.values()],
    allSubscriptions: () => [...subscriptions],
  };
}

const without = (values: LeadValues, key: string): LeadValues => Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));

function the<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new Defect('defect.in-memory-crm', `There is no such ${what} in this CRM; add it first.`);
  return thing;
}
