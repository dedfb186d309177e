import { unknownName } from './refusal.ts';
import type { AgentRow, GroupRow, SessionRow } from './rows.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { Store } from './store.ts';

const same = (a: string | null | undefined, b: string): boolean => a?.trim().toLowerCase() === b.trim().toLowerCase();

/** The group of a name. @throws {@link SimulatorRefusal} 404 with the known names. */
export function groupNamed(store: Store, name: string): GroupRow {
  const groups = store.groups.all();
  const group = groups.find((each) => same(each.name, name));
  if (!group) throw unknownName('group', name, groups.map((each) => each.name));
  return group;
}

/** The agent of a name, user name or e-mail. @throws {@link SimulatorRefusal} 404 with the known names. */
export function agentNamed(store: Store, name: string): AgentRow {
  const agents = store.agents.all();
  const agent = agents.find(({ userId }) => {
    const user = store.users.get(userId);
    return same(user?.name, name) || same(user?.userName, name) || same(user?.email, name);
  });
  if (!agent) throw unknownName('agent', name, agents.map(({ userId }) => store.users.get(userId)?.name ?? ''));
  return agent;
}

/** The session of an id or a protocol; of a protocol with several parts, the newest. */
export function sessionNamed(store: Store, key: string | number): SessionRow {
  const byId = /^\d+$/.test(String(key)) ? store.sessions.get(Number(key)) : undefined;
  const session = byId ?? store.sessions.find('protocol', String(key)).at(-1);
  if (!session) throw new SimulatorRefusal(404, `there is no session ${key}`);
  return session;
}
