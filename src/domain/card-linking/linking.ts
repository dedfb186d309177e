import type { GroupId } from '../attendance/sighting.ts';
import { liesBefore, startedAt, visitsOf, type Bookmark, type ChatSession, type GroupVisit } from '../attendance/chat-session.ts';
import type { ContactId } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import type { CardId } from './card.ts';
import type { Linking } from './link-mark.ts';
import type { LinkRule } from './link-rule.ts';
import { byMark, byVisit, currentFunnelOf, entryOf, initialStanding, waitsFor, type Standing } from './standing.ts';
import { askedOf, type Stay } from './stay.ts';

/** Where a session stands: the answer to every question of CRD. */
export interface LinkView {
  /** The funnel of the last rule carried out, or waiting for its client. */
  readonly currentFunnel?: FunnelId;
  /** How the session entered its current funnel: by this group, under this rule. */
  readonly entry?: { readonly groupId: GroupId; readonly rule: LinkRule };
  /** `yes` while the rule of the entry waits for the client (CRD-10). */
  readonly waiting: 'yes' | 'no';
  readonly clientId?: ContactId;
  readonly stays: readonly Stay[];
  /** Stays that nobody has acted on yet, oldest first. What the second comes to may depend on the first. */
  readonly pending: readonly Stay[];
  /** The one card that the session has now. */
  readonly card?: CardId;
  /** The funnel of the card that was linked by hand, while the session has it (CRD-13). */
  readonly handFunnel?: FunnelId;
  /** Funnels that could not be used, each once (CRD-11). */
  readonly unavailable: readonly FunnelId[];
}

/**
 * Reads where a session stands from all that is known of it, in source order, however it was learned (CRD-14). A visit that
 * comes to light late takes its place and every decision after it is read anew; what was made stays made.
 */
export function viewLinking(session: ChatSession, { marks, verdicts }: Linking): LinkView {
  const visits = visitsOf(session);
  let standing = initialStanding(startedAt(session), verdicts);
  let read = 0;
  for (const mark of marks) {
    const next = Math.max(read, countBefore(visits, mark.after));
    standing = byMark(visits.slice(read, next).reduce(byVisit, standing), mark);
    read = next;
  }
  return viewOf(visits.slice(read).reduce(byVisit, standing));
}

const countBefore = (visits: readonly GroupVisit[], after: Bookmark | undefined): number =>
  after === undefined ? 0 : visits.findLastIndex((visit) => liesBefore(visit, after)) + 1;

function viewOf(standing: Standing): LinkView {
  const { clientId, card, handFunnel, stays, unavailable, verdicts } = standing;
  const [currentFunnel, entry] = [currentFunnelOf(standing), entryOf(standing)];
  return {
    ...(currentFunnel === undefined ? {} : { currentFunnel }),
    ...(entry === undefined ? {} : { entry }),
    waiting: waitsFor(standing) === undefined ? 'no' : 'yes',
    ...(clientId === undefined ? {} : { clientId }),
    ...(card === undefined ? {} : { card }),
    ...(handFunnel === undefined ? {} : { handFunnel }),
    stays: stays.map((each) => each.stay),
    pending: stays.filter((each) => each.verdict === undefined).map((each) => askedOf(each, stays, verdicts)),
    unavailable,
  };
}
