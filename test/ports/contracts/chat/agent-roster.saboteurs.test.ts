import { describe } from 'vitest';
import type { Agent } from '../../../../src/domain/agent/agent.ts';
import { agentRosterContract, type AgentRosterSubject } from '../../../../src/ports/contracts/index.ts';
import { provesEveryClause, type Saboteur } from '../crm/sabotage.ts';
import { inMemoryRoster } from './in-memory-subjects.ts';

const listing = (twist: (agents: readonly Agent[]) => readonly Agent[]): Saboteur<AgentRosterSubject> => (subject) => ({
  ...subject,
  roster: { list: async () => twist(await subject.roster.list()) },
});

const eachAs = (change: (agent: Agent) => Agent): Saboteur<AgentRosterSubject> => listing((agents) => agents.map(change));

function withoutEmail(whole: Agent): Agent {
  const { email: _, ...agent } = whole;
  return agent;
}

/** Never reads again what it read once. */
const remembering: Saboteur<AgentRosterSubject> = (subject) => {
  let first: Promise<readonly Agent[]> | undefined;
  return { ...subject, roster: { list: () => (first ??= subject.roster.list()) } };
};

describe('the contract of AgentRoster', () => {
  provesEveryClause(agentRosterContract, inMemoryRoster, {
    'lists an agent by name, with its e-mail': eachAs(withoutEmail),
    'gives an agent without an e-mail none': eachAs((agent) => ({ email: 'sem@email.example', ...agent })),
    'lists agents who were switched off, as such': listing((agents) => agents.filter(({ active }) => active)),
    'tells agents from supervisor-agents': eachAs((agent) => ({ ...agent, profile: agent.profile === 'other' ? 'other' : 'agent' })),
    'lists accounts that do not attend under the profile other': listing((agents) => agents.filter(({ profile }) => profile !== 'other')),
    'tells whether a chat token was generated': eachAs((agent) => ({ ...agent, hasChatToken: true })),
    'lists all agents, each once, however many there are': listing((agents) => agents.slice(0, 50)),
    'shows what changed after a minute at the latest': remembering,
  });
});
