import type { AgentId } from '../../domain/agent/agent.ts';
import type { GroupId, PartId } from '../../domain/attendance/sighting.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { AttendanceActions } from '../attendance-actions.ts';
import type { AttendanceRegistry } from '../attendance-registry.ts';
import type { Conversations } from '../conversations.ts';

/** The acts of agents in a chat, and what clients and the chat itself do. */
export interface AttendanceActionsSubject {
  readonly actions: AttendanceActions;
  readonly conversations: Conversations;
  readonly registry: AttendanceRegistry;
  /** An agent of {@link group}, and one of {@link otherGroup}; both take sessions. */
  readonly agent: AgentId;
  readonly otherAgent: AgentId;
  /** Somebody of no group who is not there. */
  readonly agentAway: AgentId;
  readonly unknownAgent: AgentId;
  readonly group: GroupId;
  readonly otherGroup: GroupId;
  /** Has nobody who could take a session. */
  readonly emptyGroup: GroupId;
  /** Asks for a classification before the end, from a tree with {@link leaves}; the agent is in it, too. */
  readonly strictGroup: GroupId;
  /** Labels of what can be chosen in the strict group; the second asks for the field {@link field}, which has to be filled in. */
  readonly leaves: readonly [string, string];
  readonly field: string;
  readonly unknownPart: PartId;
  /** A client gets in touch on WhatsApp; the agent has the part. */
  start(group: GroupId): Promise<PartId>;
  say(part: PartId, text: string): Promise<void>;
  /** The chat ends a part by itself. */
  end(part: PartId): Promise<void>;
  /** The next act of this kind is carried out, and its answer is lost. */
  loseAnswerOf(act: 'send' | 'comment'): Promise<void>;
  /** The next question for what was sent or commented is answered from an empty list, as happens under load. */
  emptyNext(list: 'messages' | 'comments'): Promise<void>;
  /** Lets time pass for the chat. */
  passTime(ms: number): Promise<void>;
  /** Another clock than the chat's might be asked for the time: this is the chat's. */
  now(): Promise<Instant>;
}
