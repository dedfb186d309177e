import { parseAgentId, parseCrmUserId, type AgentId, type CrmUserId, type IntegratedAgent, type PortfolioMemory } from '../../../src/domain/index.ts';
import { aChatClientId } from '../../builders/a-chat-client.ts';

const NAMES = ['ana', 'bia', 'caio'];

/** An agent's id in the chat. */
export function anAgent(name: string): AgentId {
  const read = parseAgentId(`agent-${name}`);
  if (!read.ok) throw new Error('A test named an agent without an id.');
  return read.value;
}

/** The same person's id in the CRM. */
export function aUser(name: string): CrmUserId {
  const read = parseCrmUserId(`user-${name}`);
  if (!read.ok) throw new Error('A test named a user without an id.');
  return read.value;
}

/** The three who are integrated. */
export const agents: readonly IntegratedAgent[] = NAMES.map((name) => ({ agent: anAgent(name), user: aUser(name) }));

/** Their users. */
export const users: readonly CrmUserId[] = NAMES.map(aUser);

/** What was agreed before, on the first chat client. */
export const memory = (over: Partial<PortfolioMemory>): PortfolioMemory => ({ client: aChatClientId(1), field: [], associated: [], owners: [], ...over });
