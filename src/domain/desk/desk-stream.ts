import type { AgentId } from '../agent/agent.ts';
import type { SessionComment } from '../attendance/sighting.ts';
import type { ChatMessage } from '../conversation/message.ts';
import type { DeskListing } from './desk-listing.ts';

/** Why a session leaves an agent's lists. `taken`: it had ended, and somebody attends it again. */
export type RemovalReason = 'transferred' | 'closed' | 'taken';

/** What an agent's panel is told of a session. */
export type SessionNews =
  | { readonly type: 'session.upsert'; readonly data: DeskListing['row'] }
  | { readonly type: 'session.remove'; readonly data: { readonly protocol: string; readonly reason: RemovalReason } }
  | { readonly type: 'message.new' | 'message.patch'; readonly data: { readonly protocol: string; readonly message: ChatMessage } }
  | { readonly type: 'comment.new'; readonly data: { readonly protocol: string; readonly comment: SessionComment } }
  | { readonly type: 'contact.linked'; readonly data: { readonly protocol: string; readonly contactId?: string } }
  | { readonly type: 'card.linked'; readonly data: { readonly protocol: string; readonly cardId?: string } }
  /** By how much the agent's numbers change; `unread` counts sessions in progress that hold something unread. */
  | { readonly type: 'counts'; readonly data: { readonly change: CountChange } };

/** A difference to the numbers of an agent's lists. */
export interface CountChange {
  readonly open: number;
  readonly closed: number;
  readonly unread: number;
}

/** News for one agent. */
export interface AgentNews {
  readonly agent: AgentId;
  readonly event: SessionNews;
}

/** What happened to a session beside its row. */
export interface DeskHappenings {
  /** Not known before. */
  readonly newMessages?: readonly ChatMessage[];
  /** Known, and different now. */
  readonly changedMessages?: readonly ChatMessage[];
  readonly newComments?: readonly SessionComment[];
}

/** Who finds a session in a list: the one who attends it while it runs, everybody who took part once it has ended (PAN-01). */
export const viewersOf = (listing: DeskListing | undefined): readonly AgentId[] => {
  if (listing === undefined) return [];
  if (listing.row.tab === 'closed') return listing.agents;
  return listing.agent === undefined ? [] : [listing.agent];
};

/**
 * What each agent is told when a session changes, in the order in which it is told: a session leaves the lists of those who see it no more, and
 * all else goes to those who see it now, and to nobody besides.
 *
 * @param before - absent for a session that no list held.
 */
export function streamOf(before: DeskListing | undefined, after: DeskListing, happenings: DeskHappenings = {}): readonly AgentNews[] {
  const [saw, sees] = [viewersOf(before), viewersOf(after)];
  const { protocol } = after.row;
  const shown = sees.flatMap((agent) => [...rowNews(before, after, saw.includes(agent)), ...talkNews(protocol, happenings)].map((event) => ({ agent, event })));
  const gone = saw.filter((agent) => !sees.includes(agent));
  const removed = gone.map((agent): AgentNews => ({ agent, event: { type: 'session.remove', data: { protocol, reason: reasonOf(before, after) } } }));
  const counted = [...gone, ...sees].flatMap((agent): readonly AgentNews[] => {
    const change = countChange(before, after, agent);
    return change === undefined ? [] : [{ agent, event: { type: 'counts', data: { change } } }];
  });
  return [...removed, ...shown, ...counted];
}

function reasonOf(before: DeskListing | undefined, after: DeskListing): RemovalReason {
  if (after.row.tab === 'closed') return 'closed';
  return before?.row.tab === 'closed' ? 'taken' : 'transferred';
}

function rowNews(before: DeskListing | undefined, after: DeskListing, saw: boolean): readonly SessionNews[] {
  const [{ row: now }, was] = [after, saw ? before?.row : undefined];
  const { protocol, contactId, cardId } = now;
  return [
    ...(isSame(was, now) ? [] : [{ type: 'session.upsert', data: now } as const]),
    ...(was === undefined || was.contactId === contactId ? [] : [{ type: 'contact.linked', data: { protocol, ...(contactId === undefined ? {} : { contactId }) } } as const]),
    ...(was === undefined || was.cardId === cardId ? [] : [{ type: 'card.linked', data: { protocol, ...(cardId === undefined ? {} : { cardId }) } } as const]),
  ];
}

const talkNews = (protocol: string, { newMessages = [], changedMessages = [], newComments = [] }: DeskHappenings): readonly SessionNews[] => [
  ...newMessages.map((message) => ({ type: 'message.new', data: { protocol, message } }) as const),
  ...changedMessages.map((message) => ({ type: 'message.patch', data: { protocol, message } }) as const),
  ...newComments.map((comment) => ({ type: 'comment.new', data: { protocol, comment } }) as const),
];

/** What a session adds to the numbers of an agent; nothing where the agent does not see it. */
function countedFor(listing: DeskListing | undefined, agent: AgentId): CountChange {
  if (listing === undefined || !viewersOf(listing).includes(agent)) return { open: 0, closed: 0, unread: 0 };
  const { tab, unread } = listing.row;
  return { open: tab === 'open' ? 1 : 0, closed: tab === 'closed' ? 1 : 0, unread: tab === 'open' && unread > 0 ? 1 : 0 };
}

function countChange(before: DeskListing | undefined, after: DeskListing, agent: AgentId): CountChange | undefined {
  const [was, is] = [countedFor(before, agent), countedFor(after, agent)];
  const change = { open: is.open - was.open, closed: is.closed - was.closed, unread: is.unread - was.unread };
  return Object.values(change).some((by) => by !== 0) ? change : undefined;
}

/** Rows are plain data, composed in one place, so that equal ones are written alike. */
const isSame = (a: DeskListing['row'] | undefined, b: DeskListing['row']): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);
