import type { AgentId } from '../../domain/agent/agent.ts';
import type { ChatSendId, MessageTemplate, TemplateApproval } from '../../domain/active-send/active-send.ts';
import type { AttendanceGroup, PartId } from '../../domain/attendance/sighting.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { ActiveSends, SendReading } from '../active-sends.ts';

/** A template as somebody has Meta look at it; the groups that may send it are all, unless named. */
export interface TemplateToAdd extends Pick<MessageTemplate, 'name' | 'body' | 'parameters'> {
  readonly approval: TemplateApproval;
  readonly groups?: readonly AttendanceGroup[];
}

/** A send as somebody sees it in the chat, whatever the port says. */
export interface SeenSend {
  readonly id: ChatSendId;
  /** Digits. */
  readonly phone: string;
  readonly text: string;
  readonly groupName: string;
}

/** Active sends over a chat that has sent nothing yet, and has no templates but those that a clause adds. */
export interface ActiveSendsSubject {
  readonly sends: ActiveSends;
  readonly groups: readonly [AttendanceGroup, AttendanceGroup];
  readonly agent: AgentId;
  /** A send that was never there, in the chat's own form. */
  readonly unknownSend: ChatSendId;
  addTemplate(template: TemplateToAdd): Promise<void>;
  /** A send comes so far, by itself or by what Meta says. */
  bring(id: ChatSendId, to: Exclude<SendReading['state'], 'queued' | 'failed'>): Promise<void>;
  /** Meta refuses a send, for a reason in its own words. */
  fail(id: ChatSendId, reason: string): Promise<void>;
  /** The client of a send writes. */
  answer(id: ChatSendId): Promise<PartId>;
  /** A send is gone from the chat. */
  remove(id: ChatSendId): Promise<void>;
  /** The chat answers the next question for a lost send from an empty list, as chats do under load. */
  hideNext(): Promise<void>;
  /** Oldest first. */
  seen(): Promise<readonly SeenSend[]>;
  now(): Instant;
  passTime(ms: number): Promise<void>;
}
