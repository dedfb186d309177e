import type { Protocol, PartId } from '../domain/attendance/sighting.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { ChatMessage, MessageId } from '../domain/conversation/message.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** A message that the hub keeps, with the session that it belongs to. One that is kept under its id is replaced. */
export interface KeptMessage {
  readonly protocol: Protocol;
  readonly message: ChatMessage;
}

/** A place in a conversation, older messages lying before it. */
export interface ConversationPlace {
  readonly at: Instant;
  readonly id: MessageId;
}

/**
 * The conversations as far as this hub was told of them or has read them. Written by the settlement of a delivery of the session's lane;
 * personal data: erased with the person; text, files and the author's name expire with the payloads, and that there was a message stays (HUB-05).
 */
export interface ConversationBook {
  /** Messages of a session before a place, or the newest; oldest first. Order: time, then id. */
  page(connection: ConnectionId, protocol: Protocol, query: { readonly before?: ConversationPlace; readonly limit: number }): Promise<readonly ChatMessage[]>;
  find(connection: ConnectionId, id: MessageId): Promise<KeptMessage | undefined>;
  /** The newest message of a part, by which whoever reads it knows how far back to go. */
  newestOf(connection: ConnectionId, part: PartId): Promise<ConversationPlace | undefined>;
  /** The message that was sent from here under this key. */
  findByClientKey(connection: ConnectionId, protocol: Protocol, clientKey: string): Promise<ChatMessage | undefined>;
}
