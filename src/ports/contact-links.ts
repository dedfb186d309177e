import type { CrmUserId } from '../domain/agent/agent.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { ContactLinkFields } from '../domain/synchronisation/chat-client.ts';
import type { DirectoryEntry } from './contact-directory.ts';

/** A contact with what synchronisation keeps on it. `unknown` is never empty: the field lacks, or may not be read (AGT-07). */
export interface LinkedContact extends DirectoryEntry {
  /** The CRM's own time of the last change, whoever made it. */
  readonly updatedAt: Instant;
  /** The user who made the contact, an integration's own among them, where the CRM tells (PHN-06). */
  readonly createdBy?: CrmUserId;
  readonly link: ContactLinkFields | 'unknown';
  /** The users in the field "Agentes (Neppo)", each once. */
  readonly agents: readonly CrmUserId[] | 'unknown';
}

/** Which contacts to list, from where on. */
export interface ContactPageWish {
  /** Goes on behind this contact. @defaultValue from the first */
  readonly after?: ContactId | undefined;
  /** Only contacts that changed at this moment or later, by the CRM's own clock. */
  readonly changedSince?: Instant | undefined;
  /** @defaultValue `everybody` */
  readonly who?: 'everybody' | 'persons' | undefined;
}

/** Some contacts, lowest id first. */
export interface ContactPage {
  readonly contacts: readonly LinkedContact[];
  /** How many there are behind this page; 0 on the last one. */
  readonly left: number;
}

/** What may be written on a contact: nothing else ever is (SYN-09). What is not named stays. */
export interface ContactLinkChange {
  /** `none` empties it. */
  readonly link?: { readonly userName: string } | 'none' | undefined;
  readonly client?: 'active' | 'inactive' | undefined;
  /** Written only where the contact has none. */
  readonly email?: string | undefined;
  /** Written only where a person has none. */
  readonly cpf?: string | undefined;
  /** Users that come into the field "Agentes (Neppo)", and that go out of it; others in it stay. */
  readonly agents?: { readonly add?: readonly CrmUserId[]; readonly remove?: readonly CrmUserId[] } | undefined;
}

/** The fields of {@link LinkedContact}: "Agentes (Neppo)", and the two that hold the link. */
export type LinkField = 'agents' | 'link';

/** A part of {@link ContactLinkChange} that was really written. */
export type WrittenPart = keyof ContactLinkChange;

/** What came of writing on a contact. */
export interface ContactWritten {
  /** Those that differed. */
  readonly parts: readonly WrittenPart[];
  /** The contact's `updatedAt` as it was found, and as this write left it. Absent where nothing was written, or the CRM does not tell. */
  readonly moved?: { readonly from: Instant; readonly to: Instant };
}

/**
 * The contacts of the CRM as one side of a customer base, and the little that is written back on them. Numbers and names
 * never are. Failures: `PortFailure`.
 */
export interface ContactLinks {
  /**
   * Makes the fields that lack, and tells which: a field just made is empty because it is new, and not because somebody
   * emptied it (AGT-07). Nothing is ever removed, and no other method makes a field.
   */
  makeFields(): Promise<{ readonly made: readonly LinkField[] }>;
  /**
   * One page, in the order of ids as the CRM counts them, so that contacts which come and go between two pages hide no
   * others. Costs one call, whatever it brings along; a page that is not the last one is as large as the CRM allows.
   */
  list(wish: ContactPageWish): Promise<ContactPage>;
  /** Absent where the contact is gone. */
  find(id: ContactId): Promise<LinkedContact | undefined>;
  /**
   * Writes what differs from what stands there now, and tells the parts that did; nothing is sent where nothing does.
   * What other people keep on the contact stays. Repeating it is harmless, also after a lost answer. A contact that is
   * gone fails with `port.missing`; a field that is unknown, with `port.refused`.
   */
  write(id: ContactId, change: ContactLinkChange): Promise<ContactWritten>;
}
