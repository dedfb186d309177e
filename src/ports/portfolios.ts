import type { AgentId } from '../domain/agent/agent.ts';
import type { ChatClientId } from '../domain/synchronisation/chat-client.ts';

/** An agent who attends a client as one of the agent's own (AGT-03). */
export interface Association {
  readonly client: ChatClientId;
  readonly agent: AgentId;
}

/** Some associations, oldest first. */
export interface AssociationPage {
  readonly associations: readonly Association[];
  /** Where the next page begins; absent on the last one. Holds across processes and restarts. */
  readonly next?: string;
}

/** Which agents of the chat have which clients. Agents whom the roster does not tell of are left out. Failures: `PortFailure`. */
export interface Portfolios {
  /** The agents of a client, each once; none where the chat knows no such client. */
  ofClient(client: ChatClientId): Promise<readonly AgentId[]>;
  /**
   * One page of all associations, each once over all pages; a page may hold none although others follow.
   *
   * @param next - what the page before gave; absent for the first.
   */
  list(next?: string): Promise<AssociationPage>;
  /** A repeat is harmless. A client or an agent that is not there fails with `port.missing`. */
  add(association: Association): Promise<void>;
  /** A repeat is harmless: what was never there is as good as removed. */
  remove(association: Association): Promise<void>;
}
