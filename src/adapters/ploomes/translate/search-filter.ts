import type { ContactSearch } from '../../../domain/contact/match-contact.ts';
import { formsOfPhoneKey } from '../../../domain/phone/phone-key.ts';
import { contains, containsIgnoringCase, eq, oneOf, someChild, type Condition } from '../odata.ts';
import type { PloomesConfig } from '../ploomes-config.ts';
import { phoneConditions } from './identity-filter.ts';

/** One condition for everybody who may answer to a search. It may find too many, so that the answer is looked through. */
export function searchFilter({ text, digits, phone }: ContactSearch, config: PloomesConfig): Condition {
  const numbers = [
    ...(digits === undefined ? [] : digitConditions(digits, config)),
    ...(phone === undefined ? [] : phoneConditions(formsOfPhoneKey(phone), config)),
  ];
  return oneOf(
    containsIgnoringCase('Name', text),
    containsIgnoringCase('Email', text),
    ...(digits?.length === 11 ? [eq('CPF', digits), eq('Register', digits)] : []),
    ...(numbers.length === 0 ? [] : [someChild('Phones', 'p', oneOf(...new Set(numbers)))]),
  );
}

/** Numbers are kept as typed, so that digits within one may have any part of its mask between them. The DDI is often the mask's own. */
function digitConditions(digits: string, { ddiOfCountryId }: PloomesConfig): readonly Condition[] {
  const ddis = Object.values(ddiOfCountryId);
  const withoutDdi = ddis.flatMap((ddi) => (digits.startsWith(ddi) && digits.length > ddi.length ? [digits.slice(ddi.length)] : []));
  const forms = [digits, ...withoutDdi].flatMap((each) => [each, ...maskedForms(each)]);
  return [...forms, ...ddis.flatMap((ddi) => formsAcross(ddi, digits))].map((form) => contains('p/PhoneNumber', form));
}

/** Digits that begin within a DDI, as in `+55 (11) 98765-4321` and `+55 11 98765-4321`. */
function formsAcross(ddi: string, digits: string): readonly string[] {
  const ends = Array.from({ length: ddi.length - 1 }, (_, at) => ddi.slice(at + 1)).filter((end) => digits.startsWith(end) && digits.length > end.length);
  return ends.flatMap((end) => {
    const [area, local] = [digits.slice(end.length, end.length + 2), digits.slice(end.length + 2)];
    if (local === '') return [`${end} (${area}`, `${end} ${area}`];
    const locals = [...(local.length <= 5 ? [local] : []), ...hyphenated(local, [4, 5])];
    return locals.flatMap((each) => [`${end} (${area}) ${each}`, `${end} ${area} ${each}`]);
  });
}

const AREA_ENDS = [') ', ')', ' '] as const;

/**
 * The ways in which digits out of the middle of a Brazilian number are written under its mask, `(11) 98765-4321`: with the end
 * of the area code after the first or second of them, with the hyphen before the last four or fewer, or with both.
 */
export function maskedForms(digits: string): readonly string[] {
  const areas = [1, 2].filter((at) => at < digits.length).map((at) => [digits.slice(0, at), digits.slice(at)] as const);
  return [
    ...hyphenated(digits),
    ...areas.flatMap(([area, local]) => AREA_ENDS.flatMap((end) => [
      ...(local.length <= 5 ? [`${area}${end}${local}`] : []),
      ...hyphenated(local, [4, 5]).map((form) => `${area}${end}${form}`),
    ])),
  ];
}

/** @param heads - how many digits may stand before the hyphen. */
const hyphenated = (digits: string, heads: readonly number[] = [1, 2, 3, 4, 5]): readonly string[] =>
  heads.filter((at) => at < digits.length && digits.length - at <= 4).map((at) => `${digits.slice(0, at)}-${digits.slice(at)}`);
