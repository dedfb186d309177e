import type { Card, CardId } from '../domain/card-linking/card.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { LeadValues } from '../domain/lead/lead.ts';
import type { ValueType } from '../domain/mapping/mapping.ts';
import type { CardRequest } from './card-desk.ts';
import type { ContactRequest, DirectoryEntry } from './contact-directory.ts';

/** A field of the CRM that a lead may be mapped to (ACL-04). */
export interface CrmField {
  /** Under which values are written: the CRM's own name of it. */
  readonly key: string;
  readonly name: string;
  readonly type: ValueType;
  /** Whether the customer made it. */
  readonly own: 'yes' | 'no';
  readonly options?: readonly { readonly id: string; readonly name: string }[];
}

/** A company, or what is asked for to find one (ACL-05). `cnpj` without its mask; it may have letters. */
export interface CompanyQuery {
  readonly name?: string;
  readonly cnpj?: string;
}

/** A company that may be the one that is meant. */
export interface CompanyEntry {
  readonly id: ContactId;
  readonly name: string;
  readonly cnpj?: string;
}

/** What a new person or company is made of (ACL-02). Options go by id or name, several of them as a list; a date is an instant or a day. */
export interface LeadContactRequest extends ContactRequest {
  /** Of a company, without its mask. */
  readonly cnpj?: string;
  readonly values: LeadValues;
}

/** What is added to a contact or written over; what is not named stays. */
export interface LeadContactChange {
  readonly name?: string;
  readonly email?: string;
  /** Of a person. */
  readonly cpf?: string;
  /** Of a company. */
  readonly cnpj?: string;
  readonly companyId?: ContactId;
  readonly values?: LeadValues;
}

/** A card of a lead (ACL-03). */
export interface LeadCardRequest extends CardRequest {
  /** Absent: the funnel's first stage. */
  readonly stageId?: string;
  readonly values: LeadValues;
}

/** A value that the CRM would not take, so that the rest was written without it (ACL-04). */
export interface RefusedValue {
  readonly key: string;
  readonly reason: 'field-unknown' | 'value-unfit';
}

/** What leads need of a CRM beside contacts and cards (ACL, WHK-06, WHK-09). Failures: `PortFailure`. */
export interface CrmLeads {
  /** Fields that can be written, the customer's own included. May be up to a minute old. */
  fields(of: 'person' | 'company' | 'card'): Promise<readonly CrmField[]>;
  /** Companies with this CNPJ, or whose name is this one but for case, accents and spaces. One question each where the CRM allows it. */
  findCompanies(query: CompanyQuery): Promise<readonly CompanyEntry[]>;
  /** Creates one person or company for each call; fails with `mayHaveHappened: 'yes'` when the answer was lost. */
  register(request: LeadContactRequest): Promise<DirectoryEntry & { readonly refused: readonly RefusedValue[] }>;
  /** Writes what differs; a repeat is harmless. A contact that is gone fails with `port.missing`. */
  change(id: ContactId, change: LeadContactChange): Promise<{ readonly outcome: 'changed' | 'same'; readonly refused: readonly RefusedValue[] }>;
  /** Open cards of any funnel whose client or person is one of these, newest first; an empty answer is confirmed before it is given. */
  openCards(clients: readonly ContactId[]): Promise<readonly Card[]>;
  /** Opens one card for each call; fails with `mayHaveHappened: 'yes'` when the answer was lost. It is found by its marker as any card. */
  openCard(request: LeadCardRequest): Promise<{ readonly id: CardId; readonly refused: readonly RefusedValue[] }>;
  /** Puts tags on a contact and takes them off; one that the CRM does not have yet is made. Case does not tell tags apart. A repeat is harmless; a contact that is gone fails with `port.missing`. */
  tag(id: ContactId, change: { readonly add: readonly string[]; readonly remove: readonly string[] }): Promise<'changed' | 'same'>;
}
