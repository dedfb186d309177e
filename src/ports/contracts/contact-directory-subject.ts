import type { CrmUserId } from '../../domain/agent/agent.ts';
import type { ContactId } from '../../domain/contact/contact.ts';
import type { ContactDirectory } from '../contact-directory.ts';

/** A contact to put into the CRM as its users do. */
export interface ContactToAdd {
  readonly kind: 'person' | 'company';
  readonly name: string;
  /** As typed. `masked` under Brazil's mask, which supplies the DDI (PHN-02). */
  readonly phone?: { readonly value: string; readonly field: 'plain' | 'masked' };
  readonly email?: string;
  readonly cpf?: string;
  readonly companyId?: ContactId;
  readonly ownerId?: CrmUserId;
}

/** A directory over an account without contacts. */
export interface ContactDirectorySubject {
  readonly directory: ContactDirectory;
  readonly ownerId: CrmUserId;
  /** A contact that was never there, in the account's own form. */
  readonly unknownContact: ContactId;
  add(contact: ContactToAdd): Promise<ContactId>;
}
