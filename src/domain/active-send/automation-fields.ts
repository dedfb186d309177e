import type { Card } from '../card-linking/card.ts';
import type { Contact } from '../contact/contact.ts';
import type { Fields, FieldsAtHand } from './conditions.ts';

/** What an automation may look at, and fill a template from (SND-02): what the hub itself reads of a contact, its company and a card. */
export const AUTOMATION_FIELDS = {
  contact: ['id', 'kind', 'name', 'firstName', 'email', 'ownerId'],
  company: ['id', 'name', 'ownerId'],
  card: ['id', 'title', 'state', 'funnelId', 'createdAt'],
} as const satisfies Readonly<Record<keyof FieldsAtHand, readonly string[]>>;

type FieldsOf<Of extends keyof typeof AUTOMATION_FIELDS> = Fields & Readonly<Record<(typeof AUTOMATION_FIELDS)[Of][number], Fields[string]>>;

/** The fields of a contact and a card by the names of {@link AUTOMATION_FIELDS}. */
export function fieldsAtHand({ company, ...contact }: Contact, card: Card | undefined): FieldsAtHand {
  return {
    contact: contactFields(contact),
    ...(company === undefined ? {} : { company: { id: company.id, name: company.name, ownerId: company.ownerId } satisfies FieldsOf<'company'> }),
    ...(card === undefined ? {} : { card: cardFields(card) }),
  };
}

const contactFields = ({ id, kind, name, email, ownerId }: Omit<Contact, 'company'>): FieldsOf<'contact'> =>
  ({ id, kind, name, firstName: kind === 'person' ? name.trim().split(/\s+/)[0] : undefined, email, ownerId });

const cardFields = ({ id, title, state, funnelId, createdAt }: Card): FieldsOf<'card'> => ({ id, title, state, funnelId, createdAt });
