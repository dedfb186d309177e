import type { GroupId } from '../attendance/sighting.ts';
import type { ContactId } from '../contact/contact.ts';
import type { LinkBehaviour } from '../funnel/funnel-mapping.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import type { CardId } from './card.ts';
import type { LinkRule } from './link-rule.ts';

/** Names one separate stay of a session in a funnel: what a card is opened or chosen for, at most once. */
export type StayKey = string;

/** A stay whose rule acts, in source order. */
export interface Stay {
  readonly key: StayKey;
  readonly rule: LinkRule;
  readonly groupId: GroupId;
  /** For whom the rule acts. */
  readonly contactId: ContactId;
}

/** What became of a stay: a card opened for it, a card chosen among the client's, or no funnel to act in (CRD-11). */
export type Verdict =
  | { readonly type: 'opened' | 'chosen'; readonly cardId: CardId }
  | { readonly type: 'funnel-unavailable' };

/** A stay as it is read, with its verdict where there is one. */
export interface ReadStay {
  readonly stay: Stay;
  readonly verdict: Verdict | undefined;
}

/** Which stay is meant: the how-manieth of a client in a funnel. */
export interface StayPlace {
  readonly contactId: ContactId;
  readonly funnelId: FunnelId;
  readonly nth: number;
}

/** The key under which a stay's card is opened or chosen. The behaviour is part of it: a visit that comes to light late may change it. */
export const stayKeyOf = ({ contactId, funnelId, nth }: StayPlace, behaviour: LinkBehaviour): StayKey =>
  `${funnelId}#${nth}:${behaviour}@${contactId}`;

/** The stay that a rule begins after these. */
export function stayAfter(stays: readonly ReadStay[], verdicts: Readonly<Record<StayKey, Verdict>>, begun: Omit<Stay, 'key'>): ReadStay {
  const { rule: { funnelId, behaviour }, contactId } = begun;
  const before = stays.filter(({ stay }) => stay.contactId === contactId && stay.rule.funnelId === funnelId);
  const place = { contactId, funnelId, nth: before.length };
  const stay = { ...begun, key: stayKeyOf(place, behaviour) };
  const taken = behaviour === 'always-create' ? openedForNobody(before, verdicts, place) : undefined;
  return { stay, verdict: taken ?? verdicts[stay.key] };
}

/**
 * The oldest card that was opened in this funnel for a place up to this one and that no stay before has: the stay for which it
 * was opened moved on when an older visit came to light. `always-create` takes it, so that there is never a card too many
 * (CRD-14). `link-last` needs no such thing: what was opened is among its candidates.
 */
function openedForNobody(before: readonly ReadStay[], verdicts: Readonly<Record<StayKey, Verdict>>, place: StayPlace): Verdict | undefined {
  const held = before.map(({ verdict }) => cardIn(verdict));
  for (let nth = 0; nth <= place.nth; nth++) {
    for (const behaviour of ['always-create', 'link-last'] as const) {
      const verdict = verdicts[stayKeyOf({ ...place, nth }, behaviour)];
      if (verdict?.type === 'opened' && !held.includes(verdict.cardId)) return verdict;
    }
  }
  return undefined;
}

/** The card that a verdict names. */
export const cardIn = (verdict: Verdict | undefined): CardId | undefined =>
  verdict === undefined || verdict.type === 'funnel-unavailable' ? undefined : verdict.cardId;

/** The rule of an undecided stay, told which cards are younger than it by right (CRD-14). */
export function openedLaterThan({ stay }: ReadStay, stays: readonly ReadStay[]): { readonly rule?: LinkRule } {
  const later = stays.slice(stays.findIndex((each) => each.stay.key === stay.key) + 1);
  const apartFrom = later.flatMap(({ stay: { rule }, verdict }) =>
    (verdict?.type === 'opened' && rule.funnelId === stay.rule.funnelId ? [verdict.cardId] : []));
  return apartFrom.length === 0 ? {} : { rule: { ...stay.rule, apartFrom } };
}
