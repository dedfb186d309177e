import type { AgentId } from '../domain/agent/agent.ts';
import type { ActiveSend, ChatSendId, SendId, SendState } from '../domain/active-send/active-send.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** Which sends are wanted, newest first. */
export interface SendQuery {
  readonly agent?: AgentId;
  readonly states?: readonly SendState[];
  /** A part of the name, accents and case ignored, or at least three digits of the phone. */
  readonly search?: string;
  readonly after?: SendId;
  readonly limit: number;
}

/**
 * Every active send and its outcome (SND-03). Personal data: erased with the person, by the number and by the session that came of it.
 */
export interface SendBook {
  /** Keeps a send, or changes the one with its id. Whoever keeps it has just looked at it. */
  keep(connection: ConnectionId, send: ActiveSend): Promise<void>;
  find(connection: ConnectionId, id: SendId): Promise<ActiveSend | undefined>;
  findByChatId(connection: ConnectionId, id: ChatSendId): Promise<ActiveSend | undefined>;
  list(connection: ConnectionId, query: SendQuery): Promise<readonly ActiveSend[]>;
  /**
   * Sends of which the chat may yet tell otherwise (`queued`, `sent`, `delivered`, `unknown`) and which were last looked at before then, the
   * longest unseen first. That one that was read is answered is told by a session.
   */
  unsettled(connection: ConnectionId, query: { readonly seenBefore: Instant; readonly limit: number }): Promise<readonly ActiveSend[]>;
  /** When the last send to this number (E.164, in either of its forms: PHN-04) was made, whatever became of it; for Meta's pair rate. */
  lastTo(connection: ConnectionId, phone: string): Promise<Instant | undefined>;
  /** Who wants no active sends. `phone` is E.164. Outlasts an erasure: a hash stands for the number. The first word of somebody stands. */
  optOut(connection: ConnectionId, phone: string, at: Instant): Promise<void>;
  optIn(connection: ConnectionId, phone: string): Promise<void>;
  hasOptedOut(connection: ConnectionId, phone: string): Promise<Instant | undefined>;
}
