import type { AgentId } from '../domain/agent/agent.ts';
import type { ActiveSend, ChatSendId, SendId, SendState } from '../domain/active-send/active-send.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { StreamWish } from './stream.ts';

/** Which sends are wanted, newest first. */
export interface SendQuery {
  readonly agent?: AgentId;
  readonly states?: readonly SendState[];
  /** A part of the name, accents and case ignored, or at least three digits of the phone. */
  readonly search?: string;
  readonly after?: SendId;
  readonly limit: number;
}

/** Sends that may yet stand otherwise: all but those that failed or were answered. */
export interface UnsettledQuery {
  /** Not looked at since. */
  readonly seenBefore: Instant;
  /** Made then or later: of older ones nothing is to be heard any more. */
  readonly madeSince: Instant;
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
   * Changes a send that is there, and tells agents of it, both or neither. One that is gone was erased: it stays so, and nobody is told.
   * Whoever changes it has just looked at it.
   */
  change(connection: ConnectionId, send: ActiveSend, told: readonly StreamWish[]): Promise<'changed' | 'gone'>;
  /** Sends that have not come to their end, the longest unseen first. */
  unsettled(connection: ConnectionId, query: UnsettledQuery & { readonly limit: number }): Promise<readonly ActiveSend[]>;
  /** The connections that have any such send. One cheap question for all of them, whatever they have sent before. */
  toLookAt(query: UnsettledQuery): Promise<readonly ConnectionId[]>;
  /** When the last send to this number (E.164, in either of its forms: PHN-04) was made, whatever became of it; for Meta's pair rate. */
  lastTo(connection: ConnectionId, phone: string): Promise<Instant | undefined>;
  /** Who wants no active sends. `phone` is E.164. Outlasts an erasure: a hash stands for the number. The first word of somebody stands. */
  optOut(connection: ConnectionId, phone: string, at: Instant): Promise<void>;
  optIn(connection: ConnectionId, phone: string): Promise<void>;
  hasOptedOut(connection: ConnectionId, phone: string): Promise<Instant | undefined>;
}
