import type { Brand } from '../kernel/brand.ts';
import type { NonEmpty } from '../kernel/non-empty.ts';
import type { Phone } from './phone-number.ts';

/**
 * What makes two numbers the same person's number: equal keys, and nothing else (PHN-04). A Brazilian mobile's key is DDI
 * and DDD, an `m`, and the last eight digits, `5511m87654321`; any other number's is all its digits. The `m` keeps a
 * mobile and a landline apart even where the last eight digits agree.
 */
export type PhoneKey = Brand<string, 'PhoneKey'>;

const BRAZILIAN_MOBILE = /^(55\d{2})9(\d{8})$/;
const MOBILE_KEY = /^(55\d{2})m(\d{8})$/;
/** Only numbers that begin so had a form without the ninth digit; others would be somebody's landline. */
const OLD_MOBILE = /^[6-9]/;

/** The key that both forms of a number share (PHN-04). */
export const phoneKeyOf = (phone: Phone): PhoneKey => parsedKey(digitsForNeppo(phone).replace(BRAZILIAN_MOBILE, '$1m$2'));

/** The forms under which a number may be stored somewhere, digits with DDI: canonical first, then without the ninth digit. */
export const phoneForms = (phone: Phone): NonEmpty<string> => formsOfPhoneKey(phoneKeyOf(phone));

/** The same as {@link phoneForms}, for those who hold no more than a key. */
export function formsOfPhoneKey(key: PhoneKey): NonEmpty<string> {
  const [, area, last8] = MOBILE_KEY.exec(key) ?? [];
  if (area === undefined || last8 === undefined) return [key];
  return OLD_MOBILE.test(last8) ? [`${area}9${last8}`, `${area}${last8}`] : [`${area}9${last8}`];
}

/** DDI, DDD and number, digits only, with the ninth digit (PHN-01). */
export const digitsForNeppo = (phone: Phone): string => phone.e164.slice(1);

/** What logs and messages may show of a number. */
export const maskedPhone = (phone: Phone): string => `…${phone.e164.slice(-4)}`;

const parsedKey = (text: string): PhoneKey => text as PhoneKey;
