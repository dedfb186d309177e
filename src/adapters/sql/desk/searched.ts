import { sql, type RawBuilder } from 'kysely';
import { containing } from '../conditions.ts';

/** The column of a name as it is searched: without accents, in small letters, with single spaces. */
export const foldedName = (name = ''): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim();

/** The column of a phone as it is searched. */
export const digitsOf = (phone = ''): string => phone.replace(/\D/g, '');

/** Fewer stand in every number. */
export const FEWEST_DIGITS = 3;

/** Whether the columns `name` and `digits` hold what somebody looks for: a part of the name, or digits in a row of the phone. */
export function isSearched(search: string | undefined): RawBuilder<unknown> {
  const [name, digits] = [foldedName(search), digitsOf(search)];
  if (name === '') return sql`1 = 1`;
  const named = sql`name like ${containing(name)} escape '!'`;
  const isPhone = digits.length >= FEWEST_DIGITS && !/\p{L}/u.test(name);
  return isPhone ? sql`(${named} or digits like ${containing(digits)} escape '!')` : named;
}
