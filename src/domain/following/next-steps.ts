import type { Stay, StayKey } from '../card-linking/stay.ts';
import type { RecordMoment } from '../connection/connection.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import { hasEnded, viewOf, type FollowedSession } from './followed-session.ts';

/**
 * The stay to act on next, at most one: the oldest in source order that nobody has acted on (CRD-03, CRD-04, CRD-05). Whether and
 * how a later one acts depends on what becomes of it (CRD-11), and an older one may still come to light (CRD-14).
 *
 * @param asked - stays that were handed over: while one has no verdict yet, nothing is to be acted on.
 * @param givenUp - stays whose card could not be made and that a person has to look at: later ones do not wait for them.
 */
export function staysToSettle(
  followed: FollowedSession, asked: readonly StayKey[] = [], givenUp: readonly StayKey[] = [],
): readonly Stay[] {
  const inHand = asked.some((key) => followed.linking.verdicts[key] === undefined && !givenUp.includes(key));
  return inHand ? [] : viewOf(followed).pending.filter((stay) => !givenUp.includes(stay.key)).slice(0, 1);
}

/** The funnels whose unavailability is still to be written down: once for a session and funnel, to a known client (CRD-11). */
export function noticesDue(followed: FollowedSession): readonly FunnelId[] {
  const view = viewOf(followed);
  return view.clientId === undefined ? [] : view.unavailable.filter((funnelId) => !followed.noticed.includes(funnelId));
}

/**
 * Whether the session's first record is to be made now (SES-02, SES-07). A stay that is still to be acted on makes the record
 * itself, with its card.
 *
 * @param givenUp - stays whose card could not be made and that a person has to look at: the record does not wait for them.
 */
export function recordIsDue(followed: FollowedSession, option: RecordMoment, givenUp: readonly StayKey[] = []): boolean {
  const view = viewOf(followed);
  if (followed.records.slots.length > 0 || view.clientId === undefined) return false;
  if (view.pending.some((stay) => !givenUp.includes(stay.key))) return false;
  const moment = followed.endedUnder ?? option;
  return moment === 'at-start' || (moment === 'at-finish' && hasEnded(followed));
}
