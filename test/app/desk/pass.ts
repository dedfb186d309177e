import { parseAgentId, parseInstant, type AgentId } from '../../../src/domain/index.ts';
import type { AgentPass } from '../../../src/ports/index.ts';
import type { World } from '../../rig/world.ts';

interface SimulatedAgent {
  readonly id: number;
  readonly user: { readonly name: string };
}

/** The pass of an agent of the world's Neppo, by name. */
export function passOf(world: World, name: string): AgentPass {
  const { agents } = JSON.parse(JSON.stringify(world.neppo.state())) as { readonly agents: readonly SimulatedAgent[] };
  const agent = agents.find(({ user }) => user.name === name);
  if (agent === undefined) throw new Error(`The simulator has no agent ${name}.`);
  return { connection: parseConnection(world.connection), agent: parseAgent(agent.id), origin: 'https://app10.ploomes.com', expiresAt: parseLate() };
}

function parseAgent(id: number): AgentId {
  const agent = parseAgentId(id);
  if (!agent.ok) throw new Error('This is no id of an agent.');
  return agent.value;
}

function parseLate(): AgentPass['expiresAt'] {
  const late = parseInstant('2099-01-01T00:00:00Z');
  if (!late.ok) throw new Error('This is no moment.');
  return late.value;
}

const parseConnection = (id: string): AgentPass['connection'] => id as AgentPass['connection'];
