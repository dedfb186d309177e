import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Agent } from '../../domain/agent/agent.ts';
import type { AgentRoster } from '../../ports/agent-roster.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { translateAgent } from './translate/agent.ts';
import { wireAgent } from './wire/agent.ts';

const FRESH_MS = 60_000;

/** Reads the agents of a Neppo account, at most once a minute. Overlapping questions share one reading; a failed one is not kept. */
export function createNeppoAgentRoster(client: NeppoClient, { agents }: NeppoConfig, { now }: Clock): AgentRoster {
  let reading: { readonly until: Instant; readonly list: Promise<readonly Agent[]> } | undefined;

  const read = async (): Promise<readonly Agent[]> => {
    const rows = await client.listAll('agents', wireAgent);
    return rows.map((row) => translateAgent(row, agents));
  };

  return {
    list: async () => {
      if (reading !== undefined && now() < reading.until) return reading.list;
      const fresh = { until: addMs(now(), FRESH_MS), list: read() };
      reading = fresh;
      return fresh.list.catch((failure: unknown) => {
        if (reading === fresh) reading = undefined;
        throw failure;
      });
    },
  };
}
