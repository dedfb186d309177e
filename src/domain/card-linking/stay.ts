import type { GroupId } from '../attendance/sighting.ts';
import type { ContactId } from '../contact/contact.ts';
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

/** A stay as it is read, with its verdict where there is one; `superseded` when its client was gone before there was. */
export interface ReadStay {
  readonly stay: Stay;
  readonly verdict: Verdict | 'superseded' | undefined;
}

/** Which stay is meant: the how-manieth of a client in a funnel. */
export interface StayPlace {
  readonly contactId: ContactId;
  readonly funnelId: FunnelId;
  readonly nth: number;
}

/** What a rule does, as far as it makes a decision another one. */
type Way = 'always-create' | 'link-last' | 'link-last-open';

const WAYS: readonly Way[] = ['always-create', 'link-last', 'link-last-open'];

const wayOf = ({ behaviour, counting }: LinkRule): Way =>
  behaviour === 'link-last' && counting === 'open-ones-only' ? 'link-last-open' : behaviour;

/**
 * The key under which a stay's card is opened or chosen. What the rule does is part of it: a visit that comes to light late may
 * change that, and then the decision is another one.
 */
export const stayKeyOf = (place: StayPlace, rule: LinkRule): StayKey => keyOf(place, wayOf(rule));

const keyOf = ({ contactId, funnelId, nth }: StayPlace, way: Way): StayKey => `${funnelId}#${nth}:${way}@${contactId}`;

/** The stay that a rule begins after these. */
export function stayAfter(stays: readonly ReadStay[], verdicts: Readonly<Record<StayKey, Verdict>>, begun: Omit<Stay, 'key'>): ReadStay {
  const { rule, contactId } = begun;
  const { funnelId, behaviour } = rule;
  const before = stays.filter(({ stay }) => stay.contactId === contactId && stay.rule.funnelId === funnelId);
  const place = { contactId, funnelId, nth: before.length };
  const stay = { ...begun, key: stayKeyOf(place, rule) };
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
    for (const way of WAYS) {
      const verdict = verdicts[keyOf({ ...place, nth }, way)];
      if (isOpening(verdict) && !held.includes(verdict.cardId)) return verdict;
    }
  }
  return undefined;
}

/** The card that a verdict names. */
export const cardIn = (verdict: ReadStay['verdict']): CardId | undefined =>
  typeof verdict === 'object' && verdict.type !== 'funnel-unavailable' ? verdict.cardId : undefined;

/**
 * What an undecided stay asks for, told which of the session's own cards are no candidates like any other (CRD-14): those opened
 * for later stays are younger than it by right, and those that an older visit took the stay from are for want of any other.
 */
export function askedOf({ stay }: ReadStay, stays: readonly ReadStay[], verdicts: Readonly<Record<StayKey, Verdict>>): Stay {
  if (stay.rule.behaviour === 'always-create') return stay;
  const place = stays.findIndex((each) => each.stay.key === stay.key);
  const before = stays.slice(0, place).map(({ verdict }) => cardIn(verdict));
  const later = stays.slice(place).map(({ verdict }) => (isOpening(verdict) ? verdict.cardId : undefined));
  const opened = openedIn(stay, verdicts).filter((card) => !before.includes(card));
  const [apartFrom, failingOthers] = [opened.filter((card) => later.includes(card)), opened.filter((card) => !later.includes(card))];
  return opened.length === 0 ? stay : { ...stay, rule: { ...stay.rule, apartFrom, failingOthers } };
}

/** All cards that were opened for a client of the session in the funnel of a stay. */
function openedIn({ contactId, rule: { funnelId } }: Stay, verdicts: Readonly<Record<StayKey, Verdict>>): readonly CardId[] {
  return Object.keys(verdicts).flatMap((_, nth) =>
    WAYS.map((way) => verdicts[keyOf({ contactId, funnelId, nth }, way)]))
    .flatMap((verdict) => (isOpening(verdict) ? [verdict.cardId] : []));
}

const isOpening = (verdict: ReadStay['verdict']): verdict is Extract<Verdict, { cardId: CardId }> =>
  typeof verdict === 'object' && verdict.type === 'opened';
