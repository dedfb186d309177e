import type { PartId } from '../../domain/attendance/sighting.ts';
import type { ChatMessage } from '../../domain/conversation/message.ts';
import type { Conversations } from '../../ports/conversations.ts';
import { contradiction } from './failures.ts';
import { pageBack, type ReadBack } from './message-pages.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { translateRecordings } from './translate/desk.ts';
import { isNote, translateMessage } from './translate/message.ts';
import { wireCall } from './wire/desk.ts';
import { idIs } from './wire/list.ts';
import { wireMessage, type WireMessage } from './wire/message.ts';

/** Reads what was said in sessions, and its files, from a Neppo account. */
export function createNeppoConversations(client: NeppoClient, config: NeppoConfig): Conversations {
  return {
    ...(config.messages.source === 'poll' ? { news: 'asked', askEveryMs: config.messages.everySeconds * 1_000 } as const : { news: 'told' } as const),
    messages: async (part, page) => {
      if (!isNeppoId(part)) return { messages: [] };
      const { rows, older } = await pageBack(messagesBack(client, config, part), page);
      const messages = rows.map((row) => translated(row, config));
      return { messages: messages.toReversed(), ...(older === undefined ? {} : { older }) };
    },
    recordings: async (part) => (isNeppoId(part) ? translateRecordings(part, await client.rowsOf('calls', wireCall, part), config.timeZone) : []),
    open: client.openFile,
  };
}

const isNeppoId = (id: string): boolean => /^\d{1,18}$/.test(id);

/** Pages of a part's messages, the youngest first. */
export const messagesBack = (client: NeppoClient, { routes }: NeppoConfig, part: PartId): ReadBack<WireMessage> =>
  async (page) => {
    const { rows, total } = await client.listBack('messages', wireMessage, { where: idIs('session.id', part), page });
    const ours = rows.filter(({ sessionId }) => sessionId === undefined || sessionId === part);
    // Conditions are sometimes ignored without a word (seen in 2026): other rows than those asked for prove nothing.
    if (ours.length < rows.length) throw contradiction(`POST ${routes.messages.path}`, 'results (other rows than those asked for)');
    return { rows: ours.filter((row) => !isNote(row)).map((row) => ({ ...row, sessionId: part })), count: rows.length, total };
  };

function translated(row: WireMessage, { routes, timeZone }: NeppoConfig): ChatMessage {
  const message = translateMessage(row, timeZone);
  if (message.ok) return message.value;
  throw contradiction(`POST ${routes.messages.path}`, message.reason);
}
