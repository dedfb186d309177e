import type { Card, CardId } from '../card-linking/card.ts';
import { decideStay } from '../card-linking/settle-stay.ts';
import type { Stay, Verdict } from '../card-linking/linking.ts';
import type { Contact } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import { addMs, type Instant } from '../kernel/instant.ts';
import { evolveFollowed, viewOf, type FollowedSession, type SessionEvent } from './followed-session.ts';
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
  return settleAll(settleOne(rehearsal, stay));
}

function settleOne({ followed, crm, opened }: Rehearsal, stay: Stay): Rehearsal {
  const contact = crm.contacts.find((each) => each.id === viewOf(followed).clientId);
  const funnel = contact === undefined || crm.unavailable.includes(stay.rule.funnelId) ? 'unavailable' : 'available';
  const decision = decideStay({ rule: stay.rule, contact: contact ?? NOBODY, funnel, candidates: crm.cards });
  if (decision.outcome !== 'planned') return { followed: settled(followed, stay, verdictOf(decision)), crm, opened };
  const card = openedCard(decision.step, crm.cards);
  return {
    followed: settled(followed, stay, { type: 'opened', cardId: card.id }),
    crm: { ...crm, cards: [...crm.cards, card] },
    opened: [...opened, card],
  };
}

const NOBODY: Contact = { id: '' as Contact['id'], kind: 'person', name: '', phones: [] };
const FIRST_MOMENT = '2000-01-01T00:00:00.000Z' as Instant;

const settled = (followed: FollowedSession, stay: Stay, verdict: Verdict): FollowedSession =>
  evolveFollowed(followed, { type: 'StaySettled', stay: stay.key, verdict });

const verdictOf = (decision: { readonly outcome: 'chosen'; readonly cardId: CardId } | { readonly outcome: 'funnel-unavailable' }): Verdict =>
  decision.outcome === 'chosen' ? { type: 'chosen', cardId: decision.cardId } : { type: 'funnel-unavailable' };

/** A card newer than all others, as the CRM would date it. */
function openedCard(step: Extract<ReturnType<typeof decideStay>, { outcome: 'planned' }>['step'], cards: readonly Card[]): Card {
  const newest = cards.map((card) => card.createdAt).toSorted().at(-1) ?? FIRST_MOMENT;
  return {
    id: `rehearsed-${cards.length + 1}` as CardId,
    funnelId: step.funnelId,
    clientId: step.client.clientId,
    ...(step.client.personId === undefined ? {} : { personId: step.client.personId }),
    title: step.client.title,
    createdAt: addMs(newest, 1000),
    state: 'open',
  };
}

const noted = (followed: FollowedSession): FollowedSession =>
  noticesDue(followed).reduce((state, funnelId) => evolveFollowed(state, { type: 'UnavailabilityNoted', funnelId }), followed);
