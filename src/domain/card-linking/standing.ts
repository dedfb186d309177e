import type { GroupVisit } from '../attendance/chat-session.ts';
import type { GroupId, PartId } from '../attendance/sighting.ts';
import type { ContactId } from '../contact/contact.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import { floorToSecond, type Instant } from '../kernel/instant.ts';
import type { CardId } from './card.ts';
import type { Linking, LinkMark } from './link-mark.ts';
import type { LinkRule } from './link-rule.ts';
import { cardIn, stayAfter, type ReadStay } from './stay.ts';

/** How a session entered a funnel: by this group, under this rule. */
export interface Entry {
  readonly groupId: GroupId;
  readonly rule: LinkRule;
}

/** Where a session stands after some of its visits and marks. */
export interface Standing {
  readonly sessionStart: Instant;
  readonly verdicts: Linking['verdicts'];
  /** The part of the last visit; absent before the first. */
  readonly lastPart: PartId | undefined;
  readonly clientId: ContactId | undefined;
  /** `lost` from the moment a known client is gone until somebody matches (CRD-19). */
  readonly clientWas: 'unknown' | 'known' | 'lost';
  /** The entry whose rule waits for its client. */
  readonly waiting: Entry | undefined;
  /** The entry whose rule was carried out last. */
  readonly carriedOut: Entry | undefined;
  /** For whom the rule carried out last was carried out, and with which card. */
  readonly served: readonly { readonly contactId: ContactId; readonly card: CardId | undefined }[];
  readonly byHand: 'nothing' | 'linked' | 'unlinked';
  readonly handFunnel: FunnelId | undefined;
  readonly card: CardId | undefined;
  readonly stays: readonly ReadStay[];
  readonly unavailable: readonly FunnelId[];
}

export const initialStanding = (sessionStart: Instant, verdicts: Linking['verdicts']): Standing => ({
  sessionStart, verdicts, lastPart: undefined, clientId: undefined, clientWas: 'unknown', waiting: undefined, carriedOut: undefined,
  served: [], byHand: 'nothing', handFunnel: undefined, card: undefined, stays: [], unavailable: [],
});

/** The session's entry into its current funnel. */
export const entryOf = ({ waiting, carriedOut }: Standing): Entry | undefined => waiting ?? carriedOut;

export const currentFunnelOf = (standing: Standing): FunnelId | undefined => entryOf(standing)?.rule.funnelId;

/** The entry that acts once there is a client: none is carried out anew while its card exists, or after a person settled it (CRD-19, CRD-13). */
export function waitsFor({ waiting, carriedOut, clientWas, card, byHand }: Standing): Entry | undefined {
  if (waiting !== undefined) return waiting;
  return clientWas === 'lost' && card === undefined && byHand === 'nothing' ? carriedOut : undefined;
}

/** The session enters a group. */
export function byVisit(before: Standing, visit: GroupVisit): Standing {
  const { rule, group, begins } = visit;
  const standing = { ...before, lastPart: begins.part };
  if (rule === undefined) return standing; // CRD-01, CRD-02
  const entry = { groupId: group.id, rule };
  if (rule.onSince !== undefined && enteredAt(before, visit) < floorToSecond(rule.onSince)) return standing; // CRD-17
  if (rule.funnelId === currentFunnelOf(before)) return standing; // CRD-06
  if (rule.funnelId === before.handFunnel) return { ...standing, waiting: undefined, carriedOut: entry }; // CRD-13
  if (before.clientId === undefined) return { ...standing, waiting: entry }; // CRD-10
  return actedOn({ ...standing, served: [] }, before.clientId, entry); // CRD-03, CRD-04, CRD-05
}

/** A start counts from the session's, a new part from its own, since it is what the transfer made (CRD-16, CRD-17). */
function enteredAt({ sessionStart, lastPart }: Standing, { begins }: GroupVisit): Instant {
  if (lastPart === undefined) return sessionStart;
  return lastPart === begins.part ? begins.at : begins.partStartedAt;
}

