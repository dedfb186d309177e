import type { AgentId } from '../domain/agent/agent.ts';
import type { ChatSendId, MessageTemplate, TemplateValue } from '../domain/active-send/active-send.ts';
import type { GroupId, PartId } from '../domain/attendance/sighting.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { MarkerAnswer } from './card-desk.ts';

/** An active send as the chat is asked for it (SND-01, SND-02). */
export interface ActiveSendRequest {
  readonly channel: 'whatsapp' | 'voice';
  /** Digits with DDI, in the form that the channel uses (PHN-04). */
  readonly phone: string;
  readonly groupId: GroupId;
  readonly groupName: string;
  readonly template?: MessageTemplate;
  readonly values: readonly TemplateValue[];
  /** What the client reads. */
  readonly text: string;
  readonly agentId?: AgentId;
}

/** What the chat says of a send. `failure` is Meta's code and words as they came. */
export interface SendReading {
  readonly id: ChatSendId;
  readonly state: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly failure?: string;
  readonly at?: Instant;
  /** The session that came of it: it was answered. */
  readonly part?: PartId;
}

/** Active sends of the chat. Failures: `PortFailure`. */
export interface ActiveSends {
  /** Templates that a group may send, in every state of approval. */
  templates(groupId: GroupId): Promise<readonly MessageTemplate[]>;
  /** Sends once for each call; fails with `mayHaveHappened: 'yes'` when the answer was lost, and is then to be looked for, never repeated blindly (SND-03). */
  send(request: ActiveSendRequest): Promise<ChatSendId>;
  /** A send to this number, in this group, with this text, not older than `since`, and none of `known`. */
  findSent(request: ActiveSendRequest, query: { readonly since: Instant; readonly known: readonly ChatSendId[] }): Promise<MarkerAnswer<ChatSendId>>;
  /** The states of these sends now; one that is gone is left out. */
  readings(ids: readonly ChatSendId[]): Promise<readonly SendReading[]>;
}
