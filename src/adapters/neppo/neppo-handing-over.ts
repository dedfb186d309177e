import type { PartId, Sighting } from '../../domain/attendance/sighting.ts';
import type { AttendanceActions, ChatDone } from '../../ports/attendance-actions.ts';
import type { AttendanceRegistry } from '../../ports/attendance-registry.ts';
import type { AgentAccounts } from './agent-accounts.ts';
import { asked, done, NO_SUCH_AGENT } from './asked-of-neppo.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { translateTargets } from './translate/desk.ts';
import type { AgentIdentity } from './translate/desk.ts';
import { translateSighting } from './translate/sighting.ts';
import { wireAgent } from './wire/agent.ts';
import { wireDeskGroup } from './wire/desk.ts';
import { wireSession } from './wire/session.ts';

type HandingOver = Pick<AttendanceActions, 'targets' | 'transfer' | 'close'>;
type Target = Parameters<AttendanceActions['transfer']>[1];

/** What is needed to hand sessions over. */
export interface HandingOverNeeds {
  readonly config: NeppoConfig;
  readonly registry: AttendanceRegistry;
  readonly accountOf: AgentAccounts;
}

/** How a session goes to another agent or group, or ends (PAN-06, PAN-07). */
export function createNeppoHandingOver(client: NeppoClient, { config, registry, accountOf }: HandingOverNeeds): HandingOver {
  async function bodyOf(part: PartId, to: Target, agent: AgentIdentity): Promise<object | undefined> {
    const common = { sessionId: Number(part), createdBy: agent.userName };
    if ('agent' in to) {
      const taker = await accountOf(to.agent);
      return taker && { ...common, agentId: taker.userId, groupConfId: null, groupName: null };
    }
    const group = (await registry.groups()).find(({ id }) => id === to.group);
    return group && { ...common, agentId: null, groupConfId: Number(group.id), groupName: group.name };
  }

  /** After a transfer that opened a new part, the session goes on there. */
  async function wentOnIn({ protocol, part }: Sighting, to: Target): Promise<boolean> {
    const rows = await client.listNewest('sessions', wireSession, { key: 'protocol', value: protocol, operator: 'EQ', logic: 'AND' });
    const others = rows.filter((row) => row.protocol === protocol && row.id !== part).map((row) => translateSighting(row, config.timeZone));
    return others.some((other) => other.ok && other.value.state !== 'closed' && isThere(other.value, to));
  }

  async function transfer(part: PartId, to: Target, agent: AgentIdentity): Promise<ChatDone<object>> {
    const session = await registry.findPart(part);
    if (session === undefined) return { outcome: 'refused', because: 'session-unknown' };
    if (session.state === 'closed') return (await wentOnIn(session, to)) ? { outcome: 'done' } : { outcome: 'refused', because: 'session-ended' };
    if (isThere(session, to)) return { outcome: 'done' };
    const body = await bodyOf(part, to, agent);
    if (body === undefined) return { outcome: 'refused', because: 'agent' in to ? 'agent-unavailable' : 'group-empty' };
    return await done(asked(config, client.act('transfer', { json: body })));
  }

  return {
    targets: async (part) => {
      const [agents, groups] = await Promise.all([client.rowsOf('transferAgents', wireAgent, part), client.rowsOf('transferGroups', wireDeskGroup, part)]);
      return translateTargets(agents, groups, { agents: config.agents, offset: config.timeZone });
    },
    transfer: async (part, to, by) => {
      const agent = await accountOf(by);
      return agent === undefined ? NO_SUCH_AGENT : await transfer(part, to, agent);
    },
    close: async (part, by) => {
      const agent = await accountOf(by);
      if (agent === undefined) return NO_SUCH_AGENT;
      const session = await registry.findPart(part);
      if (session === undefined) return { outcome: 'refused', because: 'session-unknown' };
      if (session.state === 'closed') return { outcome: 'done' };
      return await done(asked(config, client.act('close', { json: { sessionId: Number(part), createdBy: agent.userName } })));
    },
  };
}

const isThere = ({ agent, group }: Sighting, to: Target): boolean => ('agent' in to ? agent?.id === to.agent : group?.id === to.group);
