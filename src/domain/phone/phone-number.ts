import type { Brand } from '../kernel/brand.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';
import { isBrazilianService, readBrazilianNumber } from './brazilian-number.ts';
import { ddiOfCountry, readForeignNumber } from './foreign-number.ts';
import { digitsOf, readNumberText, type NumberText } from './number-text.ts';

/** A whole phone number, `+5511987654321` (PHN-01). */
export type E164 = Brand<string, 'E164'>;

/** A number that can be called or written to, and tells who somebody is (PHN-01, PHN-04). */
export interface Phone {
  /** Canonical: Brazilian mobiles have the ninth digit here, however they came. */
  readonly e164: E164;
  /** Digits with DDI in the form that came, so without the ninth digit where a WhatsApp id lacks it; kept for sending. */
  readonly asReceived: string;
  /** `other` where the numbering plan cannot tell, as in the United States. */
  readonly kind: 'mobile' | 'landline' | 'other';
  /** Two ISO letters; absent for numbers of no country, such as satellite phones. */
  readonly country?: string;
}

/** Where a number comes from, which decides who supplies its DDI (PHN-02). */
export type PhoneSource =
  /** The chat: the DDI is always there, a `+` is not. `whatsapp_5511…` and `5511…@c.us` are accepted. */
  | { readonly kind: 'with-ddi' }
  /** A CRM field whose country mask supplies the DDI. */
  | { readonly kind: 'masked'; readonly ddi: string }
  /** Typed by a person. `defaultCountry` (two ISO letters) serves only numbers that do not parse with a DDI of their own. */
  | { readonly kind: 'typed'; readonly defaultCountry?: string };

/**
 * Why a text is no usable phone number (PHN-03). `unknown-ddd` and `service-number` (190, 0800, 4004) are told before
 * `invalid`, which is what remains: a well-formed number that no numbering plan has.
 */
export type PhoneProblem =
  | 'empty'
  | 'not-a-number'
  | 'several-numbers'
  | 'service-number'
  | 'no-ddi'
  | 'unknown-ddd'
  | 'too-short'
  | 'too-long'
  | 'invalid';

type Reading = Result<Phone, PhoneProblem>;

/**
 * Reads a phone number as people, CRMs and chats write it: masks, spaces, dots, brackets, trunk zero with or without
 * carrier, an optional `+` or `00`, an extension, which is dropped (PHN-01, PHN-02). Never throws.
 *
 * @example
 * parsePhone('whatsapp_553187654321', { kind: 'with-ddi' });
 * // => e164 '+5531987654321', asReceived '553187654321'
 */
export function parsePhone(raw: string, source: PhoneSource): Reading {
  const text = readNumberText(raw);
  if (!text.ok) return text;
  if (text.value.lead === 'international') return readWithDdi(text.value.digits);

  const ddi = suppliedDdi(source);
  if (ddi === undefined) return readOnItsOwn(text.value, source);
  return source.kind === 'masked' ? readMasked(text.value.digits, ddi) : readWithDefault(text.value, ddi);
}

function suppliedDdi(source: PhoneSource): string | undefined {
  if (source.kind === 'masked') return digitsOf(source.ddi).replace(/^0+/, '') || undefined;
  return source.kind === 'typed' && source.defaultCountry !== undefined ? ddiOfCountry(source.defaultCountry) : undefined;
}

/** Under a mask the number is national; people who type the DDI all the same are understood. */
function readMasked(digits: string, ddi: string): Reading {
  const national = readWithDdi(`${ddi}${digits}`);
  return national.ok || !digits.startsWith(ddi) ? national : either(readWithDdi(digits), national);
}

function readWithDefault({ digits, lead }: NumberText, ddi: string): Reading {
  const national = readWithDdi(`${ddi}${digits}`);
  return lead === 'national' ? national : either(readWithDdi(digits), national);
}

/** A number that parses with its own DDI wins; when neither does, the national reading says why unless it is too long to be one. */
function either(own: Reading, national: Reading): Reading {
  if (own.ok) return own;
  return !national.ok && national.reason === 'too-long' ? own : national;
}

function readOnItsOwn({ digits, lead }: NumberText, source: PhoneSource): Reading {
  const own = lead === 'national' && source.kind !== 'with-ddi' ? rejected('no-ddi' as const) : readWithDdi(digits);
  if (own.ok) return own;
  if (isBrazilianService(digits)) return rejected('service-number');
  if (digits.length < 8) return rejected('too-short');
  return digits.length < 10 || readBrazilianNumber(digits).ok ? rejected('no-ddi') : own;
}

function readWithDdi(digits: string): Reading {
  return digits.startsWith('55') ? readBrazilian(digits.slice(2)) : readForeign(digits);
}

function readBrazilian(digits: string): Reading {
  const read = readBrazilianNumber(digits);
  if (!read.ok) return read;
  const { kind, canonical, asReceived } = read.value;
  return accepted({ e164: parsedE164(`55${canonical}`), asReceived: `55${asReceived}`, kind, country: 'BR' });
}

function readForeign(digits: string): Reading {
  const read = readForeignNumber(digits);
  if (!read.ok) return read;
  const { canonical, ...rest } = read.value;
  return accepted({ e164: parsedE164(canonical), ...rest });
}

const parsedE164 = (digits: string): E164 => `+${digits}` as E164;
