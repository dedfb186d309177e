import type { Card, CardId } from '../card-linking/card.ts';
import { decideStay, type OpenCard } from '../card-linking/decide-stay.ts';
import type { Stay, Verdict } from '../card-linking/stay.ts';
import type { Contact } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import { addMs, instantOf } from '../kernel/instant.ts';
import { evolveFollowed, type FollowedSession, type SessionEvent } from './followed-session.ts';
import { noticesDue, staysToSettle } from './next-steps.ts';

/** The CRM as a rehearsal sees it: plain values. */
export interface RehearsedCrm {
  readonly contacts: readonly Contact[];
  readonly cards: readonly Card[];
  /** Funnels that are archived or deleted. */
  readonly unavailable: readonly FunnelId[];
}

/** What a session would come to, with nothing done anywhere. */
export interface Rehearsal {
  readonly followed: FollowedSession;
  readonly crm: RehearsedCrm;
  /** Cards that would be opened, in order. */
  readonly opened: readonly Card[];
}

/**
 * Plays one event of a session with the same decisions as the hub, on plain values: for the property tests of integrators with
 * their own settings, and for a "what would happen?" before a mapping is saved.
 */
export function rehearse({ followed, crm, opened }: Rehearsal, event: SessionEvent): Rehearsal {
  return settleAll({ followed: evolveFollowed(followed, event), crm, opened });
}

/** Begins a rehearsal with a session that was just followed. */
export const beginRehearsal = (followed: FollowedSession, crm: RehearsedCrm): Rehearsal => settleAll({ followed, crm, opened: [] });

function settleAll(rehearsal: Rehearsal): Rehearsal {
  const [stay] = staysToSettle(rehearsal.followed);
  if (stay === undefined) return { ...rehearsal, followed: noted(rehearsal.followed) };
  return settleAll(settleStay(rehearsal, stay));
}

/** Decides one stay as the hub would. A client whom the CRM does not have is lost; the session waits for another (CRD-19). */
export function settleStay({ followed, crm, opened }: Rehearsal, stay: Stay): Rehearsal {
  const contact = crm.contacts.find((each) => each.id === stay.contactId);
  if (contact === undefined) return { followed: evolveFollowed(followed, { type: 'ClientLost' }), crm, opened };
  const funnel = crm.unavailable.includes(stay.rule.funnelId) ? 'unavailable' : 'available';
  const decision = decideStay({ rule: stay.rule, contact, funnel, candidates: crm.cards });
  if (decision.outcome === 'funnel-unavailable') return { followed: settled(followed, stay, { type: 'funnel-unavailable' }), crm, opened };
  if (decision.outcome === 'chosen') return { followed: settled(followed, stay, { type: 'chosen', cardId: decision.cardId }), crm, opened };
  const card = openedCard(decision.step, crm.cards);
  return {
    followed: settled(followed, stay, { type: 'opened', cardId: card.id }),
    crm: { ...crm, cards: [...crm.cards, card] },
    opened: [...opened, card],
  };
}

const settled = (followed: FollowedSession, stay: Stay, verdict: Verdict): FollowedSession =>
  evolveFollowed(followed, { type: 'StaySettled', stay: stay.key, verdict });

const A_SECOND_MS = 1000;

/** A card newer than all others, as the CRM would date it. */
function openedCard({ funnelId, client: { clientId, personId, title } }: OpenCard, cards: readonly Card[]): Card {
  const newest = cards.map((card) => card.createdAt).toSorted().at(-1) ?? instantOf(0);
  return {
    id: parsedCardId(`rehearsed-${cards.length + 1}`),
    funnelId, clientId, title,
    ...(personId === undefined ? {} : { personId }),
    createdAt: addMs(newest, A_SECOND_MS),
    state: 'open',
  };
}

const parsedCardId = (text: string): CardId => text as CardId;

const noted = (followed: FollowedSession): FollowedSession =>
  noticesDue(followed).reduce((state, funnelId) => evolveFollowed(state, { type: 'UnavailabilityNoted', funnelId }), followed);
