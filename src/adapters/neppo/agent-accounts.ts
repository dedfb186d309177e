import type { AgentId } from '../../domain/agent/agent.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { translateIdentity, type AgentIdentity } from './translate/desk.ts';
import { wireAgent } from './wire/agent.ts';
import { idIs } from './wire/list.ts';

const FRESH_MS = 10 * 60_000;

/** Tells under which account an agent acts; `undefined` for one whom the chat does not have. */
export type AgentAccounts = (agent: AgentId) => Promise<AgentIdentity | undefined>;

/** User names hardly ever change, and every act names one: each is asked for once in ten minutes. */
export function createAgentAccounts(client: NeppoClient, { agents }: NeppoConfig, { now }: Clock): AgentAccounts {
  const known = new Map<AgentId, { readonly until: Instant; readonly identity: AgentIdentity }>();
  return async (agent) => {
    const remembered = known.get(agent);
    if (remembered !== undefined && now() < remembered.until) return remembered.identity;
    if (!/^\d{1,15}$/.test(agent)) return undefined;
    const row = (await client.listNewest('agents', wireAgent, idIs('id', agent))).find(({ id }) => id === agent);
    const identity = row && translateIdentity(row, agents);
    if (identity !== undefined) known.set(agent, { until: addMs(now(), FRESH_MS), identity });
    return identity;
  };
}
