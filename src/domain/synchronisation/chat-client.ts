import type { ChatClient } from '../attendance/sighting.ts';
import { identityKeysOfContact, mainPhoneOf, readContactPhones, type PhoneReading } from '../contact/contact-phones.ts';
import { parseContactId, type Contact, type ContactId } from '../contact/contact.ts';
import type { ClientMatch } from '../contact/decide-client.ts';
import type { Merge } from '../contact/identity-group.ts';
import { identityKeysOf, type IdentityKey } from '../contact/identity-key.ts';
import { parseId, type Brand } from '../kernel/brand.ts';
import type { Result } from '../kernel/result.ts';
import { phoneKeyOf, type PhoneKey } from '../phone/phone-key.ts';

/** The chat's id of a client. */
export type ChatClientId = Brand<string, 'ChatClientId'>;

/** A client as the chat keeps it, with every key that identifies it. Texts are as they stand there; what is absent is empty there. */
export interface RegisteredClient extends ChatClient {
  readonly id: ChatClientId;
  readonly companyName?: string;
  /** False once somebody deactivated the client in the chat (SYN-05). */
  readonly active: boolean;
  readonly keys: readonly IdentityKey[];
}

/** What the CRM keeps of a contact's chat client (SYN-05). */
export interface ContactLinkFields {
  readonly userName?: string;
  readonly client: 'active' | 'inactive';
}

/** The options of a connection that synchronisation heeds (ACT-03, SYN-04, SYN-06, PHN-02). */
export interface SynchronisationSettings {
  readonly companies: 'synced' | 'left-out';
  readonly unlinkOnRemoval: 'on' | 'off';
  readonly createUnknownContacts: 'on' | 'off';
  readonly reading?: PhoneReading;
}

/** What a contact's chat clients are looked for with. Every list may be in any order, and name one twice. */
export interface ChatClientFacts {
  readonly contact: Contact;
  /** The chat's clients that answer to any key of the contact, its id as external code among them. */
  readonly candidates: readonly RegisteredClient[];
  /**
   * The CRM's other contacts that share a phone, CPF or e-mail with this one, and those that the candidates are linked to.
   * One that is left out counts as linked all the same.
   */
  readonly rivals: readonly Contact[];
  readonly settings: SynchronisationSettings;
  /** Contacts that are certainly not in the CRM any more: a link to one of them counts for nothing. */
  readonly gone?: readonly ContactId[];
  /** How earlier conflicts were settled (SYN-07). */
  readonly merges?: readonly Merge[];
  /** The user name that the CRM keeps of an earlier link (SYN-02). */
  readonly userName?: string | undefined;
}

/** One of a contact's chat clients, and what told so. */
export interface MatchedClient {
  readonly client: RegisteredClient;
  readonly matchedBy: ClientMatch;
}

/** Reads the chat's id of a client, a number or its text. */
export const parseChatClientId = (raw: string | number): Result<ChatClientId, 'empty'> => parseId(raw);

/** The contact that a client is linked to, as its external code says; whether there is one, nobody checked. */
export function linkedContactOf({ externalCode = '' }: RegisteredClient): ContactId | undefined {
  const code = parseContactId(externalCode);
  return code.ok ? code.value : undefined;
}

/** The numbers among the keys. */
export const phoneKeysIn = (keys: readonly IdentityKey[]): readonly PhoneKey[] =>
  keys.flatMap((key) => (key.kind === 'phone' ? [key.value] : []));

/** Whether the chat has a number for this client at all, readable or not. */
export const hasPhone = ({ phone = '', keys }: RegisteredClient): boolean => phone.trim() !== '' || phoneKeysIn(keys).length > 0;

/** A contact's valid numbers, the one that its chat client is made on first (SYN-01). */
export function phoneKeysOfContact(contact: Contact, reading?: PhoneReading): readonly PhoneKey[] {
  const main = mainPhoneOf(contact, reading);
  const all = [...(main === undefined ? [] : [main]), ...readContactPhones(contact, reading).valid];
  return [...new Set(all.map(phoneKeyOf))];
}

/** What a contact's chat clients are asked for with: every key of its own, and what the user name tells that the CRM keeps (SYN-02, SYN-03). */
export const clientSearchKeysOf = (contact: Contact, userName?: string, reading?: PhoneReading): readonly IdentityKey[] => [
  ...identityKeysOfContact(contact, reading),
  ...identityKeysOf({ userName }),
];
