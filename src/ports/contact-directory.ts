import type { Contact, ContactId } from '../domain/contact/contact.ts';
import type { IdentityKey } from '../domain/contact/identity-key.ts';

/** A contact as the CRM has it now, with every key that identifies it. */
export interface DirectoryEntry {
  readonly contact: Contact;
  readonly keys: readonly IdentityKey[];
}

/** What is needed to register a person. */
export interface ContactRequest {
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly cpf?: string;
  readonly companyId?: ContactId;
}

/** The CRM's persons and companies. Absence is `undefined` or an empty list. Failures: `PortFailure`. */
export interface ContactDirectory {
  find(id: ContactId): Promise<DirectoryEntry | undefined>;
  /**
   * Every person or company that carries at least one of the keys, in any phone form (PHN-04), in one question where
   * the CRM allows it. Who of them is meant is not decided here (SES-13).
   */
  findByKeys(keys: readonly IdentityKey[]): Promise<readonly DirectoryEntry[]>;
  /** Creates one person for each call; fails with `mayHaveHappened: 'yes'` when the answer was lost. */
  register(request: ContactRequest): Promise<DirectoryEntry>;
}
