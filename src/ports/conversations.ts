import type { ChatMessage } from '../domain/conversation/message.ts';
import type { PartId } from '../domain/attendance/sighting.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** Some messages of one part, oldest first. */
export interface MessagePage {
  readonly messages: readonly ChatMessage[];
  /** Where the page of older ones begins; absent where there is none. */
  readonly older?: string;
}

/** The recording of a call (SES-06). */
export interface CallRecording {
  readonly part: PartId;
  readonly ref: string;
  readonly at?: Instant;
}

/** A file of the chat, or the part of it that was asked for, as it is read. Whoever does not read it to its end cancels it. */
export interface MediaReading {
  readonly body: ReadableStream<Uint8Array>;
  /** As the chat names it, never to be believed. */
  readonly contentType?: string;
  readonly length?: number;
  /** `bytes 0-99/1000`, where a part was asked for and given. */
  readonly contentRange?: string;
}

/** What was said in sessions. Absence is `undefined` or an empty list. Failures: `PortFailure`. */
export interface Conversations {
  /** Whether the chat tells of new messages by itself, or has to be asked now and then about conversations that are looked at. */
  readonly news: 'told' | 'asked';
  /** Of a chat that is asked: the pause between two questions about one conversation. */
  readonly askEveryMs?: number;
  /** The newest messages of a part, or those before a place that an earlier page gave; comments are none (they are the registry's). */
  messages(part: PartId, page: { readonly older?: string; readonly limit: number }): Promise<MessagePage>;
  recordings(part: PartId): Promise<readonly CallRecording[]>;
  /**
   * Opens a file by the `ref` of a message or a recording. Only addresses of the chat's own hosts, and what those send on to, are asked
   * (DESIGN §7); any other fails with `port.refused`. `undefined` for one that is gone.
   *
   * @param range - as in the HTTP header, `bytes=0-99`.
   */
  open(ref: string, range?: string): Promise<MediaReading | undefined>;
}
