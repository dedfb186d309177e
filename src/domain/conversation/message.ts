import { parseId, type Brand } from '../kernel/brand.ts';
import type { AgentId } from '../agent/agent.ts';
import type { PartId } from '../attendance/sighting.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Result } from '../kernel/result.ts';

/** The chat's id of a message. */
export type MessageId = Brand<string, 'MessageId'>;

/** Who said it; a bot's part is shown as such (SES-11), and the system's are transfers, ends and the like. */
export type MessageAuthor = 'client' | 'agent' | 'bot' | 'system';

/** What it carries (PAN-11). `interactive`: buttons and lists, of which the chosen text is told. */
export type MessageKind = 'text' | 'audio' | 'image' | 'video' | 'file' | 'location' | 'contact' | 'interactive';

/** How far a message of ours has come; never back, but that a failure may follow on what was sent. */
export type MessageState = 'queued' | 'sent' | 'delivered' | 'read' | 'failed';

/** A file within a message. */
export interface MessageMedia {
  /** The chat's own address of it: it is read through the hub, and handed to no browser. */
  readonly ref: string;
  readonly name?: string;
  /** As the chat names it, never to be believed. */
  readonly contentType?: string;
}

/** What happened to the session, told as a line of its conversation (SES-11, PAN-12). */
export type SystemLine = 'transferred' | 'queued' | 'ended' | 'ended-by-inactivity' | 'bot-began' | 'bot-ended' | 'message-removed' | 'other';

/** One message of a conversation (PAN-11). */
export interface ChatMessage {
  readonly id: MessageId;
  readonly part: PartId;
  readonly at: Instant;
  readonly by: MessageAuthor;
  readonly authorName?: string;
  readonly agentId?: AgentId;
  readonly kind: MessageKind;
  readonly text?: string;
  readonly media?: MessageMedia;
  readonly replyTo?: MessageId;
  /** Of messages of the system. */
  readonly line?: SystemLine;
  /** Of messages sent from here. */
  readonly state?: MessageState;
  /** Why it failed: a code of {@link MessageState} `failed`, as Meta or the chat gave it (`131047`, `NO_OPEN_WINDOW`). */
  readonly failure?: string;
  /** What the panel called it before it had an id, so that it is not shown twice. */
  readonly clientKey?: string;
}

/** Reads the chat's id of a message. */
export const parseMessageId = (raw: string | number): Result<MessageId, 'empty'> => parseId(raw);
