import type { CrmUserId } from '../../domain/agent/agent.ts';
import type { CardId } from '../../domain/card-linking/card.ts';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { FunnelId } from '../../domain/funnel/funnel.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { LeadValues } from '../../domain/lead/lead.ts';
import type { CardDesk } from '../card-desk.ts';
import type { CrmLeads } from '../crm-leads.ts';

/** A person or company as the CRM's users see it. */
export interface SeenLeadContact {
  readonly kind: 'person' | 'company';
  readonly name: string;
  readonly email?: string;
  /** Digits. */
  readonly cpf?: string;
  readonly cnpj?: string;
  readonly companyId?: ContactId;
  /** The last eight digits of each number, in their order. */
  readonly phones: readonly string[];
  /** What fields hold that hold something: options by their names, dates as instants. */
  readonly values: LeadValues;
  readonly tags: readonly string[];
}

/** A card as the CRM's users see it. */
export interface SeenLeadCard {
  readonly funnelId: FunnelId;
  readonly stageId: string;
  readonly clientId: ContactId;
  readonly personId?: ContactId;
  readonly title: string;
  readonly ownerId?: CrmUserId;
  readonly values: LeadValues;
}

/** Somebody to put into the CRM as its users do. */
export interface LeadContactToAdd {
  readonly kind: 'person' | 'company';
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly cnpj?: string;
  readonly tags?: readonly string[];
}

/** Keys of the customer's own fields, of which each holds one type. Options are called `Ouro`, `Prata` and `Bronze`. */
export interface LeadFieldKeys {
  readonly text: string;
  readonly number: string;
  readonly flag: string;
  readonly moment: string;
  readonly option: string;
  readonly options: string;
}

/** What leads need over an account without contacts and cards. */
export interface CrmLeadsSubject {
  readonly leads: CrmLeads;
  readonly cards: CardDesk;
  readonly person: LeadFieldKeys;
  /** A text field of companies, and one of cards. */
  readonly companyText: string;
  readonly cardText: string;
  readonly funnelId: FunnelId;
  readonly otherFunnelId: FunnelId;
  /** The first two stages of the funnel. */
  readonly stageIds: readonly [string, string];
  readonly ownerId: CrmUserId;
  /** A moment before everything. */
  readonly since: Instant;
  /** A contact that was never there, in the account's own form. */
  readonly unknownContact: ContactId;
  add(contact: LeadContactToAdd): Promise<ContactId>;
  addCard(card: { readonly clientId: ContactId; readonly personId?: ContactId; readonly funnelId: FunnelId }): Promise<CardId>;
  end(cardId: CardId, how: 'won' | 'lost'): Promise<void>;
  /** Makes a text field of people, and gives its key. */
  addField(name: string): Promise<string>;
  removeField(key: string): Promise<void>;
  seeContact(id: ContactId): Promise<SeenLeadContact | undefined>;
  seeCard(id: CardId): Promise<SeenLeadCard | undefined>;
  /** How many people and companies there are. */
  countContacts(): Promise<number>;
  /** Lets time pass for the account and for the adapter. */
  passTime(ms: number): Promise<void>;
}
