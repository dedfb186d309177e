import { endedAt, visitsOf, type ChatSession } from '../attendance/chat-session.ts';
import type { AttendanceGroup, AttendingAgent, SessionComment } from '../attendance/sighting.ts';
import { compareInstants, epochMsOf, type Instant } from '../kernel/instant.ts';
import { mergeMessages } from './merge-messages.ts';
import type { ChatMessage, SystemLine } from './message.ts';

/** One line of a conversation as people read it (PAN-06, PAN-11, SES-05). */
export type TimelineEntry =
  | { readonly type: 'message'; readonly at: Instant; readonly message: ChatMessage }
  | { readonly type: 'comment'; readonly at: Instant; readonly comment: SessionComment }
  | { readonly type: 'transfer'; readonly at: Instant; readonly group?: AttendanceGroup; readonly agent?: AttendingAgent }
  | { readonly type: 'ended'; readonly at: Instant };

/** All that was told of a session, in any order, some of it twice. */
export interface TimelineFacts {
  readonly messages: readonly ChatMessage[];
  /** In their own order; one without a time stands behind the one before it. */
  readonly comments: readonly SessionComment[];
  readonly session: ChatSession;
  /** The part of the conversation that is shown: from a moment on, and before another. */
  readonly from?: Instant;
  readonly before?: Instant;
}

/** The chat tells of a transfer, and of an end, in a line of its own as well, some moments later or earlier. */
const SAME_EVENT_MS = 60_000;
const ENDS: readonly (SystemLine | undefined)[] = ['ended', 'ended-by-inactivity'];

/** A conversation whole: messages, comments, transfers and the end in order of time, each once (PAN-06, PAN-12, SES-11). */
export function composeTimeline({ messages, comments, session, from, before }: TimelineFacts): readonly TimelineEntry[] {
  const merged = mergeMessages([], messages);
  const all = [
    ...untold(transfersOf(session), merged.filter(({ line }) => line === 'transferred')),
    ...merged.map((message): TimelineEntry => ({ type: 'message', at: message.at, message })),
    ...commentEntries(comments, session),
    ...untold(endOf(session), merged.filter(({ line }) => ENDS.includes(line))),
  ];
  return all
    .filter(({ at }) => (from === undefined || at >= from) && (before === undefined || at < before))
    .toSorted((a, b) => compareInstants(a.at, b.at));
}

/** Those events that no line of the chat tells of; each line tells of one. */
function untold(events: readonly TimelineEntry[], lines: readonly ChatMessage[]): readonly TimelineEntry[] {
  const left = [...lines];
  return events.filter((event) => {
    const told = left.findIndex(({ at }) => Math.abs(epochMsOf(at) - epochMsOf(event.at)) <= SAME_EVENT_MS);
    if (told !== -1) left.splice(told, 1);
    return told === -1;
  });
}

/** Each move to another group or another agent; both at one moment are one. */
function transfersOf(session: ChatSession): readonly TimelineEntry[] {
  const groups = changes(visitsOf(session).map(({ group, begins }) => ({ at: begins.at, group })), ({ group }) => group.id);
  const agents = changes(session.agents, ({ agent }) => agent.id ?? agent.name);
  const moments = [...new Set([...groups, ...agents].map(({ at }) => at))].toSorted(compareInstants);
  return moments.map((at) => {
    const group = groups.findLast((each) => each.at === at)?.group;
    const agent = agents.findLast((each) => each.at === at)?.agent;
    return { type: 'transfer', at, ...(group === undefined ? {} : { group }), ...(agent === undefined ? {} : { agent }) };
  });
}

/** Those that differ from the one before them; the first is no change. */
const changes = <Seen>(seen: readonly Seen[], keyOf: (each: Seen) => string): readonly Seen[] =>
  seen.filter((each, index) => {
    const before = seen[index - 1];
    return before !== undefined && keyOf(before) !== keyOf(each);
  });

function endOf(session: ChatSession): readonly TimelineEntry[] {
  const at = endedAt(session);
  return at === undefined ? [] : [{ type: 'ended', at }];
}

function commentEntries(comments: readonly SessionComment[], session: ChatSession): readonly TimelineEntry[] {
  let last = session.parts[0]?.startedAt;
  return comments.filter(isFirstTelling).flatMap((comment): readonly TimelineEntry[] => {
    last = comment.at ?? last;
    return last === undefined ? [] : [{ type: 'comment', at: last, comment }];
  });
}

/** Without a time two comments that say the same may well be two. */
const isFirstTelling = (comment: SessionComment, index: number, all: readonly SessionComment[]): boolean =>
  comment.at === undefined || index === all.findIndex((other) => other.at === comment.at && other.author === comment.author && other.text === comment.text);
