import { groupNamed } from './names.ts';
import { badField } from './refusal.ts';
import type { AgentRow, UserRow } from './rows.ts';
import { newUser } from './new-user.ts';
import { announce, type World } from './world.ts';

/** An agent as a test makes one; an agent of the same user name or id is changed. */
export interface SaveAgent {
  readonly id?: number | undefined;
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly userName?: string | undefined;
  /** 2 agent, 16 supervisor-agent. @defaultValue 2 */
  readonly profileId?: number | undefined;
  /** Whether a chat token was generated. @defaultValue true */
  readonly chatToken?: boolean | undefined;
  readonly active?: boolean | undefined;
}

/** Makes an agent and its user, or changes them. */
export function saveAgent(world: World, input: SaveAgent): AgentRow {
  const { store, clock } = world;
  const groupIds = input.groups?.map((name) => groupNamed(store, name).id);
  const userName = input.userName ?? input.name.trim().toLowerCase().replace(/\s+/g, '.');
  const known = input.id === undefined ? agentOfUserName(world, userName) : store.agents.get(input.id);
  if (input.id !== undefined && !known) throw badField('id', `there is no agent ${input.id}`);
  const user = saveAgentUser(world, known, { ...input, userName });
  const token = input.chatToken ?? (known ? known.agentToken !== null : true);
  const agent = (id: number): AgentRow => ({
    ...(known ?? newAgent(id, user.id, clock.second())),
    agentToken: token ? `chat-token-${user.id}` : null,
    ...(groupIds ? { groupIds } : {}),
    updatedAt: clock.second(),
  });
  const saved = known ? store.agents.put(agent(known.id)) : store.agents.insert(agent);
  announce(world, 'Agent', known ? 'UPDATE' : 'CREATE', saved.id);
  return saved;
}

const agentOfUserName = ({ store }: World, userName: string): AgentRow | undefined =>
  store.users.find('userName', userName).flatMap(({ id }) => store.agents.find('userId', id))[0];

function saveAgentUser(world: World, known: AgentRow | undefined, input: SaveAgent & { readonly userName: string }): UserRow {
  const { store, clock } = world;
  const user = known && store.users.get(known.userId);
  const row = (id: number): UserRow => ({
    ...(user ?? { ...newUser(id, undefined, clock.second()), userName: input.userName, typeUser: 'AGENT' }),
    name: input.name,
    email: input.email === undefined ? (user?.email ?? null) : input.email,
    profileId: input.profileId ?? user?.profileId ?? 2,
    active: input.active ?? user?.active ?? true,
    updatedAt: clock.second(),
  });
  return user ? store.users.put(row(user.id)) : store.users.insert(row);
}

const newAgent = (id: number, userId: number, now: number): AgentRow => ({
  id,
  userId,
  status: 'ONLINE',
  pauseReasonsId: null,
  loginAttendance: String(1000 + id),
  agentToken: null,
  groupIds: [],
  createdAt: now,
  updatedAt: now,
});
