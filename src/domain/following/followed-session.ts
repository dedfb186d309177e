import {
  bookmarkOf, evolveSession, phaseOf, type ChatSession, type Placing,
} from '../attendance/chat-session.ts';
import type { Sighting } from '../attendance/sighting.ts';
import type { CardId } from '../card-linking/card.ts';
import { decideRule, type LinkRule } from '../card-linking/link-rule.ts';
import { initialLinking, type GroupRule, type Linking, type LinkMark } from '../card-linking/link-mark.ts';
import { viewLinking, type LinkView } from '../card-linking/linking.ts';
import type { StayKey, Verdict } from '../card-linking/stay.ts';
import type { LinkingSettings, RecordMoment } from '../connection/connection.ts';
import type { ContactId } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import {
  initialRecords, recordAnotherClient, recordAutomaticLink, recordLinkByHand, recordSession, recordUnlinked, recordWritten,
  type RecordSlots,
} from '../interaction/record-slots.ts';
import type { InteractionRecordId } from '../interaction/interaction-record.ts';
import type { Instant } from '../kernel/instant.ts';

/** A session as the hub follows it: what was seen, who the client is, which cards and records came of it. */
export interface FollowedSession {
  readonly session: ChatSession;
  readonly linking: Linking;
  readonly records: RecordSlots;
  /** Funnels whose unavailability was written down, each once (CRD-11). */
  readonly noticed: readonly FunnelId[];
  /** The option in force when the session was told to have ended: an ended session follows no later change (SES-02). */
  readonly endedUnder?: RecordMoment;
}

/** What may happen to a followed session. The settings are those in force when it was accepted (CRD-14, CRD-17). */
export type SessionEvent =
  | { readonly type: 'ChatSessionSighted'; readonly sighting: Sighting; readonly settings: LinkingSettings; readonly placing?: Placing }
  | { readonly type: 'ClientKnown'; readonly contactId: ContactId; readonly settings: LinkingSettings }
  | { readonly type: 'ClientLost' }
  | { readonly type: 'WaitingEnded' }
  | { readonly type: 'CardLinkedByHand'; readonly cardId: CardId; readonly funnelId: FunnelId }
  | { readonly type: 'CardUnlinkedByHand' }
  | { readonly type: 'CardDeleted'; readonly cardId: CardId }
  | { readonly type: 'StaySettled'; readonly stay: StayKey; readonly verdict: Verdict }
  /** The option's moment has come (see `recordIsDue`), or a person saved the session (SES-02, SES-08). */
  | { readonly type: 'RecordDue' }
  | { readonly type: 'UnavailabilityNoted'; readonly funnelId: FunnelId }
  | {
      readonly type: 'RecordWritten';
      readonly slot: number;
      readonly recordId: InteractionRecordId;
      readonly fingerprint: string;
      readonly at: Instant;
    };

/**
 * Begins to follow a session with its first sighting.
 *
 * @param contactId - the client, where it was known already: then every visit acts, also one that comes to light late.
 */
export const followSession = (sighting: Sighting, settings: LinkingSettings, contactId?: ContactId): FollowedSession =>
  endedBy({
    session: evolveSession(undefined, sighting, ruleFor(sighting, settings)),
    linking: contactId === undefined ? initialLinking : { ...initialLinking, marks: [{ type: 'client-known', contactId }] },
    records: initialRecords,
    noticed: [],
  }, settings);

/** The followed session after an event. Pure; an event that was folded before changes nothing. */
export function evolveFollowed(followed: FollowedSession, event: SessionEvent): FollowedSession {
  switch (event.type) {
    case 'ChatSessionSighted':
      return sighted(followed, event.sighting, event.settings, event.placing);
    case 'ClientKnown':
      return meet(followed, event.contactId, event.settings);
    case 'ClientLost':
      return viewOf(followed).clientId === undefined ? followed : marked(followed, { type: 'client-lost' });
    case 'WaitingEnded':
      return viewOf(followed).waiting === 'no' ? followed : marked(followed, { type: 'waiting-ended' });
    case 'CardLinkedByHand':
      return linkByHand(followed, event.cardId, event.funnelId);
    case 'CardUnlinkedByHand':
      return unlinkByHand(followed);
    case 'CardDeleted':
      return loseCard(followed, event.cardId);
    case 'StaySettled':
      return settle(followed, event.stay, event.verdict);
    case 'RecordDue':
      return { ...followed, records: recordSession(followed.records, viewOf(followed).card) };
    case 'UnavailabilityNoted':
      return followed.noticed.includes(event.funnelId) ? followed : { ...followed, noticed: [...followed.noticed, event.funnelId] };
    case 'RecordWritten':
      return { ...followed, records: recordWritten(followed.records, event.slot, event) };
  }
}

