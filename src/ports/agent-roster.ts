import type { Agent } from '../domain/agent/agent.ts';

/** The chat platform's agents, inactive ones included. */
export interface AgentRoster {
  /** May be up to a minute old. */
  list(): Promise<readonly Agent[]>;
}
