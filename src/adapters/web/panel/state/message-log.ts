import type { ChatMessage, MessageState } from '../../../../domain/conversation/message.ts';

/** What was said, by the message's id. */
export type MessageLog = ReadonlyMap<string, ChatMessage>;

/** How far each state is, as the hub has it: nothing that is told late takes a message back. */
const REACH: Readonly<Record<MessageState, number>> = { queued: 0, sent: 1, failed: 2, delivered: 3, read: 4 };

/** The conversation after more was told of it: told twice, late or out of order, a message is one and as far as it ever was. */
export function withTold(log: MessageLog, told: readonly ChatMessage[]): MessageLog {
  const after = new Map(log);
  for (const message of told) {
    const before = after.get(message.id);
    after.set(message.id, before === undefined ? message : joined(before, message));
  }
  return after;
}

function joined(before: ChatMessage, told: ChatMessage): ChatMessage {
  const { state: _state, failure: _failure, ...rest } = { ...before, ...told };
  const newer = before.state === undefined || (told.state !== undefined && REACH[told.state] >= REACH[before.state]) ? told : before;
  const message = {
    ...rest,
    at: before.at < told.at ? before.at : told.at,
    ...(newer.state === undefined ? {} : { state: newer.state }),
    ...(newer.failure === undefined ? {} : { failure: newer.failure }),
  };
  return before.line === 'message-removed' || told.line === 'message-removed' ? removed(message) : message;
}

function removed(message: ChatMessage): ChatMessage {
  const { text: _text, media: _media, ...rest } = message;
  return { ...rest, line: 'message-removed' };
}

const upwards = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The oldest first, as the hub orders its pages. */
export const compareMessages = (a: Pick<ChatMessage, 'at' | 'id'>, b: Pick<ChatMessage, 'at' | 'id'>): number => upwards(a.at, b.at) || upwards(a.id, b.id);
