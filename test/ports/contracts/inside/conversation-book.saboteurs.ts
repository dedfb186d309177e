import { aMessage, BEGINNING, ELSEWHERE, HERE, messageId, protocolOf } from '../../../../src/ports/contracts/builders.ts';
import type { ChatMessage } from '../../../../src/domain/index.ts';
import type { ConversationBook } from '../../../../src/ports/index.ts';
import { tamper, type Saboteur } from './saboteur.ts';

const bookWith = (change: (book: ConversationBook) => Partial<ConversationBook>): Saboteur =>
  ({ conversations }) => ({ conversations: { ...conversations, ...change(conversations) } });

type Asked = Parameters<ConversationBook['page']>;

const page = (change: (messages: readonly ChatMessage[], ...asked: Asked) => readonly ChatMessage[]): Saboteur =>
  bookWith((book) => ({ page: async (...asked) => change(await book.page(...asked), ...asked) }));

const OTHER = protocolOf('2026-2');

export const conversationBookSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives a message back as it was kept, with its session': bookWith((book) => ({
    find: async (connection, id) => ((kept) => kept && (id === 'w' ? { ...kept, protocol: OTHER } : kept))(await book.find(connection, id)),
  })),
  'shows messages of a page as they were kept': page((messages) => messages.map((message) => (message.kind === 'image' ? { ...message, kind: 'file' } : message))),
  'gives the newest messages of a session, oldest first': bookWith((book) => ({
    page: async (connection, protocol, query) => (query.limit === 2 ? (await book.page(connection, protocol, { limit: 50 })).slice(0, 2) : await book.page(connection, protocol, query)),
  })),
  'puts messages of one moment in the order of their ids': page((messages) => (messages.length === 3 ? messages.toReversed() : messages)),
  'gives the messages before a place': bookWith((book) => ({
    async page(connection, protocol, { before, limit }) {
      const all = await book.page(connection, protocol, { limit });
      return before === undefined ? all : all.filter(({ at }) => at <= before.at);
    },
  })),
  'replaces a message that is kept under its id': page((messages) => messages.map((message) => (message.state === 'read' ? { ...message, state: 'sent' } : message))),
  'tells sessions apart': bookWith((book) => ({
    async page(connection, protocol, query) {
      const own = await book.page(connection, protocol, query);
      return protocol === OTHER ? [...own, ...await book.page(connection, protocolOf('2026-1'), query)] : own;
    },
  })),
  'tells messages of two connections apart': bookWith((book) => ({
    find: async (connection, id) => await book.find(connection === HERE ? ELSEWHERE : HERE, id) ?? await book.find(connection, id),
  })),
  'finds no message that was not kept': bookWith((book) => ({
    find: async (connection, id) => (id === '404' ? aMessage('404') : await book.find(connection, id)),
  })),
  'knows the newest message of a part': bookWith((book) => ({ newestOf: async (...asked) => ((place) => place && { at: BEGINNING, id: place.id })(await book.newestOf(...asked)) })),
  'knows no newest message of a part that has none': bookWith((book) => ({
    newestOf: async (...asked) => await book.newestOf(...asked) ?? { at: BEGINNING, id: messageId('a') },
  })),
  'finds what was sent from here by its key, within the session': bookWith((book) => ({
    findByClientKey: async (connection, _protocol, key) => await book.findByClientKey(connection, OTHER, key),
  })),
  'has nothing of a settlement that was not written': (subject) => tamper(subject, { settlement: (one) => (one.sessions === undefined ? one : { ...one, sessions: [] }) }),
};
