/** How the numbers of contacts that came one way turned out. */
export interface OriginTally {
  /** What creates these contacts: an integration, a form, an import, a person, as the CRM names it; empty where it does not say. */
  readonly origin: string;
  readonly valid: number;
  readonly invalid: number;
}

/** Whether people are advised about the numbers that they let in (PHN-06). */
export type PhoneAdvice =
  | { readonly outcome: 'nothing-notable' }
  /**
   * Use the CRM's masks, and make the DDI mandatory on the forms of these origins: those with a notable share, the one that creates
   * most bad numbers first. `share` is of all numbers, 0 to 1. Without a named origin it is nobody's in particular.
   */
  | { readonly outcome: 'advise'; readonly share: number; readonly origins: readonly (OriginTally & { readonly share: number })[] };

/** From here on a share is notable. */
const NOTABLE_SHARE = 0.05;
/** Of fewer numbers no share says anything. */
const FEWEST_NUMBERS = 20;

/**
 * Decides whether the share of invalid numbers is notable, over all contacts or those of one origin, and names the origins that make
 * the bad ones (PHN-06).
 */
export function decidePhoneAdvice(tallies: readonly OriginTally[]): PhoneAdvice {
  const origins = mergedByOrigin(tallies);
  const all = origins.reduce((sum, { valid, invalid }) => ({ origin: '', valid: sum.valid + valid, invalid: sum.invalid + invalid }), { origin: '', valid: 0, invalid: 0 });
  const notable = origins.filter((each) => each.origin !== '' && isNotable(each)).map((each) => ({ ...each, share: shareOf(each) }));
  if (notable.length === 0 && !isNotable(all)) return { outcome: 'nothing-notable' };
  return { outcome: 'advise', share: shareOf(all), origins: notable.toSorted((a, b) => b.invalid - a.invalid || (a.origin < b.origin ? -1 : 1)) };
}

const numbersOf = ({ valid, invalid }: OriginTally): number => valid + invalid;

const shareOf = (tally: OriginTally): number => (numbersOf(tally) === 0 ? 0 : tally.invalid / numbersOf(tally));

const isNotable = (tally: OriginTally): boolean => numbersOf(tally) >= FEWEST_NUMBERS && shareOf(tally) >= NOTABLE_SHARE;

function mergedByOrigin(tallies: readonly OriginTally[]): readonly OriginTally[] {
  const byOrigin = new Map<string, OriginTally>();
  for (const { origin: named, valid, invalid } of tallies) {
    const origin = named.trim();
    const before = byOrigin.get(origin) ?? { origin, valid: 0, invalid: 0 };
    byOrigin.set(origin, { origin, valid: before.valid + valid, invalid: before.invalid + invalid });
  }
  return [...byOrigin.values()];
}
