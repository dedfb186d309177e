import type { AgentId } from '../../domain/agent/agent.ts';
import type { GroupId, PartId, Sighting } from '../../domain/attendance/sighting.ts';
import type { ChatMessage, MessageId, MessageKind } from '../../domain/conversation/message.ts';
import type { AgentAvailability, ClassificationField, GroupClassification } from '../../ports/attendance-actions.ts';
import { addLine, addMessage, type StoredFile } from './chat-talk.ts';
import { buildPart, thePart, type ChatWorld } from './chat-world.ts';

/** A file as somebody brings one. */
export type NewFile = StoredFile;

/** What somebody says. */
export interface NewWords {
  readonly by: 'client' | 'agent' | 'bot';
  readonly text?: string;
  /** Its address stands in the message; its kind is that of its type unless told otherwise. */
  readonly file?: NewFile;
  readonly kind?: MessageKind;
  /** The agent who writes. @defaultValue the part's */
  readonly agent?: AgentId;
  readonly replyTo?: MessageId;
}

/** What is said in the chat, and what its agents are up to. Naming a part that is not there is a `Defect` of the caller. */
export interface TalkActs {
  say(part: PartId, words: NewWords): ChatMessage;
  /** Meta tells how far a message has come. */
  changeMessage(id: MessageId, change: Pick<ChatMessage, 'state' | 'failure'>): void;
  /** The client says nothing more, and the chat ends the part. */
  fallSilent(part: PartId): Sighting;
  /** Keeps a file; its address. */
  keepFile(file: NewFile): string;
  removeFile(ref: string): void;
  record(part: PartId, ref: string): void;
  joinGroup(agent: AgentId, group: GroupId): void;
  setAvailability(agent: AgentId, state: AgentAvailability['state'], reasonId?: string): void;
  /** How a group classifies; the labels of its nodes are what the registry tells. */
  setClassification(group: GroupId, classification: Omit<GroupClassification, 'groupId'>): void;
  setFields(nodeId: string, fields: readonly ClassificationField[]): void;
}

const HOST = 'https://files.chat.example';

export function createTalkActs(world: ChatWorld): TalkActs {
  const { talk } = world;
  const keepFile = (file: NewFile): string => {
    const ref = `${HOST}/${talk.nextFileId()}/${encodeURIComponent(file.name)}`;
    talk.files.set(ref, file);
    return ref;
  };
  return {
    keepFile,
    say: (part, { by, text, file, kind = kindOf(file), agent, replyTo }) => {
      const writer = by === 'agent' ? (agent ?? thePart(world, part).agent?.id) : undefined;
      const name = writer === undefined ? undefined : world.agents.get(writer)?.name;
      return addMessage(world, {
        id: talk.nextMessageId(), part: thePart(world, part).id, at: world.now(), by, kind,
        ...(text === undefined ? {} : { text }),
        ...(file === undefined ? {} : { media: { ref: keepFile(file), name: file.name, contentType: file.contentType } }),
        ...(writer === undefined ? {} : { agentId: writer }),
        ...(name === undefined ? {} : { authorName: name }),
        ...(replyTo === undefined ? {} : { replyTo }),
        ...(by === 'client' ? {} : { state: 'sent' as const }),
      });
    },
    changeMessage: (id, change) => {
      for (const [part, messages] of talk.messages) {
        talk.messages.set(part, messages.map((message) => (message.id === id ? { ...message, ...change } : message)));
      }
    },
    fallSilent: (part) => addLine(world, buildPart(world, { ...thePart(world, part), state: 'closed', endedAt: world.now() }), 'ended-by-inactivity'),
    removeFile: (ref) => void talk.files.delete(ref),
    record: (part, ref) => void talk.recordings.set(part, [...(talk.recordings.get(part) ?? []), { part, ref, at: world.now() }]),
    joinGroup: (agent, group) => void talk.groupsOf.set(agent, [...(talk.groupsOf.get(agent) ?? []), group]),
    setAvailability: (agent, state, reasonId) =>
      void talk.availability.set(agent, { state, since: world.now(), ...(reasonId === undefined ? {} : { reasonId }) }),
    setClassification: (group, classification) => void talk.classifications.set(group, classification),
    setFields: (nodeId, fields) => void talk.fields.set(nodeId, fields),
  };
}

function kindOf(file: NewFile | undefined): MessageKind {
  if (file === undefined) return 'text';
  const [family] = file.contentType.split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}