/** Where the session stands with its cards. */
export const viewOf = (followed: FollowedSession): LinkView => viewLinking(followed.session, followed.linking);

const ruleFor = (sighting: Sighting, settings: LinkingSettings): LinkRule | undefined =>
  sighting.group && decideRule(settings, sighting.group.id);

function sighted(followed: FollowedSession, sighting: Sighting, settings: LinkingSettings, placing?: Placing): FollowedSession {
  const session = evolveSession(followed.session, sighting, ruleFor(sighting, settings), placing);
  return session === followed.session ? followed : endedBy({ ...followed, session }, settings);
}

/** Remembers the option of the moment at which the end was told; a reopening forgets it. */
function endedBy(followed: FollowedSession, settings: LinkingSettings): FollowedSession {
  const { endedUnder, ...rest } = followed;
  if (!hasEnded(followed)) return rest;
  return { ...rest, endedUnder: endedUnder ?? settings.recordMoment };
}

function meet(followed: FollowedSession, contactId: ContactId, settings: LinkingSettings): FollowedSession {
  const before = viewOf(followed);
  if (before.clientId === contactId) return followed;
  const next = marked(followed, { type: 'client-known', contactId, rules: rulesNow(followed, settings) });
  if (before.clientId === undefined) return next;
  const { card } = viewOf(next);
  return { ...next, records: atCard(recordAnotherClient(followed.records, card), card) };
}

/** What each group that the session was seen in asks for now (CRD-17). */
const rulesNow = ({ session }: FollowedSession, settings: LinkingSettings): readonly GroupRule[] =>
  [...new Set(session.groups.map(({ group }) => group.id))].map((groupId) => {
    const rule = decideRule(settings, groupId);
    return { groupId, ...(rule === undefined ? {} : { rule }) };
  });

function linkByHand(followed: FollowedSession, cardId: CardId, funnelId: FunnelId): FollowedSession {
  const { card, handFunnel } = viewOf(followed);
  if (card === cardId && handFunnel === funnelId) return followed;
  return { ...marked(followed, { type: 'linked-by-hand', cardId, funnelId }), records: recordLinkByHand(followed.records, cardId) };
}

function unlinkByHand(followed: FollowedSession): FollowedSession {
  const { card, pending } = viewOf(followed);
  if (card === undefined && pending.length === 0) return followed;
  const next = marked(followed, { type: 'unlinked-by-hand' });
  return card === undefined ? next : { ...next, records: recordUnlinked(followed.records, card) };
}

function settle(followed: FollowedSession, stay: StayKey, verdict: Verdict): FollowedSession {
  if (followed.linking.verdicts[stay] !== undefined) return followed;
  const linking = { ...followed.linking, verdicts: { ...followed.linking.verdicts, [stay]: verdict } };
  const next = { ...followed, linking };
  return verdict.type === 'funnel-unavailable' ? next : { ...next, records: recordVerdict(next, verdict.cardId) };
}

/** The records after an automatic link, also when the card was unlinked, deleted or changed by hand before the answer came (SES-12). */
function recordVerdict(followed: FollowedSession, cardId: CardId): RecordSlots {
  const { card, handFunnel } = viewOf(followed);
  const byHand = card !== undefined && card !== cardId && handFunnel !== undefined;
  if (byHand && followed.records.slots.some((slot) => slot.cardId === card)) return atCard(followed.records, card);
  const records = recordAutomaticLink(followed.records, cardId);
  if (card === undefined) return recordUnlinked(records, cardId);
  return byHand ? recordLinkByHand(records, card) : atCard(records, card);
}

/** The current record is that of the session's one card, whichever decision was answered last. */
function atCard(records: RecordSlots, cardId: CardId | undefined): RecordSlots {
  const slot = cardId === undefined ? undefined : records.slots.find((each) => each.cardId === cardId);
  return slot === undefined ? records : { ...records, current: slot.slot };
}

function loseCard(followed: FollowedSession, cardId: CardId): FollowedSession {
  const known = followed.linking.marks.some((mark) => mark.type === 'card-gone' && mark.cardId === cardId);
  if (known && viewOf(followed).card !== cardId) return followed;
  return { ...marked(followed, { type: 'card-gone', cardId }), records: recordUnlinked(followed.records, cardId) };
}

function marked(followed: FollowedSession, mark: LinkMark): FollowedSession {
  const after = bookmarkOf(followed.session);
  const placed: LinkMark = after === undefined ? mark : { ...mark, after };
  return { ...followed, linking: { ...followed.linking, marks: [...followed.linking.marks, placed] } };
}

/** True once the session has ended, as far as its newest part tells. */
export const hasEnded = (followed: FollowedSession): boolean => phaseOf(followed.session) === 'ended';
