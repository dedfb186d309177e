import type { Instant } from '../kernel/instant.ts';
import type { ChatMessage, MessageAuthor, MessageId, MessageKind, SystemLine } from './message.ts';

/** How a conversation stands, as agents see it in their lists (PAN-01, PAN-11). The same messages in any order give the same. */
export interface Talk {
  readonly last?: { readonly at: Instant; readonly id: MessageId; readonly by: MessageAuthor; readonly kind: MessageKind; readonly text?: string; readonly line?: SystemLine };
  /** When the client last wrote: WhatsApp's 24 hours count from then. */
  readonly lastInboundAt?: Instant;
  /** When an agent last answered. */
  readonly answeredAt?: Instant;
  /** Up to when the agent has read; what an agent answers, an agent has read. */
  readonly readUpTo?: Instant;
  /** When the client's messages since the last answer were written, the oldest first. */
  readonly pending: readonly Instant[];
  /** Of these, the ones that nobody has read. */
  readonly unread: readonly Instant[];
  /** The first of them: since then the client waits for a person. */
  readonly unanswered?: Instant;
}

/** So much of a message is shown in a list. */
const PREVIEW_LENGTH = 120;
/** Nobody counts further. */
const MOST_PENDING = 100;

const SILENT: Talk = { pending: [], unread: [] };

/**
 * How the conversation stands after a message that was not known before.
 *
 * @param talk - absent before the first message.
 */
export function evolveTalk(talk: Talk | undefined, message: ChatMessage): Talk {
  const before = talk ?? SILENT;
  const after = before.last === undefined || isAfter(message, before.last) ? { ...before, last: lastOf(message) } : before;
  if (message.by === 'client') return heard(after, message.at);
  return message.by === 'agent' && message.state !== 'failed' ? standing({ ...after, answeredAt: later(after.answeredAt, message.at) }) : after;
}

/** How it stands once all up to that moment has been read; the client goes on waiting for an answer. */
export const readTalk = (talk: Talk, upTo: Instant): Talk =>
  talk.readUpTo !== undefined && talk.readUpTo >= upTo ? talk : standing({ ...talk, readUpTo: upTo });

const heard = (talk: Talk, at: Instant): Talk =>
  standing({ ...talk, lastInboundAt: later(talk.lastInboundAt, at), pending: [...talk.pending, at].toSorted().slice(0, MOST_PENDING) });

/** With what follows from the rest. */
function standing(before: Talk): Talk {
  const { unanswered: _, ...talk } = before;
  const { answeredAt, readUpTo } = talk;
  const pending = talk.pending.filter((at) => answeredAt === undefined || at > answeredAt);
  const [unanswered] = pending;
  return { ...talk, pending, unread: pending.filter((at) => readUpTo === undefined || at > readUpTo), ...(unanswered === undefined ? {} : { unanswered }) };
}

const later = (a: Instant | undefined, b: Instant): Instant => (a !== undefined && a > b ? a : b);

const isAfter = (a: Pick<ChatMessage, 'at' | 'id'>, b: Pick<ChatMessage, 'at' | 'id'>): boolean => a.at > b.at || (a.at === b.at && a.id > b.id);

const lastOf = ({ at, id, by, kind, text, line }: ChatMessage): NonNullable<Talk['last']> =>
  ({ at, id, by, kind, ...(text === undefined ? {} : { text: text.slice(0, PREVIEW_LENGTH) }), ...(line === undefined ? {} : { line }) });
