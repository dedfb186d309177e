import type { AgentId } from '../domain/agent/agent.ts';
import type { AttendanceGroup, GroupId, PartId } from '../domain/attendance/sighting.ts';
import type { MessageId } from '../domain/conversation/message.ts';
import type { ChatMessage } from '../domain/conversation/message.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { MarkerAnswer } from './card-desk.ts';

/** Text, or a file that was uploaded before. */
export type OutgoingMessage =
  | { readonly kind: 'text'; readonly text: string; readonly replyTo?: MessageId }
  | { readonly kind: 'audio' | 'image' | 'video' | 'file'; readonly ref: string; readonly name: string; readonly caption?: string; readonly replyTo?: MessageId };

/** How an act in the chat ended where the chat itself said no; the reason is the chat's (`window-shut` is NO_OPEN_WINDOW). */
export type ChatRefusal = (typeof CHAT_REFUSALS)[number];

/** Every {@link ChatRefusal}. */
export const CHAT_REFUSALS = [
  'window-shut', 'session-ended', 'session-unknown', 'client-unknown', 'other-session-open', 'group-without-channel',
  'agent-unavailable', 'group-empty', 'classification-missing', 'not-allowed', 'refused',
] as const;

/** How an act in the chat ended. */
export type ChatDone<Value> =
  | ({ readonly outcome: 'done' } & Value)
  /** `detail`: the chat's own code, without personal data. */
  | { readonly outcome: 'refused'; readonly because: ChatRefusal; readonly detail?: string };

/** Whom a session may go to (PAN-06). Those who cannot take it are listed with the reason. */
export interface TransferTargets {
  readonly agents: readonly { readonly id: AgentId; readonly name: string; readonly state: 'available' | 'paused' | 'offline' }[];
  readonly groups: readonly (AttendanceGroup & { readonly agentsAvailable: number })[];
}

/** A node of a classification tree; what has no children can be chosen. */
export interface ClassificationNode {
  readonly id: string;
  readonly label: string;
  readonly children: readonly ClassificationNode[];
}

/** How a group classifies (PAN-07). */
export interface GroupClassification {
  readonly groupId: GroupId;
  readonly mandatory: 'yes' | 'no';
  /** Absent where the group has no tree. */
  readonly tree?: ClassificationNode;
}

/** A field that is asked for beside a classification. */
export interface ClassificationField {
  readonly id: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'date' | 'option';
  readonly required: 'yes' | 'no';
  readonly options: readonly string[];
}

/** A classification as an agent chose it. */
export interface ClassificationChoice {
  readonly nodeId: string;
  readonly comment?: string;
  readonly fields?: readonly { readonly id: string; readonly value: string }[];
}

/** A reason for a pause, as it is configured in the chat (PAN-08). */
export interface PauseReason {
  readonly id: string;
  readonly label: string;
  readonly minutes?: number;
}

/** Whether an agent takes sessions now. */
export interface AgentAvailability {
  readonly state: 'available' | 'paused' | 'offline';
  readonly reasonId?: string;
  readonly since?: Instant;
}

/** A session that ended without a classification (PAN-10). */
export interface PendingClassification {
  readonly part: PartId;
  readonly protocol: string;
  readonly clientName?: string;
  readonly groupId?: GroupId;
  readonly endedAt?: Instant;
}

/** A call placed or taken in the panel (PAN-09). */
export interface CallNoteRequest {
  readonly agentId: AgentId;
  readonly callId: string;
  readonly part?: PartId;
  readonly phone: string;
  readonly direction: 'out' | 'in';
  readonly at: Instant;
}

/**
 * What agents do in the chat. Each call acts once: it does not deduplicate, and fails with `mayHaveHappened: 'yes'` when the answer was
 * lost. What the chat itself declines is an answer, no failure.
 */
export interface AttendanceActions {
  send(part: PartId, message: OutgoingMessage, by: AgentId): Promise<ChatDone<{ readonly message: ChatMessage }>>;
  /**
   * Looks for a message that may have been sent although its answer was lost: of this agent, with the same content, not older than `since`,
   * and none of `known`, which are of this part too. Believable only where the list is (DESIGN §2): it has one of `known`, or nothing is
   * known and the chat tells of the part at least. `since` is by the hub's clock: an adapter allows for the chat's being somewhat behind,
   * for what is taken for too old would be sent twice.
   */
  findSent(part: PartId, message: OutgoingMessage, by: AgentId, query: { readonly since: Instant; readonly known: readonly MessageId[] }): Promise<MarkerAnswer<MessageId>>;
  /** Gives the `ref` under which a file can be sent. */
  upload(file: { readonly name: string; readonly contentType: string; readonly body: Uint8Array }): Promise<string>;
  comment(part: PartId, text: string, by: AgentId): Promise<ChatDone<object>>;
  /**
   * Looks for comments of this text that are not older than `since`, whoever wrote them. That a part has none is believable where the chat
   * tells of the part; a list that is empty under load is not.
   */
  findComment(part: PartId, text: string, query: { readonly since: Instant }): Promise<MarkerAnswer<string>>;
  targets(part: PartId): Promise<TransferTargets>;
  /** A repeat is harmless: a session that is there already stays. */
  transfer(part: PartId, to: { readonly agent: AgentId } | { readonly group: GroupId }, by: AgentId): Promise<ChatDone<object>>;
  /** A repeat is harmless. */
  close(part: PartId, by: AgentId): Promise<ChatDone<object>>;
  classificationOf(groupId: GroupId): Promise<GroupClassification>;
  fieldsOf(nodeId: string): Promise<readonly ClassificationField[]>;
  /** A repeat replaces what was chosen. Allowed after the end (SES-10). */
  classify(part: PartId, choice: ClassificationChoice, by: AgentId): Promise<ChatDone<object>>;
  pending(by: AgentId, page: { readonly page: number; readonly size: number }): Promise<{ readonly total: number; readonly sessions: readonly PendingClassification[] }>;
  pauseReasons(): Promise<readonly PauseReason[]>;
  availability(agent: AgentId): Promise<AgentAvailability>;
  pause(agent: AgentId, reasonId: string): Promise<ChatDone<object>>;
  resume(agent: AgentId): Promise<ChatDone<object>>;
  groupsOf(agent: AgentId): Promise<readonly AttendanceGroup[]>;
  noteCall(call: CallNoteRequest): Promise<void>;
  finishCall(call: Pick<CallNoteRequest, 'agentId' | 'callId'> & { readonly at: Instant; readonly recordingRef?: string }): Promise<void>;
}
