import { identityKeysOfContact } from '../../src/domain/contact/contact-phones.ts';
import type { Contact, ContactId } from '../../src/domain/contact/contact.ts';
import type { CompanyCandidate } from '../../src/domain/lead/decide-company.ts';
import type { PersonCandidate } from '../../src/domain/lead/decide-person.ts';
import type { ConversionEvent, Lead, LeadAction } from '../../src/domain/lead/lead.ts';
import { parsePhone, type E164 } from '../../src/domain/phone/phone-number.ts';

/** A number, whole. */
function anE164(raw: string): E164 {
  const read = parsePhone(raw, { kind: 'with-ddi' });
  if (!read.ok) throw new Error(`A test's own number cannot be read: ${raw}.`);
  return read.value.e164;
}

/** A lead that brings nothing but what is said. */
export const aLead = (lead: Partial<Omit<Lead, 'phone'>> & { readonly phone?: string } = {}): Lead => {
  const { phone, ...rest } = lead;
  return { fields: {}, person: {}, companyFields: {}, card: {}, ...rest, ...(phone === undefined ? {} : { phone: anE164(phone) }) };
};

type ContactParts = Partial<Omit<Contact, 'id' | 'phones'>> & { readonly phones?: readonly string[] };

/** Somebody in the CRM, with the keys that tell; a person unless told otherwise. */
export function aCandidate(id: number | string, { phones = [], ...parts }: ContactParts = {}): PersonCandidate {
  const contact: Contact = { kind: 'person', name: `Contato ${id}`, ...parts, id: String(id) as ContactId, phones: phones.map((value) => ({ value })) };
  return { contact, keys: identityKeysOfContact(contact) };
}

/** A company of the CRM that may be meant. */
export const aCompanyCandidate = (id: number | string, name: string, cnpj?: string): CompanyCandidate => ({
  id: String(id) as ContactId, name, ...(cnpj === undefined ? {} : { cnpj }),
});

/** An event called like its identification. */
export const anEvent = (identification: string, ...actions: readonly LeadAction[]): ConversionEvent => ({
  id: `event ${identification}`, name: identification, identification, actions,
});
