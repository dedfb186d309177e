import type { ConnectionId } from '../domain/connection/connection.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { IdentityKey } from '../domain/contact/identity-key.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { DirectoryEntry } from './contact-directory.ts';

/** A CRM contact as it was last read. */
export interface RememberedContact extends DirectoryEntry {
  readonly readAt: Instant;
}

/**
 * Who is who, as far as this hub has learned: identity keys lead to CRM contacts, so that a known client costs no question.
 * A hint, refreshed by the CRM's webhooks. Writes are durable when they resolve.
 */
export interface Identities {
  /** Contacts that carry at least one of the keys. */
  findByKeys(connection: ConnectionId, keys: readonly IdentityKey[]): Promise<readonly RememberedContact[]>;
  find(connection: ConnectionId, id: ContactId): Promise<RememberedContact | undefined>;
  /** The people of a company. */
  membersOf(connection: ConnectionId, companyId: ContactId): Promise<readonly RememberedContact[]>;
  /** Replaces what was known of that contact, keys included. An older reading never replaces a newer one. */
  remember(connection: ConnectionId, entry: RememberedContact): Promise<void>;
  forget(connection: ConnectionId, id: ContactId): Promise<void>;
  /** One stable name for whoever these keys belong to: overlapping keys give one name, decided in one transaction. */
  reserve(connection: ConnectionId, keys: readonly IdentityKey[]): Promise<string>;
}
