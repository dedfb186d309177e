import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { accepted, rejected, type Result } from '../kernel/result.ts';

export interface ForeignNumber {
  readonly kind: 'mobile' | 'landline' | 'other';
  /** Digits with the DDI. */
  readonly canonical: string;
  readonly asReceived: string;
  readonly country?: string;
}

export type ForeignProblem = 'service-number' | 'too-short' | 'too-long' | 'invalid';

const SERVICES: ReadonlySet<string | undefined> = new Set(['TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'UAN', 'VOICEMAIL']);
// Mexico dropped the 1 of its mobiles in 2019; WhatsApp ids kept it.
const OLD_MEXICAN_MOBILE = /^521(?=\d{10}$)/;

/** Reads a number that carries its DDI, by the numbering plan of its country. */
export function readForeignNumber(digits: string): Result<ForeignNumber, ForeignProblem> {
  const current = digits.replace(OLD_MEXICAN_MOBILE, '52');
  const number = parsePhoneNumberFromString(`+${current}`);
  if (number === undefined || !number.isValid()) return rejected(lengthProblem(current));

  const type = number.getType();
  if (SERVICES.has(type)) return rejected('service-number');
  const canonical = number.number.slice(1);
  return accepted({
    kind: type === 'MOBILE' ? 'mobile' : type === 'FIXED_LINE' ? 'landline' : 'other',
    canonical,
    asReceived: current === digits ? canonical : digits,
    ...(number.country !== undefined && { country: number.country }),
  });
}

/** The DDI of a country named by its two ISO letters; absent when there is no such country. */
export function ddiOfCountry(country: string): string | undefined {
  const code = country.trim().toUpperCase();
  return isSupportedCountry(code) ? getCountryCallingCode(code) : undefined;
}

function lengthProblem(digits: string): ForeignProblem {
  const found = validatePhoneNumberLength(`+${digits}`);
  if (found === 'TOO_SHORT' || digits.length < 7) return 'too-short';
  return found === 'TOO_LONG' || digits.length > 15 ? 'too-long' : 'invalid';
}
