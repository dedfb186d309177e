import { accepted, rejected, type Result } from '../kernel/result.ts';

/** The 67 area codes of Brazil. */
export const brazilianDdds: readonly string[] = (
  '11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 ' +
  '61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99'
).split(' ');

export interface BrazilianNumber {
  readonly kind: 'mobile' | 'landline';
  /** DDD and number, with the ninth digit for mobiles. */
  readonly canonical: string;
  /** The same as it came, without trunk zero and carrier. */
  readonly asReceived: string;
}

export type BrazilianProblem = 'service-number' | 'too-short' | 'too-long' | 'unknown-ddd' | 'invalid';

const DDDS: ReadonlySet<string> = new Set(brazilianDdds);
const EMERGENCY = /^(?:1\d{2}|10[36]\d{2})$/;
const FREE_OR_SHARED = /^(?:0?[3589]00\d{6,7}|(?:300[34]|400\d|4020|4062)\d{4})$/;
// 0 DDD number, or 0 carrier DDD number; the lengths tell the two apart.
const TRUNK = /^0(?:\d{2})?(?=\d{10,11}$)/;

/** 190, 0800, 4004 and the like: they answer calls, and identify nobody. */
export const isBrazilianService = (digits: string): boolean => EMERGENCY.test(digits) || isBrazilianFreeOrShared(digits);

/** 0800, 0300, 4004 and the like: dialled as they are, from everywhere. */
export const isBrazilianFreeOrShared = (digits: string): boolean => FREE_OR_SHARED.test(digits);

/** A number without the zero, and the carrier's two digits, with which a call to another area begins. */
export function withoutTrunk(digits: string): { readonly rest: string; readonly cut: readonly ('trunk' | 'carrier')[] } {
  const [before = ''] = TRUNK.exec(digits) ?? [];
  const cut = before === '' ? [] : before.length === 1 ? (['trunk'] as const) : (['trunk', 'carrier'] as const);
  return { rest: digits.slice(before.length), cut };
}

/**
 * Reads what follows the 55 (PHN-04). Ten digits whose number begins with 6 to 9 are a mobile from before the ninth
 * digit, which is put in; one that begins with 2 to 5 is a landline and never gets it. A 7 is read as a mobile too: the
 * trunking numbers (Nextel) that were exempt from the ninth digit ended in 2018, so what still lives has it, and the
 * shorter form stays known through the key.
 */
export function readBrazilianNumber(digits: string): Result<BrazilianNumber, BrazilianProblem> {
  if (isBrazilianService(digits)) return rejected('service-number');
  const asReceived = withoutTrunk(digits).rest;
  if (asReceived.length < 10) return rejected('too-short');
  if (asReceived.length > 11) return rejected('too-long');
  if (!DDDS.has(asReceived.slice(0, 2))) return rejected('unknown-ddd');

  const number = asReceived.slice(2);
  if (/^9\d{8}$/.test(number)) return accepted({ kind: 'mobile', canonical: asReceived, asReceived });
  if (/^[6-9]\d{7}$/.test(number)) return accepted({ kind: 'mobile', canonical: `${asReceived.slice(0, 2)}9${number}`, asReceived });
  if (/^[2-5]\d{7}$/.test(number)) return accepted({ kind: 'landline', canonical: asReceived, asReceived });
  return rejected('invalid');
}
