import { brasiliaText } from './clock.ts';
import type * as rows from './rows.ts';
import type { Store } from './store.ts';
import type { Json, Wire } from './wire-shape.ts';

/** Clients and agents, who share one table of users. */
export function peopleWire(store: Store): Pick<Wire, 'user' | 'attributes' | 'agent'> {
  // The meaning of the first element of Neppo's triples is unknown; here it counts.
  const attributes = (row: rows.UserRow): readonly unknown[] =>
    row.attributes.map(({ attributeId, value }, index) => [
      index + 1,
      { id: attributeId, description: store.attributes.get(attributeId)?.description ?? '', active: true },
      value,
    ]);
  const user = (row: rows.UserRow): Json => {
    const agent = store.agents.find('userId', row.id)[0];
    return {
      id: row.id,
      userName: row.userName,
      name: row.name,
      displayName: row.name,
      phone: row.phone,
      email: row.email,
      cpf: row.cpf,
      externalCode: row.externalCode,
      country: row.country,
      originUser: row.originUser,
      typeUser: row.typeUser,
      active: row.active,
      profile: { id: row.profileId },
      agent: agent ? { id: agent.id, status: agent.status, updatedAt: brasiliaText(agent.updatedAt) } : null,
      attributes: attributes(row),
      resource: null,
      createdAt: brasiliaText(row.createdAt),
      updatedAt: brasiliaText(row.updatedAt),
    };
  };
  const agent = (row: rows.AgentRow): Json => {
    const ownUser = store.users.get(row.userId);
    return {
      id: row.id,
      status: row.status,
      paused: row.pauseReasonsId !== null,
      pauseReasonsId: row.pauseReasonsId,
      loginAttendance: row.loginAttendance,
      agentToken: row.agentToken,
      createdAt: brasiliaText(row.createdAt),
      updatedAt: brasiliaText(row.updatedAt),
      attendanceServiceChannel: 'NEPPO_VOZ_NUVEM',
      agentAttendSimple: 5,
      extensionAttendance: row.loginAttendance,
      emailSignature: null,
      user: ownUser ? user(ownUser) : null,
    };
  };
  return { user, attributes, agent };
}