/** Something happens to the session outside the groups. */
export function byMark(standing: Standing, mark: LinkMark): Standing {
  switch (mark.type) {
    case 'client-known': return meeting(standing, mark);
    case 'client-lost': return losing(standing);
    case 'waiting-ended': return standing.clientId === undefined ? { ...standing, waiting: undefined, clientWas: 'unknown' } : standing;
    case 'linked-by-hand': return { ...settledByHand(standing), byHand: 'linked', card: mark.cardId, handFunnel: mark.funnelId };
    case 'unlinked-by-hand': return { ...settledByHand(without(standing, standing.card)), byHand: 'unlinked' };
    case 'card-gone': return without(standing, mark.cardId);
  }
}

/** CRD-13: a person settled the waiting rule; the session counts as in its funnel all the same. */
const settledByHand = (standing: Standing): Standing => ({ ...standing, carriedOut: entryOf(standing), waiting: undefined });

function actedOn(standing: Standing, contactId: ContactId, entry: Entry): Standing {
  const read = stayAfter(standing.stays, standing.verdicts, { ...entry, contactId });
  const stays = [...standing.stays, read];
  const { funnelId } = entry.rule;
  if (isUnavailable(read)) return { ...standing, stays, unavailable: [...new Set([...standing.unavailable, funnelId])] };
  const card = cardIn(read.verdict);
  return {
    ...standing, stays, carriedOut: entry, waiting: undefined, byHand: 'nothing', handFunnel: undefined, card: card ?? standing.card,
    served: card === undefined ? standing.served : [...standing.served, { contactId, card }],
  };
}

const isUnavailable = ({ verdict }: ReadStay): boolean => typeof verdict === 'object' && verdict.type === 'funnel-unavailable';

function meeting(before: Standing, mark: Extract<LinkMark, { type: 'client-known' }>): Standing {
  const { contactId } = mark;
  if (before.clientId === contactId) return before;
  const standing = arrived(before, contactId);
  const entry = before.clientId === undefined ? waitsFor(before) : otherClients(before);
  if (entry === undefined) return standing;
  const earlier = before.served.find((each) => each.contactId === contactId);
  if (earlier !== undefined) return { ...standing, card: earlier.card };
  const rule = ruleNow(mark, entry);
  return rule === undefined ? standing : actedOn(standing, contactId, { ...entry, rule });
}

/** CRD-19: the client is another one now: an automatic card is left behind, one that a person linked is kept (CRD-13). */
function arrived(before: Standing, contactId: ContactId): Standing {
  const survives = before.clientWas === 'lost' && before.card !== undefined && before.byHand === 'nothing';
  const standing: Standing = {
    ...before, clientId: contactId, clientWas: 'known', waiting: undefined,
    served: survives ? [...before.served, { contactId, card: before.card }] : before.served,
  };
  if (before.clientId === undefined) return standing;
  return { ...superseded(standing), card: before.byHand === 'linked' ? before.card : undefined };
}

/** What acts for a client who takes another's place (CRD-19). */
const otherClients = (before: Standing): Entry | undefined => (before.byHand === 'linked' ? undefined : entryOf(before));

/** What the group of the entry asked for at that moment (CRD-17). */
function ruleNow({ rules = [] }: Extract<LinkMark, { type: 'client-known' }>, { groupId, rule }: Entry): LinkRule | undefined {
  const told = rules.find((each) => each.groupId === groupId);
  return told === undefined ? rule : told.rule;
}

function losing(before: Standing): Standing {
  if (before.clientId === undefined) return before;
  const standing = superseded(before);
  const undecided = standing.stays.at(-1) !== before.stays.at(-1) && before.byHand === 'nothing';
  return { ...standing, clientId: undefined, clientWas: 'lost', waiting: undecided ? before.carriedOut : undefined };
}

/** What was not decided for the client before is not decided any more. */
const superseded = (standing: Standing): Standing => ({
  ...standing,
  stays: standing.stays.map((read) => (read.verdict === undefined ? { ...read, verdict: 'superseded' } : read)),
});

/** CRD-13, CRD-19: neither a link that was removed nor a deleted card comes back by itself. */
function without(standing: Standing, gone: CardId | undefined): Standing {
  const served = standing.served.map((each) => (each.card === gone ? { ...each, card: undefined } : each));
  if (standing.card !== gone) return { ...standing, served };
  return { ...standing, served, card: undefined, handFunnel: undefined, byHand: standing.byHand === 'linked' ? 'unlinked' : standing.byHand };
}
