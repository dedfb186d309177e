import fc from 'fast-check';
import {
  addMs, parseAgentId, parseMessageId, parsePartId,
  type AgentId, type ChatMessage, type Instant, type MessageId, type MessageState,
} from 'vinculo/domain';
import { firstMoment } from './attendance.ts';
import { present } from './present.ts';

/** The agents of generated conversations. */
export const agentIds: readonly AgentId[] = [11, 12, 13, 14].map((id) => present(parseAgentId(id)));

/** Every state of a message that was sent from here. */
export const messageState = (): fc.Arbitrary<MessageState> => fc.constantFrom('queued', 'sent', 'delivered', 'read', 'failed');

/** A moment of the first hour; many messages share one. */
const moment = (): fc.Arbitrary<Instant> => fc.integer({ min: 0, max: 60 }).map((minute) => addMs(firstMoment, minute * 60_000));

/** One message under an id of the chat. */
const message = (id: MessageId): fc.Arbitrary<ChatMessage> =>
  fc.record({ at: moment(), by: fc.constantFrom('client', 'agent', 'bot'), text: fc.string({ maxLength: 8 }) })
    .map(({ at, by, text }) => ({ id, part: present(parsePartId(1)), at, by, kind: 'text', text, ...(by === 'agent' ? { clientKey: `k${id}` } : {}) }));

/** A conversation of up to six messages, each id once. */
export const conversation = (): fc.Arbitrary<readonly ChatMessage[]> =>
  fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }).chain((ids) => fc.tuple(...ids.map((id) => message(present(parseMessageId(id))))));

/**
 * What is told of a conversation, in any order: every message at least once, some again and again, sent ones in more and more states and with
 * or without the panel's key, which never contradicts itself.
 */
export const tellingsOf = (messages: readonly ChatMessage[]): fc.Arbitrary<readonly ChatMessage[]> =>
  fc.array(fc.tuple(fc.nat(), messageState(), fc.boolean()), { maxLength: 20 })
    .map((again) => again.flatMap(([nth, state, withKey]) => {
      const told = messages[nth % Math.max(1, messages.length)];
      if (told === undefined) return [];
      const { clientKey, ...rest } = told;
      return [{ ...rest, ...(told.by === 'agent' ? { state, ...(withKey && clientKey !== undefined ? { clientKey } : {}) } : {}) }];
    }))
    .chain((again) => fc.shuffledSubarray([...messages, ...again], { minLength: messages.length + again.length }));
