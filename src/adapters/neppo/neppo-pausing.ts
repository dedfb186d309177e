import type { AgentId } from '../../domain/agent/agent.ts';
import type { AttendanceActions, ChatDone, PauseReason } from '../../ports/attendance-actions.ts';
import type { AgentAccounts } from './agent-accounts.ts';
import { asked, done, NO_SUCH_AGENT } from './asked-of-neppo.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { translateAvailability, translateGroupId, translatePauseReason } from './translate/desk.ts';
import { wireAgent } from './wire/agent.ts';
import { wirePauseReason } from './wire/desk.ts';
import { wireGroup } from './wire/group.ts';
import { idIs } from './wire/list.ts';

type Pausing = Pick<AttendanceActions, 'pauseReasons' | 'availability' | 'pause' | 'resume' | 'groupsOf'>;

/** Whether an agent takes sessions, and for which groups (PAN-08). */
export function createNeppoPausing(client: NeppoClient, config: NeppoConfig, accountOf: AgentAccounts): Pausing {
  async function pauseReasons(): Promise<readonly PauseReason[]> {
    const rows = await client.rowsOf('pauseReasons', wirePauseReason, '');
    return rows.filter(({ active }) => active).map(translatePauseReason);
  }

  async function setStatus(agent: AgentId, query: Readonly<Record<string, string>>): Promise<ChatDone<object>> {
    const account = await accountOf(agent);
    if (account === undefined) return NO_SUCH_AGENT;
    return await done(asked(config, client.act('agentStatus', { values: { id: account.userName }, query })));
  }

  return {
    pauseReasons,
    availability: async (agent) => {
      if (!/^\d{1,15}$/.test(agent)) return { state: 'offline' };
      const row = (await client.listNewest('agents', wireAgent, idIs('id', agent))).find(({ id }) => id === agent);
      return row === undefined ? { state: 'offline' } : translateAvailability(row, config.timeZone);
    },
    pause: async (agent, reasonId) => {
      const reason = (await pauseReasons()).find(({ id }) => id === reasonId);
      if (reason === undefined) return { outcome: 'refused', because: 'not-allowed' };
      return await setStatus(agent, { status: config.actions.pauseStatus, descriptionOfChange: reason.label, pauseReasonsId: reasonId });
    },
    resume: async (agent) => await setStatus(agent, { status: 'ONLINE', descriptionOfChange: 'ONLINE', pauseReasonsId: '' }),
    groupsOf: async (agent) => (await client.rowsOf('agentGroups', wireGroup, agent)).map(({ id, name }) => ({ id: translateGroupId(id), name })),
  };
}
