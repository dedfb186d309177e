import type { AgentId } from '../domain/agent/agent.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** For whom a token stands (DESIGN §7). */
export interface AgentPass {
  readonly connection: ConnectionId;
  readonly agent: AgentId;
  /** The origin of the page in which the panel may sit, `https://app.ploomes.com`. */
  readonly origin: string;
  readonly expiresAt: Instant;
}

/** Tokens of agents, kept as hashes alone: a launch token is exchanged once for a bearer, which lives longer. */
export interface AgentPasses {
  /** Keeps a launch token. */
  keepLaunch(tokenHash: string, pass: AgentPass): Promise<void>;
  /**
   * Ends a launch token and keeps the bearer that it is exchanged for, both or neither. Of two that come at once one is given it.
   *
   * @returns the pass of the bearer, or why there is none: `refused` for a token that is unknown, was used, is over or is for another origin;
   * one that is for another origin is used up all the same.
   */
  redeem(tokenHash: string, at: { readonly now: Instant; readonly origin: string }, bearer: { readonly hash: string; readonly expiresAt: Instant }): Promise<AgentPass | 'refused'>;
  /** The pass of a bearer that is not over. */
  find(bearerHash: string, now: Instant): Promise<AgentPass | undefined>;
  /** Ends all tokens of a connection, or those of one agent. */
  withdraw(connection: ConnectionId, agent?: AgentId): Promise<void>;
  /** Forgets what is over. */
  trim(now: Instant): Promise<void>;
}
