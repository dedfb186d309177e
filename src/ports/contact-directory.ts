import type { Contact, ContactId } from '../domain/contact/contact.ts';
import type { IdentityKey } from '../domain/contact/identity-key.ts';
import type { ContactMatch } from '../domain/contact/match-contact.ts';
import type { NonEmpty } from '../domain/kernel/non-empty.ts';

/** A contact as the CRM has it now, with every key that identifies it. */
export interface DirectoryEntry {
  readonly contact: Contact;
  readonly keys: readonly IdentityKey[];
}

/** What is needed to register a person or a company. */
export interface ContactRequest {
  /** A company has neither CPF nor company. @defaultValue `person` */
  readonly kind?: 'person' | 'company';
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly cpf?: string;
  readonly companyId?: ContactId;
}

/** A contact that was looked for, and by what it was found. */
export interface MatchedContact extends DirectoryEntry {
  readonly matched: NonEmpty<ContactMatch>;
}

/** Which of the found to list, from where on. */
export interface MatchPageWish {
  /** At least 1. No page is longer; the CRM may give shorter ones. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: ContactId | undefined;
}

/** Some of the found. `next` is the `after` of the page behind; absent on the last one. A page may be empty and not be the last. */
export interface MatchPage {
  readonly contacts: readonly MatchedContact[];
  readonly next?: ContactId;
}

/** The CRM's persons and companies. Absence is `undefined` or an empty list. Failures: `PortFailure`. */
export interface ContactDirectory {
  find(id: ContactId): Promise<DirectoryEntry | undefined>;
  /**
   * Every person or company that carries at least one of the keys, in any phone form (PHN-04), in one question where
   * the CRM allows it. Who of them is meant is not decided here (SES-13).
   */
  findByKeys(keys: readonly IdentityKey[]): Promise<readonly DirectoryEntry[]>;
  /**
   * Persons and companies that answer to what was typed: a part of the name or the e-mail, a whole CPF, or at least three digits of a
   * number (PAN-02). Case never counts; accents count as they do in the CRM; a whole number is found in every form (PHN-04).
   * They come in the order of ids as the CRM counts them, so that no page repeats another. One list call where somebody is found.
   */
  search(typed: string, page: MatchPageWish): Promise<MatchPage>;
  /**
   * Adds a number to a contact that does not have it in any form yet (PHN-04); what stands there stays (PAN-02). Repeating it is harmless,
   * also after a lost answer. A contact that is gone fails with `port.missing`.
   *
   * @param phone - digits with DDI, or as typed.
   */
  addPhone(id: ContactId, phone: string): Promise<'added' | 'there-already'>;
  /** Creates one person or company for each call; fails with `mayHaveHappened: 'yes'` when the answer was lost. */
  register(request: ContactRequest): Promise<DirectoryEntry>;
}
