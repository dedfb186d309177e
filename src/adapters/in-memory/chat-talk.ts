import type { AgentId } from '../../domain/agent/agent.ts';
import type { GroupId, PartId, Sighting } from '../../domain/attendance/sighting.ts';
import type { ChatMessage, MessageId, SystemLine } from '../../domain/conversation/message.ts';
import type { AgentAvailability, ClassificationField, GroupClassification, PauseReason } from '../../ports/attendance-actions.ts';
import type { CallRecording } from '../../ports/conversations.ts';

/** A file of a conversation. */
export interface StoredFile {
  readonly name: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** A call in the log. */
export interface StoredCall {
  readonly agentId: AgentId;
  readonly part?: PartId;
}

/** What is said in sessions, and what agents are up to. */
export interface ChatTalk {
  /** Oldest first. */
  readonly messages: Map<PartId, readonly ChatMessage[]>;
  /** By the address that messages tell. */
  readonly files: Map<string, StoredFile>;
  readonly recordings: Map<PartId, readonly CallRecording[]>;
  readonly calls: Map<string, StoredCall>;
  /** Who is not told of is there. */
  readonly availability: Map<AgentId, AgentAvailability>;
  readonly groupsOf: Map<AgentId, readonly GroupId[]>;
  readonly classifications: Map<GroupId, Omit<GroupClassification, 'groupId'>>;
  /** By the node of a tree that asks for them. */
  readonly fields: Map<string, readonly ClassificationField[]>;
  readonly pauseReasons: readonly PauseReason[];
  nextMessageId(): MessageId;
  nextFileId(): string;
}

export function createChatTalk(): ChatTalk {
  let [lastMessage, lastFile] = [0, 0];
  return {
    messages: new Map(),
    files: new Map(),
    recordings: new Map(),
    calls: new Map(),
    availability: new Map(),
    groupsOf: new Map(),
    classifications: new Map(),
    fields: new Map(),
    pauseReasons: [{ id: '1', label: 'Pausa Padrão', minutes: 15 }, { id: '2', label: 'Almoço', minutes: 60 }],
    nextMessageId: () => buildMessageId(String((lastMessage += 1))),
    nextFileId: () => String((lastFile += 1)),
  };
}

interface Talking {
  readonly talk: ChatTalk;
}

/** Adds a message at the end of its part. */
export function addMessage({ talk }: Talking, message: ChatMessage): ChatMessage {
  talk.messages.set(message.part, [...(talk.messages.get(message.part) ?? []), message]);
  return message;
}

/** Says what happened to a part, at the time at which it is told, and passes that on. */
export function addLine(world: Talking, sighting: Sighting, line: SystemLine): Sighting {
  addMessage(world, { id: world.talk.nextMessageId(), part: sighting.part, at: sighting.at, by: 'system', kind: 'text', line });
  return sighting;
}

const buildMessageId = (id: string): MessageId => id as MessageId;
