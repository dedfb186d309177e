import { compareContactIds, type ContactId } from '../contact/contact.ts';
import type { ChatClientId } from './chat-client.ts';
import type { ChatClientPlan, SynchronisationStep, UnlinkChatClient } from './plan-chat-client.ts';

/** A contact and a chat client that carries its id. */
export interface KnownLink {
  readonly contact: ContactId;
  readonly client: ChatClientId;
}

/** One page of the CRM's contacts, in order of ids, beside what is known to be linked. */
export interface ReconciledPage {
  /** The contact behind which the page began; absent for the first. */
  readonly after?: ContactId | undefined;
  /** The page's last contact; absent for the last page, which reaches to the end. */
  readonly upTo?: ContactId | undefined;
  readonly contacts: readonly ContactId[];
  /** At least the links of that stretch; others are passed over. */
  readonly links: readonly KnownLink[];
}

/**
 * The links of a page whose contact the page does not have. A list that lacks a row proves nothing, so each is to be read by itself
 * before anything is unlinked: {@link decideUnlinkings}.
 */
export function findMissing({ after, upTo, contacts, links }: ReconciledPage): readonly KnownLink[] {
  const listed = new Set(contacts);
  return links
    .filter(({ contact }) => (after === undefined || compareContactIds(contact, after) > 0) && (upTo === undefined || compareContactIds(contact, upTo) <= 0))
    .filter(({ contact }) => !listed.has(contact));
}

/** What reading a missing contact by itself said. `unsure`: the read failed, or its answer cannot be trusted. */
export type RowReading = 'absent' | 'present' | 'unsure';

/** A link that a run would take away: a plan's step, or one whose contact was not listed. */
export type DoubtedLink =
  | { readonly step: UnlinkChatClient }
  | { readonly missing: KnownLink; readonly reading?: RowReading };

/** All that one run would unlink. Links are counted before the run. */
export interface UnlinkingFacts {
  readonly doubted: readonly DoubtedLink[];
  readonly linkCount: number;
  /** As many as a person agreed to, having seen the plan. */
  readonly agreedTo?: number;
}

/** What becomes of the links that a run would take away. */
export type UnlinkingDecision =
  /** These contacts are to be read one by one first. */
  | { readonly outcome: 'confirm-first'; readonly contacts: readonly ContactId[] }
  /** Too many to go without asking. `share` is of all links, 0 to 1. */
  | { readonly outcome: 'ask'; readonly count: number; readonly share: number; readonly limit: number }
  /** `revisit`: contacts that are there after all, to be planned. `unsure`: left as they are until the next run. */
  | { readonly outcome: 'planned'; readonly steps: readonly UnlinkChatClient[]; readonly revisit: readonly ContactId[]; readonly unsure: readonly ContactId[] };

const MOST_ROWS = 50;
const LARGEST_SHARE = 0.01;

/**
 * Decides at the end of a reconciliation what is unlinked: nothing whose absence was not confirmed row by row, and nothing at all
 * without asking where it would be more than 50 links or 1 % of them. One link may always go, since 1 % of few is none.
 */
export function decideUnlinkings({ doubted, linkCount, agreedTo = 0 }: UnlinkingFacts): UnlinkingDecision {
  const missing = doubted.flatMap((each) => ('missing' in each ? [each] : []));
  const unread = missing.filter(({ reading }) => reading === undefined).map((each) => each.missing.contact);
  if (unread.length > 0) return { outcome: 'confirm-first', contacts: eachOnce(unread) };

  const steps = eachClientOnce(doubted.flatMap((each) => ('step' in each ? [each.step] : each.reading === 'absent' ? [unlinkingOf(each.missing)] : [])));
  const limit = Math.min(MOST_ROWS, Math.max(1, Math.floor(linkCount * LARGEST_SHARE)));
  if (steps.length > Math.max(limit, agreedTo)) return { outcome: 'ask', count: steps.length, share: steps.length / Math.max(linkCount, steps.length), limit };
  const readAs = (wanted: RowReading): readonly ContactId[] => eachOnce(missing.filter(({ reading }) => reading === wanted).map((each) => each.missing.contact));
  return { outcome: 'planned', steps, revisit: readAs('present'), unsure: readAs('unsure') };
}

/** How many writes of each kind a run would make, and how many conflicts it found: what a dry run shows. */
export type PlanTally = Readonly<Record<SynchronisationStep['type'] | 'conflicts', number>>;

/** Nothing counted yet. */
export const emptyTally: PlanTally = { CreateChatClient: 0, UpdateChatClient: 0, UnlinkChatClient: 0, WriteContact: 0, conflicts: 0 };

/** Counts one contact's plan in. A conflict is counted where the number was lost, so once. */
export function tallyPlan(tally: PlanTally, { match, steps }: ChatClientPlan, contact: ContactId): PlanTally {
  const lost = match.outcome === 'not-asked' ? [] : match.conflicts.filter(({ other }) => other === contact);
  const counted = steps.reduce((sum, { type }) => ({ ...sum, [type]: sum[type] + 1 }), tally);
  return { ...counted, conflicts: counted.conflicts + lost.length };
}

const unlinkingOf = ({ contact, client }: KnownLink): UnlinkChatClient => ({ type: 'UnlinkChatClient', client, contact, because: 'contact-deleted' });

const eachOnce = (contacts: readonly ContactId[]): readonly ContactId[] => [...new Set(contacts)].toSorted(compareContactIds);

const eachClientOnce = (steps: readonly UnlinkChatClient[]): readonly UnlinkChatClient[] => [...new Map(steps.map((step) => [step.client, step])).values()];
