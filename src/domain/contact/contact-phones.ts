import type { Phone, PhoneProblem, PhoneSource } from '../phone/phone-number.ts';
import { parsePhone } from '../phone/phone-number.ts';
import { phoneKeyOf } from '../phone/phone-key.ts';
import type { Contact, ContactPhone } from './contact.ts';
import { identityKeysOf, identityKeyText, type IdentityKey } from './identity-key.ts';

/** A connection's settings for reading numbers; `defaultCountry` is off unless given (PHN-02). */
export interface PhoneReading {
  readonly defaultCountry?: string;
}

/** A contact's numbers, read. */
export interface ContactPhones {
  readonly valid: readonly Phone[];
  /** Each with its reason, to be told once (PHN-03). */
  readonly invalid: readonly { readonly value: string; readonly problem: PhoneProblem }[];
}

/** Reads every number of a contact (PHN-02, PHN-03). Empty fields are no numbers, and appear on neither side. */
export const readContactPhones = ({ phones }: Contact, reading: PhoneReading = {}): ContactPhones => readPhones(phones, reading);

/** The same for numbers without their contact. */
export function readPhones(phones: readonly ContactPhone[], reading: PhoneReading = {}): ContactPhones {
  const valid: Phone[] = [];
  const invalid: { value: string; problem: PhoneProblem }[] = [];
  for (const phone of phones) {
    const read = parsePhone(phone.value, sourceOf(phone, reading));
    if (read.ok) valid.push(read.value);
    else if (read.reason !== 'empty') invalid.push({ value: phone.value, problem: read.reason });
  }
  return { valid, invalid };
}

/** The number that a contact's chat client is made on: the first valid mobile, else the first valid number (SYN-01). */
export function mainPhoneOf(contact: Contact, reading: PhoneReading = {}): Phone | undefined {
  const { valid } = readContactPhones(contact, reading);
  return valid.find(({ kind }) => kind === 'mobile') ?? valid[0];
}

/** Every key that a contact is found by: its own id as external code, all its valid numbers, CPF and e-mail (SES-13). */
export function identityKeysOfContact(contact: Contact, reading: PhoneReading = {}): readonly IdentityKey[] {
  const [code, ...others] = identityKeysOf({ externalCode: contact.id, cpf: contact.cpf, email: contact.email });
  const phones = readContactPhones(contact, reading).valid.map((phone): IdentityKey => ({ kind: 'phone', value: phoneKeyOf(phone) }));
  const keys = [...(code ? [code] : []), ...phones, ...others];
  return [...new Map(keys.map((key) => [identityKeyText(key), key])).values()];
}

const sourceOf = ({ ddi }: ContactPhone, reading: PhoneReading): PhoneSource =>
  ddi === undefined ? { kind: 'typed', ...reading } : { kind: 'masked', ddi };
