import { composeTimeline, mergeMessages, parseMessageId, type ChatMessage, type PartId, type Protocol } from '../../../domain/index.ts';
import type { CallRecording, Chat, ConversationBook, Conversations, MediaReading, SessionHistory } from '../../../ports/index.ts';
import type { ConnectionId } from '../../../domain/index.ts';
import type { SessionState } from '../session-state.ts';
import { withoutRef } from './desk-listing.ts';

/** A session whose conversation is read, and where it was held. */
export interface ArchivedSession {
  readonly connection: ConnectionId;
  readonly protocol: Protocol;
  readonly parts: readonly PartId[];
  readonly state: SessionState;
  readonly chat: Pick<Chat, 'attendance' | 'conversations'>;
}

/** All that was said in a session, by what the hub was told and by what the chat has (SES-06). Who may read it is not decided here. */
export interface SessionArchive {
  /** In order, each message once. */
  messages(session: ArchivedSession): Promise<readonly ChatMessage[]>;
  history(session: ArchivedSession): Promise<SessionHistory>;
  /** The file of a message, or `recording:<number>` of a call. */
  file(session: ArchivedSession, name: string, range?: string): Promise<(MediaReading & { readonly name?: string }) | undefined>;
}

/** No conversation is longer. */
const LONGEST = 5_000;
const PAGE = 50;

export function createSessionArchive(conversations: ConversationBook): SessionArchive {
  async function messages({ connection, protocol, parts, chat }: ArchivedSession): Promise<readonly ChatMessage[]> {
    const read = await Promise.all(parts.map(async (part) => await wholePart(chat.conversations, part)));
    return mergeMessages(read.flat(), await conversations.page(connection, protocol, { limit: LONGEST }));
  }

  async function refOf(session: ArchivedSession, name: string): Promise<{ readonly ref: string; readonly name?: string } | undefined> {
    const [, recording] = /^recording:(\d{1,4})$/.exec(name) ?? [];
    if (recording !== undefined) return (await recordingsOf(session))[Number(recording)];
    const id = parseMessageId(name);
    const kept = id.ok ? await conversations.find(session.connection, id.value) : undefined;
    if (kept !== undefined) return kept.protocol === session.protocol ? kept.message.media : undefined;
    return (await messages(session)).find((message) => message.id === name)?.media;
  }

  return {
    messages,
    async history(session) {
      const { chat, parts, state } = session;
      const [said, comments, recordings] = await Promise.all([messages(session), chat.attendance.commentsOf(parts), recordingsOf(session)]);
      const lines = composeTimeline({ messages: said, comments, session: state.followed.session });
      return {
        lines: lines.map((line) => (line.type === 'message' ? { ...line, message: withoutRef(line.message) } : line)),
        recordings: recordings.map(({ at }, number) => ({ number, ...(at === undefined ? {} : { at }) })),
      };
    },
    async file(session, name, range) {
      const file = await refOf(session, name);
      const reading = file && await session.chat.conversations?.open(file.ref, range);
      return reading && { ...reading, ...(file?.name === undefined ? {} : { name: file.name }) };
    },
  };
}

async function recordingsOf({ chat, parts }: ArchivedSession): Promise<readonly CallRecording[]> {
  const source = chat.conversations;
  return source === undefined ? [] : (await Promise.all(parts.map(async (part) => await source.recordings(part)))).flat();
}

async function wholePart(source: Conversations | undefined, part: PartId): Promise<readonly ChatMessage[]> {
  const read: ChatMessage[] = [];
  if (source === undefined) return read;
  let older: string | undefined;
  for (let pages = 0; pages * PAGE < LONGEST; pages += 1) {
    const page = await source.messages(part, { limit: PAGE, ...(older === undefined ? {} : { older }) });
    read.push(...page.messages);
    older = page.older;
    if (older === undefined) break;
  }
  return read;
}
