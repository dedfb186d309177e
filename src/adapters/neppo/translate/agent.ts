import type { Agent, AgentId } from '../../../domain/agent/agent.ts';
import type { WireAgent } from '../wire/agent.ts';

/** How an account's data tell what it is; tenants differ in their profile ids. */
export interface AgentReading {
  readonly profileIds: { readonly agent: readonly string[]; readonly supervisorAgent: readonly string[] };
  /** Fields of which one is filled when a chat token was generated. */
  readonly chatTokenFields: readonly string[];
  /** What holds when a row has none of these fields. */
  readonly chatTokenWhenUntold: 'assume-generated' | 'assume-missing';
}

/** Turns a row of the agents' list into an agent. The chat token itself is a secret and is left behind (AGT-02). */
export function translateAgent({ id, fields, user }: WireAgent, reading: AgentReading): Agent {
  return {
    id: id as AgentId,
    name: user?.displayName ?? user?.name ?? user?.userName ?? id,
    profile: profileOf(user?.profile?.id, reading),
    hasChatToken: hasChatToken(fields, reading),
    active: user?.active ?? true,
    ...(user === undefined ? {} : { userId: user.id }),
    ...(user?.email === undefined ? {} : { email: user.email }),
  };
}

function profileOf(profileId: string | undefined, { profileIds }: AgentReading): Agent['profile'] {
  if (profileId === undefined) return 'other';
  if (profileIds.agent.includes(profileId)) return 'agent';
  return profileIds.supervisorAgent.includes(profileId) ? 'supervisor-agent' : 'other';
}

function hasChatToken(fields: WireAgent['fields'], { chatTokenFields, chatTokenWhenUntold }: AgentReading): boolean {
  const told = chatTokenFields.filter((field) => Object.hasOwn(fields, field)).map((field) => fields[field]);
  if (told.length === 0) return chatTokenWhenUntold === 'assume-generated';
  return told.some((value) => value === true || (typeof value === 'string' && value.trim() !== ''));
}
