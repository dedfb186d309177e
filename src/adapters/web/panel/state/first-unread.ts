import type { ChatMessage } from '../../../../domain/conversation/message.ts';

/**
 * Before which message the divider of what is new stands.
 *
 * @param unread - of the row when the conversation was opened.
 * @param since - came after that, and is not counted by it.
 */
export function firstUnreadOf(messages: readonly ChatMessage[], unread: number, since: ReadonlySet<string>): string | undefined {
  const fromClient = messages.filter(({ by, id }) => by === 'client' && !since.has(id));
  return unread === 0 ? undefined : (fromClient.at(-unread) ?? fromClient[0])?.id;
}
