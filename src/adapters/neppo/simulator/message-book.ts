import type { MessageRow, SessionRow } from './rows.ts';
import { announce, type World } from './world.ts';

export type NewMessage = Omit<MessageRow, 'id' | 'sessionId' | 'createdAt'>;

/** Writes a message into a session, and tells who subscribed to messages. */
export function addMessage(world: World, { id: sessionId }: SessionRow, message: NewMessage): MessageRow {
  const row = world.store.messages.insert((id) => ({ id, sessionId, createdAt: world.clock.second(), ...message }));
  announce(world, 'Message', 'CREATE', row.id);
  return row;
}

/** What the system says of a session; the command is Neppo's own, its spelling too. */
export type SystemCommand =
  | 'FORWARD_AGENT' | 'FORWARD_ANOTHER_GRUOP' | 'REDIRECT_TO_QUEUE' | 'REDIRECT_CHAT_SESSION_IN' | 'REDIRECT_CHAT_SESSION_OUT'
  | 'FOWARD_FINAL_CHATBOT' | 'CLOSE_CHAT_SESSION' | 'CLOSE_CHAT_SESSION_BY_USER_INACTIVITY' | 'BOT_CLOSE_CHAT_SESSION_BY_USER_INACTIVITY'
  | 'DELETE_MESSAGE';

/** Writes a line of the system. */
export const addSystemLine = (world: World, session: SessionRow, command: SystemCommand, more: { readonly text?: string; readonly repliedTo?: number } = {}): MessageRow =>
  addMessage(world, session, {
    message: more.text ?? '',
    caption: null,
    contentType: 'TEXT',
    sendBy: 'system',
    fromUser: '@system',
    agentId: null,
    fileName: null,
    command,
    repliedTo: more.repliedTo,
  });
