import { compareInstants } from '../kernel/instant.ts';
import { evolveMessageState } from './message-state.ts';
import type { ChatMessage, MessageId } from './message.ts';

/** Prefix of ids that the hub gives; no chat has such. */
const UNANSWERED = 'key:';

/** The id of a message of ours of which the chat has told none yet. */
export const unansweredIdOf = (clientKey: string): MessageId => parsedId(`${UNANSWERED}${clientKey}`);

/** Whether the chat has told no id of this message yet. */
export const isUnanswered = ({ id }: Pick<ChatMessage, 'id'>): boolean => id.startsWith(UNANSWERED);

/** Order of a conversation: time, then id. */
export const compareMessages = (a: Pick<ChatMessage, 'at' | 'id'>, b: Pick<ChatMessage, 'at' | 'id'>): number =>
  compareInstants(a.at, b.at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * A conversation after more was told of it (PAN-11), in order, each message once: one told twice, late or out of order is one message, and so is
 * one that the panel knew by its key before the chat gave it an id. Two ids of the chat are two messages, whatever key they have: the client
 * read both.
 */
export function mergeMessages(kept: readonly ChatMessage[], told: readonly ChatMessage[]): readonly ChatMessage[] {
  const byId = new Map<MessageId, ChatMessage>();
  for (const message of [...kept, ...told]) {
    const before = byId.get(message.id);
    byId.set(message.id, before === undefined ? message : mergeMessage(before, message));
  }
  return answered([...byId.values()]).toSorted(compareMessages);
}

/**
 * One message after another telling of it: what the later one says counts, and what it leaves out stays. Its time is the earliest that was told;
 * one that was removed stays removed.
 */
export function mergeMessage(before: ChatMessage, told: ChatMessage): ChatMessage {
  const { state: _state, failure: _failure, ...rest } = { ...before, ...told };
  const state = told.state === undefined ? before.state : evolveMessageState(before.state, told.state);
  const failure = state === 'failed' ? told.failure ?? before.failure : undefined;
  return withoutRemoved({
    ...rest,
    id: isUnanswered(told) ? before.id : told.id,
    at: before.at < told.at ? before.at : told.at,
    ...(state === undefined ? {} : { state }),
    ...(failure === undefined ? {} : { failure }),
  }, before.line === 'message-removed' || told.line === 'message-removed');
}

function withoutRemoved(message: ChatMessage, removed: boolean): ChatMessage {
  if (!removed) return message;
  const { text: _text, media: _media, ...rest } = message;
  return { ...rest, line: 'message-removed' };
}

/** Puts what stands under the panel's key into the message that the chat told of, where there is one. */
function answered(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const byKey = new Map(messages.filter((each) => !isUnanswered(each)).map((each) => [each.clientKey, each.id]));
  const waiting = messages.filter(isUnanswered);
  return messages
    .filter((each) => !isUnanswered(each) || !byKey.has(each.clientKey))
    .map((each) => waiting
      .filter(({ clientKey }) => clientKey !== undefined && clientKey === each.clientKey && byKey.get(clientKey) === each.id)
      .reduce((merged, other) => mergeMessage(other, merged), each));
}

const parsedId = (text: string): MessageId => text as MessageId;
