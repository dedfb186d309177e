import { foldText } from '../contact/fold-text.ts';

/** A name but for case, accents and spaces: companies are found by it (ACL-05). */
export const normalisedName = (name: string): string => foldText(name).trim().replaceAll(/\s+/g, ' ');

/**
 * Whether a name that came in says more than, or something else than, the one that stands there. Forms are filled in with first names, which
 * are no reason to take a last name away.
 */
export function isNews(name: string, standing: string): boolean {
  const [came, known] = [normalisedName(name), normalisedName(standing)];
  return came !== '' && !`${known} `.startsWith(`${came} `);
}
