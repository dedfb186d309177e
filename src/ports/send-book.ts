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
 * Every active send and its outcome (SND-03). Personal data: erased with the person.
 */
export interface SendBook {
  /** Keeps a send, or changes the one with its id. */
  keep(connection: ConnectionId, send: ActiveSend): Promise<void>;
  find(connection: ConnectionId, id: SendId): Promise<ActiveSend | undefined>;
  findByChatId(connection: ConnectionId, id: ChatSendId): Promise<ActiveSend | undefined>;
  list(connection: ConnectionId, query: SendQuery): Promise<readonly ActiveSend[]>;
  /** Sends whose state may still change and which were last looked at before then, the longest unseen first. */
  unsettled(connection: ConnectionId, query: { readonly seenBefore: Instant; readonly limit: number }): Promise<readonly ActiveSend[]>;
  /** When a send last went to this number (E.164), for Meta's pair rate. */
  lastTo(connection: ConnectionId, phone: string): Promise<Instant | undefined>;
  /** Who wants no active sends. `phone` is E.164. */
  optOut(connection: ConnectionId, phone: string, at: Instant): Promise<void>;
  optIn(connection: ConnectionId, phone: string): Promise<void>;
  hasOptedOut(connection: ConnectionId, phone: string): Promise<Instant | undefined>;
}
