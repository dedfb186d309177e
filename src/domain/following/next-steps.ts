import type { Stay, StayKey } from '../card-linking/linking.ts';
import type { RecordMoment } from '../connection/connection.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import { hasEnded, viewOf, type FollowedSession } from './followed-session.ts';

/** The stays that nobody has acted on, oldest in source order first (CRD-03, CRD-04, CRD-05). */
export const staysToSettle = (followed: FollowedSession): readonly Stay[] => viewOf(followed).pending;

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
