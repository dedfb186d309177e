import { parseId, type Brand } from '../kernel/brand.ts';
import type { AgentId } from '../agent/agent.ts';
import type { GroupId, Protocol } from '../attendance/sighting.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Result } from '../kernel/result.ts';

/** The chat's id of a message template. */
export type TemplateId = Brand<string, 'TemplateId'>;
/** The hub's own id of an active send. */
export type SendId = Brand<string, 'SendId'>;
/** The chat's id of an active send. */
export type ChatSendId = Brand<string, 'ChatSendId'>;

/** Meta's judgement of a template; only an approved one may be sent. */
export type TemplateApproval = 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled';

/** A place in a template that is filled for each send, in the order of its part. */
export interface TemplateParameter {
  readonly part: 'header' | 'body' | 'footer' | 'button';
  /** Its number within the part, from 1. */
  readonly place: number;
  readonly type: 'text' | 'url' | 'quick-reply' | 'media' | 'date' | 'currency' | 'coupon';
  /** What Meta was shown as an example, where the chat tells. */
  readonly example?: string;
}

/** A message approved by Meta that may begin a conversation (SND-01). */
export interface MessageTemplate {
  readonly id: TemplateId;
  readonly name: string;
  readonly namespace?: string;
  readonly language: string;
  readonly category?: string;
  readonly approval: TemplateApproval;
  /** Its text, with `{{1}}` where a value goes. */
  readonly body: string;
  readonly header?: string;
  readonly footer?: string;
  readonly parameters: readonly TemplateParameter[];
}

/** What fills one place of a template. */
export interface TemplateValue {
  readonly part: TemplateParameter['part'];
  readonly place: number;
  /** Text; for `media` the address of a file. */
  readonly value: string;
}

/** How far a send has come (SND-03). `unknown`: its answer was lost, and it is not sent again before that is told. */
export type SendState = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'answered' | 'unknown';

/** An active send with all that is on record of it (SND-03). */
export interface ActiveSend {
  readonly id: SendId;
  readonly channel: 'whatsapp' | 'voice';
  /** E.164. */
  readonly phone: string;
  readonly clientName?: string;
  readonly groupId: GroupId;
  readonly templateId?: TemplateId;
  readonly templateName?: string;
  /** What the client reads. */
  readonly text: string;
  readonly agentId?: AgentId;
  readonly by: 'hand' | 'automation';
  readonly state: SendState;
  readonly failure?: string;
  readonly createdAt: Instant;
  readonly stateAt: Instant;
  /** When the chat took it, after whatever it waited for. */
  readonly leftAt?: Instant;
  readonly chatSendId?: ChatSendId;
  /** The session that came of it (PAN-01). */
  readonly protocol?: Protocol;
}

/** Reads the chat's id of a template. */
export const parseTemplateId = (raw: string | number): Result<TemplateId, 'empty'> => parseId(raw);
/** Reads the chat's id of an active send. */
export const parseChatSendId = (raw: string | number): Result<ChatSendId, 'empty'> => parseId(raw);
