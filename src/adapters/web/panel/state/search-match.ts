/** Fewer digits stand in every number. */
const FEWEST_DIGITS = 3;

/** Without accents, in small letters, with single spaces: as the hub compares names. */
const folded = (text = ''): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/gu, ' ').trim();

const digitsIn = (text = ''): string => text.replaceAll(/\D/g, '');

/** What somebody is found by. */
export interface Findable {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
}

/** Whether a search finds somebody, by the hub's own rule (C1): a part of the name, or at least three digits in a row of the phone. */
export function isFoundBy(search: string, { name, phone }: Findable): boolean {
  const [sought, digits] = [folded(search), digitsIn(search)];
  if (sought === '' || folded(name).includes(sought)) return true;
  return digits.length >= FEWEST_DIGITS && !/\p{L}/u.test(sought) && digitsIn(phone).includes(digits);
}
