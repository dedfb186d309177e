import type { AgentId } from '../../src/domain/agent/agent.ts';
import type { PartId } from '../../src/domain/attendance/sighting.ts';
import type { ChatMessage, MessageId } from '../../src/domain/conversation/message.ts';
import type { Instant } from '../../src/domain/kernel/instant.ts';
import { at } from './a-session.ts';

const aMessageId = (id: string | number): MessageId => String(id) as MessageId;

export const anAgentId = (id: string | number): AgentId => String(id) as AgentId;

/** What a test says of a message: a minute instead of an instant, and ids as plain text. */
export interface MessageOf extends Omit<Partial<ChatMessage>, 'id' | 'at'> {
  readonly minute?: number;
  readonly moment?: Instant;
}

/** A text of the client, at noon unless a minute is named. */
export const aMessage = (id: string | number, { minute = 0, moment, ...over }: MessageOf = {}): ChatMessage => ({
  id: aMessageId(id), part: '1' as PartId, at: moment ?? at(minute), by: 'client', kind: 'text', text: `mensagem ${id}`, ...over,
});
