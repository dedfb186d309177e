import type { ChatClient } from '../../src/domain/attendance/sighting.ts';
import { identityKeysOf } from '../../src/domain/contact/identity-key.ts';
import { parseChatClientId, type ChatClientId, type RegisteredClient, type SynchronisationSettings } from '../../src/domain/synchronisation/chat-client.ts';

/** The chat's id of a client. */
export function aChatClientId(id: string | number): ChatClientId {
  const read = parseChatClientId(id);
  if (!read.ok) throw new Error('A test named a chat client without an id.');
  return read.value;
}

/** A client of the chat with the keys that its data give. */
export const aChatClient = (id: string | number, over: ChatClient & { readonly companyName?: string; readonly active?: boolean } = {}): RegisteredClient => ({
  id: aChatClientId(id),
  active: true,
  ...over,
  keys: identityKeysOf(over),
});

/** The options as they are when nobody sets them, over those given. */
export const syncSettings = (over: Partial<SynchronisationSettings> = {}): SynchronisationSettings => ({
  companies: 'synced',
  unlinkOnRemoval: 'on',
  createUnknownContacts: 'off',
  ...over,
});
