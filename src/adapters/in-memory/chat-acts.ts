import type { Agent, AgentId } from '../../domain/agent/agent.ts';
import type {
  AttendanceGroup, ChatClient, Classification, GroupId, PartId, Protocol, SessionComment, Sighting,
} from '../../domain/attendance/sighting.ts';
import type { Channel } from '../../domain/attendance/channel.ts';
import { Defect } from '../../domain/kernel/error.ts';
import type { ChatClientId } from '../../domain/synchronisation/chat-client.ts';
import type { Association } from '../../ports/portfolios.ts';
import { associate, buildClient, putClient, separate } from './chat-clients.ts';
import { addLine } from './chat-talk.ts';
import { buildPart, thePart, type ChatWorld, type StoredClient, type StoredPart } from './chat-world.ts';

/** A client who gets in touch. Without a group only a bot has the session. */
export interface NewSession {
  readonly client?: ChatClient;
  readonly group?: AttendanceGroup;
  readonly agent?: Agent;
  /** @defaultValue whatsapp */
  readonly channel?: Channel;
}

/** Where a session goes. What is not named stays, but a new group begins without an agent. */
export type Destination = Pick<NewSession, 'group' | 'agent'>;

/** What an agent is made of; what is left out is as with most agents. */
export type NewAgent = Partial<Omit<Agent, 'id'>> & { readonly name: string };

/** What a client of the directory is made of; nobody checks the number, as with clients who get in touch. */
export type NewClient = Partial<Omit<StoredClient, 'id' | 'updatedAt'>>;

/**
 * What clients and agents do in the chat. Each deed gives what the chat would tell of it. Naming a part that is not there
 * is a `Defect` of the caller.
 */
export interface ChatActs {
  addGroup(name: string): AttendanceGroup;
  /** The group keeps its id (CRD-20). */
  renameGroup(id: GroupId, name: string): AttendanceGroup;
  /** An agent with a chat token, active, of profile agent, unless told otherwise. */
  addAgent(agent: NewAgent): Agent;
  changeAgent(id: AgentId, change: Partial<Omit<Agent, 'id'>>): Agent;
  /** A client of the directory. Sessions know theirs by loose data alone, and make none. */
  addClient(client: NewClient): StoredClient;
  /** What is not named stays. */
  changeClient(id: ChatClientId, change: NewClient): StoredClient;
  /** The client and its agents are no more. */
  removeClient(id: ChatClientId): void;
  /** Somebody puts a client into an agent's portfolio, or takes it out. */
  associate(association: Association): void;
  separate(association: Association): void;
  /** The account of an agent is deleted; what the agent had stays behind. */
  removeAgent(id: AgentId): void;
  startSession(session?: NewSession): Sighting;
  /** The part goes to another group or agent. */
  transfer(part: PartId, to: Destination): Sighting;
  /** The part ends and the session goes on in a new one (CRD-16): first what is told of the old one, then of the new. */
  transferToNewPart(part: PartId, to: Destination): readonly [Sighting, Sighting];
  comment(part: PartId, text: string, author?: string): Sighting;
  classify(part: PartId, classification: Classification): Sighting;
  close(part: PartId): Sighting;
  reopen(part: PartId): Sighting;
}

const AN_AGENT = { profile: 'agent', hasChatToken: true, active: true } as const;

const WHATSAPP: Channel = { kind: 'whatsapp' };

