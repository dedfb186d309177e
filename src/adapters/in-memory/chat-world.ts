import type { Agent, AgentId } from '../../domain/agent/agent.ts';
import type {
  AttendanceGroup, AttendingAgent, ChatClient, Classification, GroupId, PartId, PartState, Protocol, SessionComment, Sighting,
} from '../../domain/attendance/sighting.ts';
import type { Channel } from '../../domain/attendance/channel.ts';
import { Defect } from '../../domain/kernel/error.ts';
import { addMs, instantOf, type Instant } from '../../domain/kernel/instant.ts';
import type { ChatClientId } from '../../domain/synchronisation/chat-client.ts';
import type { DirectoryClient } from '../../ports/chat-clients.ts';
import type { Association } from '../../ports/portfolios.ts';
import { createChatTalk, type ChatTalk } from './chat-talk.ts';

/** A part of a session as the chat keeps it. */
export interface StoredPart {
  readonly id: PartId;
  readonly protocol: Protocol;
  readonly startedAt: Instant;
  readonly changedAt: Instant;
  readonly state: PartState;
  readonly endedAt?: Instant;
  readonly channel: Channel;
  readonly client: ChatClient;
  readonly groupId?: GroupId;
  readonly agent?: AttendingAgent;
  readonly comments: readonly SessionComment[];
  readonly classification?: Classification & { readonly at: Instant };
}

/** A client of the directory as the chat keeps it. */
export type StoredClient = Omit<DirectoryClient, 'keys'>;

/** Everything that a chat account holds. Ids are numbers as text, and later ones are higher. */
export interface ChatWorld {
  readonly groups: Map<GroupId, AttendanceGroup>;
  readonly agents: Map<AgentId, Agent>;
  readonly parts: Map<PartId, StoredPart>;
  readonly clients: Map<ChatClientId, StoredClient>;
  /** By an id of their own. */
  readonly associations: Map<string, Association>;
  /** What is said in sessions, and what agents are up to. */
  readonly talk: ChatTalk;
  nextId(): string;
  now(): Instant;
}

/** @param now - the account's clock; without one each look is a second later than the one before, from 2026 on. */
export function createChatWorld(now: (() => Instant) | undefined): ChatWorld {
  let lastId = 0;
  let moment = instantOf(Date.UTC(2026, 0, 1));
  return {
    groups: new Map(),
    agents: new Map(),
    parts: new Map(),
    clients: new Map(),
    associations: new Map(),
    talk: createChatTalk(),
    nextId: () => String((lastId += 1)),
    now: now ?? (() => (moment = addMs(moment, 1000))),
  };
}

/** What the chat tells of a part now; the group goes by the name that it has now. */
export function sightingOf(world: ChatWorld, part: StoredPart): Sighting {
  const { id, protocol, startedAt, changedAt, state, channel, client, endedAt, groupId, agent } = part;
  const group = groupId && world.groups.get(groupId);
  return {
    part: id, protocol, partStartedAt: startedAt, at: changedAt, state, channel, client,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(group === undefined ? {} : { group }),
    ...(agent === undefined ? {} : { agent }),
  };
}

/** Stores the part as changed just now. */
export function buildPart(world: ChatWorld, part: Omit<StoredPart, 'changedAt'>): Sighting {
  const stored = { ...part, changedAt: world.now() };
  world.parts.set(part.id, stored);
  return sightingOf(world, stored);
}

/** A part by its id; naming one that is not there is a mistake of the caller. */
export function thePart(world: ChatWorld, id: PartId): StoredPart {
  const part = world.parts.get(id);
  if (part === undefined) throw new Defect('defect.in-memory-chat', `There is no part ${id} in this chat; start a session first.`);
  return part;
}
