import type { CrmUserId } from '../../domain/agent/agent.ts';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { ContactLinks } from '../contact-links.ts';
import type { ContactToAdd } from './contact-directory-subject.ts';

/** Links over an account without contacts, and without the fields that links are kept in. */
export interface ContactLinksSubject {
  readonly links: ContactLinks;
  readonly users: readonly [CrmUserId, CrmUserId];
  /** A contact that was never there, in the account's own form. */
  readonly unknownContact: ContactId;
  add(contact: ContactToAdd): Promise<ContactId>;
  /** Persons with a name alone. */
  addMany(count: number): Promise<void>;
  /** What somebody changes in the CRM itself. */
  change(id: ContactId, change: { readonly name?: string; readonly email?: string; readonly cpf?: string }): Promise<void>;
  /** Somebody puts a value of their own on a contact; the answer tells whether it still stands. */
  annotate(id: ContactId): Promise<() => Promise<boolean>>;
  /** From now on the fields of links may not be read. */
  hideFields(): Promise<void>;
  /** Lets time pass for the account and for the adapter. */
  passTime(ms: number): Promise<void>;
}
