import { InputRejected, parseAgentId, type Language } from '../domain/index.ts';
import type { AgentAccess, Launch, LaunchWish } from '../ports/index.ts';
import type { ConnectionBook } from './use-cases/activation/connection-book.ts';

/** How a host lets its users open the agents' panel (PAN-13). */
export interface HostAgents {
  /**
   * Mints a launch token for the host's page: for that page alone, used once, within 60 seconds.
   *
   * @throws {@link InputRejected} `input.connection-unknown`.
   */
  launch(wish: LaunchWish, language?: Language): Promise<Launch>;
  /** Ends every token of a connection, or of one agent, as when somebody leaves the company. */
  withdraw(wish: { readonly connection: string; readonly agent?: string | number }): Promise<void>;
}

/** The host reaches every connection. */
export const createHostAgents = (access: AgentAccess, book: Pick<ConnectionBook, 'get'>): HostAgents => ({
  async launch(wish, language) {
    const { id } = await book.get(wish.connection);
    const launch = await access.launch('every-connection', { ...wish, connection: id }, language);
    if (launch !== undefined) return launch;
    throw new InputRejected('input.connection-unknown', `There is no connection ${id}. List the connections to see their ids.`, { field: 'connection' });
  },
  async withdraw({ connection, agent }) {
    const { id } = await book.get(connection);
    if (agent === undefined) return await access.withdraw(id);
    const parsed = parseAgentId(agent);
    if (!parsed.ok) throw new InputRejected('input.agent-missing', "agent is empty: give the chat's id of the agent, or leave it out for all.", { field: 'agent' });
    await access.withdraw(id, parsed.value);
  },
});
