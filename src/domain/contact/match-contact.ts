import { phoneKeyOf, type PhoneKey } from '../phone/phone-key.ts';
import { parsePhone } from '../phone/phone-number.ts';
import { readContactPhones, type PhoneReading } from './contact-phones.ts';
import type { Contact } from './contact.ts';
import { foldText } from './fold-text.ts';

/** By what a contact was found (PAN-02). */
export type ContactMatch = 'name' | 'email' | 'cpf' | 'phone';

/** What somebody typed to find a contact, read. */
export interface ContactSearch {
  /** Without spaces around it; never empty. */
  readonly text: string;
  /** The digits of a text that is written as numbers are; at least three. */
  readonly digits?: string;
  /** What a whole number is known by, in either form (PHN-04). */
  readonly phone?: PhoneKey;
}

/** Fewer would be found in every other number. */
const FEWEST_DIGITS = 3;
const NUMBER_TEXT = /^[\d\s().+/-]+$/;

/** Reads what was typed into a search for contacts; nothing where nothing was. */
export function readContactSearch(typed: string, reading: PhoneReading = {}): ContactSearch | undefined {
  const text = typed.trim().replace(/\s+/g, ' ');
  if (text === '') return undefined;
  const digits = NUMBER_TEXT.test(text) ? text.replaceAll(/\D/g, '') : '';
  if (digits.length < FEWEST_DIGITS) return { text };
  const phone = parsePhone(text, { kind: 'typed', ...reading });
  return { text, digits, ...(phone.ok ? { phone: phoneKeyOf(phone.value) } : {}) };
}

/**
 * Why a contact answers to a search: a part of its name or e-mail, its whole CPF, or three or more digits of a number, the
 * DDI of its field's mask included. Case, accents and masks do not count. Empty for one that does not answer to it.
 */
export function matchesOf(search: ContactSearch, contact: Contact, reading: PhoneReading = {}): readonly ContactMatch[] {
  const { text, digits } = search;
  const found: readonly (readonly [ContactMatch, boolean])[] = [
    ['name', foldText(contact.name).includes(foldText(text))],
    ['email', foldText(contact.email ?? '').includes(foldText(text))],
    ['cpf', digits !== undefined && digits.length === 11 && digits === digitsOf(contact.cpf ?? '')],
    ['phone', hasNumber(search, contact, reading)],
  ];
  return found.flatMap(([match, holds]) => (holds ? [match] : []));
}

function hasNumber({ digits, phone }: ContactSearch, contact: Contact, reading: PhoneReading): boolean {
  if (digits === undefined) return false;
  if (contact.phones.some(({ value, ddi = '' }) => `${value.trim().startsWith('+') ? '' : ddi}${digitsOf(value)}`.includes(digits))) return true;
  return phone !== undefined && readContactPhones(contact, reading).valid.some((each) => phoneKeyOf(each) === phone);
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');
