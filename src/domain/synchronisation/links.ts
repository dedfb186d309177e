import { readContactPhones } from '../contact/contact-phones.ts';
import type { ContactId } from '../contact/contact.ts';
import { linkedContactOf, phoneKeysIn, phoneKeysOfContact, type ChatClientFacts, type RegisteredClient } from './chat-client.ts';

/** Why a client with the contact's external code loses it (SYN-04). */
export type LinkLoss = 'phone-changed' | 'phone-removed';

/**
 * Whether a client that carries the contact's external code has a number that is not the contact's any more (SYN-04). A
 * contact whose numbers cannot be read is given time to have them corrected (PHN-03): what is unreadable is not removed.
 */
export function linkLossOf(client: RegisteredClient, { contact, settings }: Pick<ChatClientFacts, 'contact' | 'settings'>): LinkLoss | undefined {
  const held = phoneKeysIn(client.keys);
  if (linkedContactOf(client) !== contact.id || held.length === 0) return undefined;
  const phones = phoneKeysOfContact(contact, settings.reading);
  if (held.some((key) => phones.includes(key))) return undefined;
  if (phones.length > 0) return 'phone-changed';
  const isUnreadable = readContactPhones(contact, settings.reading).invalid.length > 0;
  return isUnreadable || settings.unlinkOnRemoval === 'off' ? undefined : 'phone-removed';
}

/**
 * The contact whose link to a client stands. A link counts for nothing when its contact is gone, or was read and is about to
 * lose it, so that the order in which contacts are looked at does not matter.
 */
export function standingLinkOf(client: RegisteredClient, { contact, rivals, gone = [], settings }: ChatClientFacts): ContactId | undefined {
  const linked = linkedContactOf(client);
  if (linked === undefined || gone.includes(linked)) return undefined;
  const holder = [contact, ...rivals].find(({ id }) => id === linked);
  return holder !== undefined && linkLossOf(client, { contact: holder, settings }) !== undefined ? undefined : linked;
}