export function createChatActs(world: ChatWorld): ChatActs {
  const change = (id: PartId, changed: (part: StoredPart) => Partial<StoredPart>): Sighting => {
    const part = thePart(world, id);
    return buildPart(world, { ...part, ...changed(part) });
  };
  const close = (id: PartId): Sighting => {
    const ended = change(id, () => ({ state: 'closed', endedAt: world.now() }));
    return addLine(world, ended, 'ended');
  };

  return {
    addGroup: (name) => putGroup(world, { id: buildGroupId(world.nextId()), name }),
    renameGroup: (id, name) => putGroup(world, { id, name }),
    addAgent: (agent) => putAgent(world, { ...AN_AGENT, ...agent, id: buildAgentId(world.nextId()) }),
    changeAgent: (id, changed) => putAgent(world, { ...theAgent(world, id), ...changed }),
    removeAgent: (id) => void world.agents.delete(id),
    addClient: (client) => buildClient(world, client),
    changeClient: (id, changed) => putClient(world, { ...theClient(world, id), ...changed }),
    removeClient: (id) => {
      world.clients.delete(id);
      for (const [key, { client }] of world.associations) if (client === id) world.associations.delete(key);
    },
    associate: (association) => associate(world, association),
    separate: (association) => separate(world, association),
    startSession: ({ client = {}, channel = WHATSAPP, ...to } = {}) => {
      const id = world.nextId();
      return begin(world, { protocol: buildProtocol(id), channel, client }, to);
    },
    transfer: (id, to) => addLine(world, buildPart(world, { ...keptBy(thePart(world, id), to), ...placed(to) }), 'transferred'),
    transferToNewPart: (id, to) => {
      const ended = close(id);
      const { protocol, channel, client, groupId } = thePart(world, id);
      return [ended, begin(world, { protocol, channel, client, ...(groupId === undefined ? {} : { groupId }) }, to)];
    },
    comment: (id, text, author) => change(id, ({ comments }) => ({ comments: [...comments, commentOf(world, text, author)] })),
    classify: (id, classification) => change(id, () => ({ classification: { ...classification, at: world.now() } })),
    close,
    reopen: (id) => {
      const { endedAt: _, ...part } = thePart(world, id);
      return buildPart(world, { ...part, state: part.agent === undefined ? 'waiting' : 'open' });
    },
  };
}

function begin(world: ChatWorld, session: Pick<StoredPart, 'protocol' | 'channel' | 'client' | 'groupId'>, to: Destination): Sighting {
  const id = buildPartId(world.nextId());
  return buildPart(world, { ...session, id, startedAt: world.now(), comments: [], ...placed(to) });
}

/** A bot attends at once; a group without an agent keeps the client waiting. */
const placed = ({ group, agent }: Destination): Pick<StoredPart, 'groupId' | 'agent' | 'state'> => ({
  state: group !== undefined && agent === undefined ? 'waiting' : 'open',
  ...(group === undefined ? {} : { groupId: group.id }),
  ...(agent === undefined ? {} : { agent: { id: agent.id, name: agent.name } }),
});

function keptBy(part: StoredPart, { group, agent }: Destination): StoredPart {
  if (group === undefined || agent !== undefined) return part;
  const { agent: _, ...kept } = part;
  return kept;
}

const commentOf = (world: ChatWorld, text: string, author: string | undefined): SessionComment => ({
  text,
  at: world.now(),
  ...(author === undefined ? {} : { author }),
});

function putGroup(world: ChatWorld, group: AttendanceGroup): AttendanceGroup {
  world.groups.set(group.id, group);
  return group;
}

function putAgent(world: ChatWorld, agent: Agent): Agent {
  world.agents.set(agent.id, agent);
  return agent;
}

function theAgent(world: ChatWorld, id: AgentId): Agent {
  const agent = world.agents.get(id);
  if (agent === undefined) throw new Defect('defect.in-memory-chat', `There is no agent ${id} in this chat; add it first.`);
  return agent;
}

function theClient(world: ChatWorld, id: ChatClientId): StoredClient {
  const client = world.clients.get(id);
  if (client === undefined) throw new Defect('defect.in-memory-chat', `There is no client ${id} in this chat; add it first.`);
  return client;
}

const buildGroupId = (id: string): GroupId => id as GroupId;
const buildAgentId = (id: string): AgentId => id as AgentId;
const buildPartId = (id: string): PartId => id as PartId;
const buildProtocol = (id: string): Protocol => `WA${id.padStart(11, '0')}` as Protocol;
