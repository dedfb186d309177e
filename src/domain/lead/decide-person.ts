import { compareContactIds, type Contact, type ContactId } from '../contact/contact.ts';
import { hasPhone } from '../contact/has-phone.ts';
import { identityKeyText, type IdentityKey } from '../contact/identity-key.ts';
import type { E164 } from '../phone/phone-number.ts';
import { cpfOf, keysOfLead } from './lead-keys.ts';
import { isNews } from './lead-names.ts';
import { presentText, presentValues } from './lead-values.ts';
import type { Lead, LeadValues } from './lead.ts';

/** Somebody in the CRM who may be the lead, with the keys that tell. */
export interface PersonCandidate {
  readonly contact: Contact;
  readonly keys: readonly IdentityKey[];
}

/** A lead, and who answers to its keys. Candidates may be listed twice, in any order. */
export interface LeadPersonFacts {
  readonly lead: Lead;
  readonly candidates: readonly PersonCandidate[];
  /** The company that was found or made for the lead. */
  readonly companyId?: ContactId | undefined;
}

/** What is written on a person; absent parts stay. */
export interface PersonChange {
  readonly name?: string;
  readonly email?: string;
  readonly cpf?: string;
  readonly companyId?: ContactId;
  /** What differs of these is found out where they stand. */
  readonly values?: LeadValues;
}

/** What makes a person of a lead. */
export interface NewPerson {
  readonly kind: 'person';
  readonly name: string;
  readonly phone?: E164;
  readonly email?: string;
  readonly cpf?: string;
  readonly companyId?: ContactId;
  readonly values: LeadValues;
}

/** Which person a lead is, and by what it was recognised. */
export type LeadPersonDecision =
  | {
      readonly outcome: 'known';
      readonly contact: Contact;
      readonly matchedBy: 'email' | 'phone';
      readonly change: PersonChange;
      /** A further number: those that stand there stay as they are. Absent where the person has it in any form (PHN-04), or somebody else has. */
      readonly addPhone?: E164;
      /** Another person answers too, by this. Of several, the lowest id. */
      readonly conflict?: { readonly kept: ContactId; readonly other: ContactId; readonly by: 'email' | 'phone' };
    }
  | { readonly outcome: 'new'; readonly request: NewPerson }
  | { readonly outcome: 'refused'; readonly because: 'no-phone-and-no-email' };

/**
 * Finds out which person of the CRM a lead is (ACL-05): by e-mail, else by phone in both forms (PHN-04). Of several with the e-mail it is
 * the one who has the phone too, else the lowest id; the other one is told. Companies are no persons, whatever number they have.
 */
export function decideLeadPerson({ lead, candidates, companyId }: LeadPersonFacts): LeadPersonDecision {
  const keys = keysOfLead(lead);
  if (keys.length === 0) return { outcome: 'refused', because: 'no-phone-and-no-email' };
  const persons = distinct(candidates);
  const byEmail = holding(persons, keys, 'email');
  const byPhone = holding(persons, keys, 'phone');
  const kept = byEmail.find((each) => byPhone.includes(each)) ?? byEmail[0] ?? byPhone[0];
  if (kept === undefined) return { outcome: 'new', request: newPerson(lead, companyId) };

  const { contact } = kept;
  const rival = rivalOf(kept, byEmail, 'email') ?? rivalOf(kept, byPhone, 'phone');
  const isNewNumber = lead.phone !== undefined && byPhone.length === 0 && !hasPhone(contact, lead.phone);
  return {
    outcome: 'known',
    contact,
    matchedBy: byEmail.includes(kept) ? 'email' : 'phone',
    change: changeOf(lead, contact, companyId),
    ...(isNewNumber ? { addPhone: lead.phone } : {}),
    ...(rival === undefined ? {} : { conflict: rival }),
  };
}

function newPerson(lead: Lead, companyId: ContactId | undefined): NewPerson {
  const [email, cpf] = [presentText(lead.email), cpfOf(lead)];
  return {
    kind: 'person',
    name: presentText(lead.name) ?? email ?? lead.phone ?? '',
    ...(lead.phone === undefined ? {} : { phone: lead.phone }),
    ...(email === undefined ? {} : { email }),
    ...(cpf === undefined ? {} : { cpf }),
    ...(companyId === undefined ? {} : { companyId }),
    values: presentValues(lead.person),
  };
}

/** Empty values never erase, and what is the same is not written. A CPF is who somebody is: it is filled in, and not written over. */
function changeOf(lead: Lead, standing: Contact, companyId: ContactId | undefined): PersonChange {
  const [name, email, cpf] = [presentText(lead.name), presentText(lead.email), cpfOf(lead)];
  const values = presentValues(lead.person);
  return {
    ...(name !== undefined && isNews(name, standing.name) ? { name } : {}),
    ...(email !== undefined && email.toLowerCase() !== standing.email?.trim().toLowerCase() ? { email } : {}),
    ...(cpf !== undefined && presentText(standing.cpf) === undefined ? { cpf } : {}),
    ...(companyId !== undefined && companyId !== standing.company?.id ? { companyId } : {}),
    ...(Object.keys(values).length === 0 ? {} : { values }),
  };
}

function rivalOf(kept: PersonCandidate, holders: readonly PersonCandidate[], by: 'email' | 'phone') {
  const other = holders.find((each) => each !== kept);
  return other === undefined ? undefined : { kept: kept.contact.id, other: other.contact.id, by };
}

function holding(persons: readonly PersonCandidate[], keys: readonly IdentityKey[], kind: IdentityKey['kind']): readonly PersonCandidate[] {
  const wanted = new Set(keys.filter((key) => key.kind === kind).map(identityKeyText));
  return persons.filter((person) => person.keys.some((key) => wanted.has(identityKeyText(key))));
}

/** Each person once, lowest id first. */
function distinct(candidates: readonly PersonCandidate[]): readonly PersonCandidate[] {
  const persons = candidates.filter(({ contact }) => contact.kind === 'person' && contact.deleted !== true);
  return [...new Map(persons.map((each) => [each.contact.id, each])).values()].toSorted((a, b) => compareContactIds(a.contact.id, b.contact.id));
}
