import type { ClientCandidate } from '../../src/domain/contact/decide-client.ts';
import { parseContactId, type ContactId } from '../../src/domain/contact/contact.ts';
import { identityKeysOf, type IdentityKey, type LooseClient } from '../../src/domain/contact/identity-key.ts';

/** A contact's id. */
export function aContactId(id: string | number): ContactId {
  const read = parseContactId(id);
  if (!read.ok) throw new Error('A test named a contact without an id.');
  return read.value;
}

/** The one key that this data gives. */
export function aKey(client: LooseClient): IdentityKey {
  const [key] = identityKeysOf(client);
  if (key === undefined) throw new Error(`A test's own data gives no key: ${JSON.stringify(client)}.`);
  return key;
}

/** A person of the CRM with the keys of this data. */
export const aPerson = (id: string | number, client: LooseClient = {}): ClientCandidate => ({
  id: aContactId(id),
  kind: 'person',
  keys: identityKeysOf(client),
});

/** A company of the CRM with the keys of this data. */
export const aCompany = (id: string | number, client: LooseClient = {}): ClientCandidate => ({ ...aPerson(id, client), kind: 'company' });
