import fc from 'fast-check';
import { brazilianDdds, parsePhone, type Phone } from 'vinculo/domain';

/** One of the 67 area codes of Brazil. */
export const ddd = (): fc.Arbitrary<string> => fc.constantFrom(...brazilianDdds);

/** Digits with DDI of a Brazilian mobile, ninth digit included: `5511987654321`. */
export const brazilianMobile = (): fc.Arbitrary<string> =>
  fc.tuple(ddd(), digits(8, 8)).map(([area, last8]) => `55${area}9${last8}`);

/** A mobile that is old enough to have had a form without the ninth digit. */
export const brazilianMobileOfTwoForms = (): fc.Arbitrary<string> =>
  fc.tuple(ddd(), fc.constantFrom('6', '7', '8', '9'), digits(7, 7)).map(([area, first, rest]) => `55${area}9${first}${rest}`);

/** Digits with DDI of a Brazilian landline: `553133221234`. */
export const brazilianLandline = (): fc.Arbitrary<string> =>
  fc.tuple(ddd(), fc.constantFrom('2', '3', '4', '5'), digits(7, 7)).map(([area, first, rest]) => `55${area}${first}${rest}`);

/** Digits with DDI of a number from abroad. */
export const foreignNumber = (): fc.Arbitrary<string> =>
  fc.constantFrom(...FOREIGN_PLANS).chain(([prefix, missing]) => digits(missing, missing).map((rest) => `${prefix}${rest}`));

/** Digits with DDI of any number that identifies somebody. */
export const phoneDigits = (): fc.Arbitrary<string> =>
  fc.oneof(brazilianMobile(), brazilianMobileOfTwoForms(), brazilianLandline(), foreignNumber());

/** A number as it is once read. */
export const phone = (): fc.Arbitrary<Phone> =>
  phoneDigits().chain((text) => {
    const read = parsePhone(text, { kind: 'with-ddi' });
    return read.ok ? fc.constant(read.value) : fc.constant(undefined);
  }).filter((read) => read !== undefined);

/** A WhatsApp id whose Brazilian mobile lacks the ninth digit, in one of the spellings that chats use. */
export const whatsAppIdWithoutNine = (): fc.Arbitrary<string> =>
  brazilianMobileOfTwoForms().map(withoutNine).chain((text) => fc.constantFrom(text, `whatsapp_${text}`, `${text}@c.us`, `${text}@s.whatsapp.net`));

/** The same mobile without the ninth digit. */
export const withoutNine = (mobile: string): string => `${mobile.slice(0, 4)}${mobile.slice(5)}`;

/** Ways in which people write one number with its DDI; all of them mean the same. */
export const spellingsOf = (withDdi: string): fc.Arbitrary<string> =>
  withDdi.startsWith('55')
    ? fc.tuple(fc.constantFrom('+55 ', '55 ', '+55', '55', '0055', '00 55 ', '+55 0', '(+55) '), nationalMasks(withDdi.slice(2))).map(([ddi, rest]) => `${ddi}${rest}`)
    : fc.constantFrom(withDdi, `+${withDdi}`, `00${withDdi}`, `+${grouped(withDdi)}`, ` +${withDdi.slice(0, 2)}.${withDdi.slice(2)} `);

/** Ways in which people in Brazil write one number without its DDI, trunk zero and carrier among them. */
export const nationalSpellingsOf = (withDdi: string): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom('', '0', '015', '0 21 '), nationalMasks(withDdi.slice(2))).map(([trunk, rest]) => `${trunk}${rest}`);

const nationalMasks = (national: string): fc.Arbitrary<string> => {
  const [area, head, tail] = [national.slice(0, 2), national.slice(2, -4), national.slice(-4)];
  return fc.constantFrom(national, `(${area}) ${head}-${tail}`, `${area} ${head} ${tail}`, `${area}.${head}.${tail}`, `(${area})${head}${tail}`, `${area}-${head}–${tail}`);
};

const grouped = (text: string): string => text.replace(/(\d{3})(?=\d)/g, '$1 ');

const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

// Prefix, and how many digits may follow freely: Portugal, United States, United Kingdom, Spain, Argentina, Uruguay, Peru, Angola.
const FOREIGN_PLANS: readonly (readonly [string, number])[] = [
  ['35191', 7],
  ['1415555', 4],
  ['4474001', 5],
  ['34612', 6],
  ['5491123', 6],
  ['598991', 5],
  ['519123', 5],
  ['2449231', 5],
];
