import { decideEligibility, type Agent, type AttendingAgent, type CrmUserId } from '../../domain/index.ts';
import type { ConnectedSystems } from '../connections.ts';

/** What the CRM knows of the agents of a session (SES-04, AGT-01). */
export interface AgentUsers {
  /** The user of the last integrated one. */
  readonly lastUserId?: CrmUserId;
  /** Names of those who have no user. */
  readonly withoutUser: readonly string[];
}

/** @param agents - in the order in which they attended. */
export async function findAgentUsers({ crm, chat }: ConnectedSystems, agents: readonly AttendingAgent[]): Promise<AgentUsers> {
  if (agents.length === 0) return { withoutUser: [] };
  const [allAgents, crmUsers] = await Promise.all([chat.roster.list(), crm.users.list()]);
  const paired = agents.map((attending) => {
    const agent = allAgents.find((each) => isSame(each, attending));
    const found = agent && decideEligibility(agent, { allAgents, crmUsers });
    return { name: attending.name, userId: found?.outcome === 'integrated' ? found.crmUserId : undefined };
  });
  const lastUserId = paired.findLast((each) => each.userId !== undefined)?.userId;
  return {
    ...(lastUserId === undefined ? {} : { lastUserId }),
    withoutUser: paired.filter((each) => each.userId === undefined).map((each) => each.name),
  };
}

const isSame = (agent: Agent, attending: AttendingAgent): boolean =>
  attending.id === undefined ? agent.name === attending.name : agent.id === attending.id;
