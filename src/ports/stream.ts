import type { AgentId } from '../domain/agent/agent.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** What an agent's panel is told. `data` is JSON-safe. */
export interface DeskEvent {
  readonly type:
    | 'session.upsert' | 'session.remove' | 'message.new' | 'message.patch' | 'comment.new' | 'call.state' | 'agent.state' | 'counts'
    | 'contact.linked' | 'card.linked' | 'send.state' | 'act.ended';
  readonly data: unknown;
}

/** An event for one agent of one connection, and for nobody else. */
export interface StreamWish {
  readonly agent: AgentId;
  readonly event: DeskEvent;
}

/** An event as it was written. */
export interface StreamedEvent extends DeskEvent {
  /** Counts the events of this agent from 1, without holes. */
  readonly seq: number;
  readonly at: Instant;
}

/** What came after a place. `gap`: some of it is kept no more, so that whoever reads on has to load the lists anew. */
export interface StreamReading {
  readonly events: readonly StreamedEvent[];
  readonly gap: 'yes' | 'no';
}

/**
 * Events for agents, each agent's in one order over all processes: whoever reads on from the last number seen misses nothing and is told
 * nothing twice (DESIGN §5). Kept for 10 minutes or 2,000 events of an agent, whichever is more; an erasure takes all events of the
 * connection. After a restore numbers go on far behind those that were given, and after a move behind the last one: either is a gap for
 * whoever was not told everything.
 */
export interface Stream {
  /** Beside the settlement of a delivery, which writes its own. All or none. */
  append(connection: ConnectionId, wishes: readonly StreamWish[]): Promise<void>;
  /** Events after a number, oldest first. A number that was never given is a gap. */
  read(connection: ConnectionId, agent: AgentId, query: { readonly after: number; readonly limit: number }): Promise<StreamReading>;
  /** The number of the newest event; 0 where there was none. */
  head(connection: ConnectionId, agent: AgentId): Promise<number>;
  /** Resolves when something may have been written for the agent, by whatever process, or when that time is over. */
  news(connection: ConnectionId, agent: AgentId, query: { readonly after: number; readonly withinMs: number; readonly signal?: AbortSignal }): Promise<void>;
  /** Drops what is kept no more. */
  trim(now: Instant): Promise<void>;
}
