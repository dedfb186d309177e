import fc from 'fast-check';
import type { Contact, ContactId, ContactPhone, RegisteredClient } from '../../../src/domain/index.ts';
import { aChatClient, aChatClientId } from '../../builders/a-chat-client.ts';
import { aContact } from '../../builders/a-contact.ts';
import { aContactId } from '../../builders/an-identity.ts';
import type { TwoSides } from './two-sides.ts';

// Few values, so that people often share some.
const PHONES = ['5511987654321', '5511976543210', '553133221234'];
const OTHER_FORMS = ['551187654321', '11 98'];
const EMAILS = ['ana@exemplo.test', 'bia@exemplo.test'];
const CPFS = ['52998224725', '11144477735'];
const NAMES = ['Ana', 'Bia'];

/** Something that a person does on either side, and whether the hub is told of it. */
export type OutsideEdit = { readonly contact: ContactId; readonly told: boolean } & (
  | { readonly type: 'contact'; readonly over: Partial<Contact> }
  | { readonly type: 'client'; readonly place: number; readonly over: { readonly name?: string; readonly email?: string; readonly active?: boolean; readonly externalCode?: string } }
  | { readonly type: 'client-gone'; readonly place: number }
);

const contactId = (): fc.Arbitrary<ContactId> => fc.integer({ min: 8, max: 11 }).map(aContactId);

const phones = (): fc.Arbitrary<readonly ContactPhone[]> =>
  fc.subarray([...PHONES, ...OTHER_FORMS], { maxLength: 2 }).map((list) => list.map((value) => ({ value })));

const contactData = (): fc.Arbitrary<Partial<Contact>> =>
  fc.record({ phones: phones(), email: fc.constantFrom(...EMAILS), cpf: fc.constantFrom(...CPFS), name: fc.constantFrom(...NAMES), deleted: fc.constantFrom(true, false, false) }, { requiredKeys: [] });

const clients = (): fc.Arbitrary<readonly RegisteredClient[]> =>
  fc
    .uniqueArray(fc.record({ phone: fc.constantFrom(...PHONES, OTHER_FORMS[0] ?? ''), email: fc.constantFrom(...EMAILS), externalCode: contactId(), name: fc.constantFrom(...NAMES) }, { requiredKeys: ['name'] }), {
      maxLength: 4,
      selector: ({ phone }) => phone ?? {},
    })
    .map((rows) => rows.map((row, place) => aChatClient(place + 1, { ...row, userName: row.phone ?? `instagram_${place}` })));

/** Contacts, persons and a company, and clients of the chat, some linked already. */
export const someSides = (): fc.Arbitrary<{ readonly contacts: readonly Contact[]; readonly clients: readonly RegisteredClient[] }> =>
  fc.record({
    contacts: fc.tuple(contactData(), contactData(), contactData(), contactData()).map((all) =>
      all.map((over, place) => aContact({ id: aContactId(8 + place), kind: place === 3 ? 'company' : 'person', ...over })),
    ),
    clients: clients(),
  });

/** A history of edits. */
export const outsideEdits = (): fc.Arbitrary<readonly OutsideEdit[]> =>
  fc.array(
    fc.oneof(
      fc.record({ type: fc.constant('contact' as const), contact: contactId(), told: fc.boolean(), over: contactData() }),
      fc.record({
        type: fc.constant('client' as const), contact: contactId(), told: fc.boolean(), place: fc.nat(5),
        over: fc.record({ name: fc.constantFrom(...NAMES), email: fc.constantFrom(...EMAILS), active: fc.boolean(), externalCode: contactId() }, { requiredKeys: [] }),
      }),
      fc.record({ type: fc.constant('client-gone' as const), contact: contactId(), told: fc.boolean(), place: fc.nat(5) }),
    ),
    { maxLength: 8 },
  );

/** Does it, on the side concerned. */
export function edit({ contacts, clients: chat }: TwoSides, done: OutsideEdit): void {
  if (done.type === 'contact') {
    const before = contacts.get(done.contact);
    if (before !== undefined) contacts.set(done.contact, { ...before, ...done.over });
    return;
  }
  const client = [...chat.values()][done.place];
  if (client === undefined) return;
  if (done.type === 'client-gone') chat.delete(client.id);
  else chat.set(client.id, aChatClient(aChatClientId(client.id), { ...client, ...done.over }));
}
