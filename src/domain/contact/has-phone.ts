import { phoneKeyOf } from '../phone/phone-key.ts';
import { parsePhone } from '../phone/phone-number.ts';
import { readContactPhones, type PhoneReading } from './contact-phones.ts';
import type { Contact } from './contact.ts';

/**
 * Whether a contact has a number already, in any of its forms (PHN-04). A text that is no number is there when one with the
 * same digits is.
 */
export function hasPhone(contact: Contact, phone: string, reading: PhoneReading = {}): boolean {
  const digits = digitsOf(phone);
  if (contact.phones.some(({ value, ddi = '' }) => [digitsOf(value), `${ddi}${digitsOf(value)}`].includes(digits))) return true;
  const parsed = parsePhone(phone, { kind: 'typed', ...reading });
  return parsed.ok && readContactPhones(contact, reading).valid.some((each) => phoneKeyOf(each) === phoneKeyOf(parsed.value));
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');
