import type { Path, Source } from '../../domain/mapping/mapping.ts';
import { onlyWhen } from './only-when.ts';

/**
 * The country of the first address that tells it, else Brazil: shops sell abroad, and `(555) 555-5555` of an American is no number of
 * Santa Maria. Two letters of a country stand for its DDI.
 */
export const ddiByAddress = (countries: readonly Path[]): Source => {
  const [country, ...others] = countries;
  if (country === undefined) return { constant: '55' };
  return { join: [country, onlyWhen(country, '', ddiByAddress(others))], with: '' };
};
