import { aSend, BEGINNING, chatSendId, ELSEWHERE, HERE } from '../../../../src/ports/contracts/builders.ts';
import type { ActiveSend } from '../../../../src/domain/index.ts';
import type { SendBook, SendQuery } from '../../../../src/ports/index.ts';
import { tamper, type Saboteur } from './saboteur.ts';

const bookWith = (change: (book: SendBook) => Partial<SendBook>): Saboteur => ({ sends }) => ({ sends: { ...sends, ...change(sends) } });

/** Asks for another list than it was asked for. */
const asking = (change: (query: SendQuery) => SendQuery): Saboteur =>
  bookWith((book) => ({ list: async (connection, query) => await book.list(connection, change(query)) }));

/** Finds nothing by one text. */
const blindTo = (search: string): Saboteur =>
  bookWith((book) => ({ list: async (connection, query) => (query.search === search ? [] : await book.list(connection, query)) }));

const without = (query: SendQuery, ...members: readonly (keyof SendQuery)[]): SendQuery =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !members.some((member) => member === name))) as never;

export const sendBookSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives a send back as it was kept': bookWith((book) => ({
    find: async (...asked) => ((send): ActiveSend | undefined => send && (send.templateName === undefined ? send : { ...send, templateName: '' }))(await book.find(...asked)),
  })),
  'changes the send that has its id': bookWith((book) => ({
    list: async (...asked) => (await book.list(...asked)).map((send) => (send.id === 's1' && send.state === 'read' ? { ...send, state: 'queued' } : send)),
  })),
  'keeps sends with the settlement of a delivery': (subject) =>
    tamper(subject, { settlement: (one) => ({ ...one, sends: (one.sends ?? []).filter(({ id }) => id !== 'settled') }) }),
  'has nothing of a settlement that was not written': (subject) => tamper(subject, { settlement: (one) => (one.sessions === undefined ? one : { ...one, sessions: [] }) }),
  'finds a send by its id in the chat': bookWith((book) => ({ findByChatId: async (connection) => await book.findByChatId(connection, chatSendId('c1')) })),
  'tells sends of two connections apart': bookWith((book) => ({
    find: async (connection, id) => await book.find(connection === HERE ? ELSEWHERE : HERE, id) ?? await book.find(connection, id),
  })),
  'lists sends, the newest first, no more than was asked': asking((query) => (query.limit === 2 ? { ...query, limit: 50 } : query)),
  'lists on behind a send, also within one moment': bookWith((book) => ({
    async list(connection, query) {
      const behind = query.after === undefined ? undefined : await book.find(connection, query.after);
      return (await book.list(connection, query)).filter(({ createdAt }) => behind === undefined || createdAt < behind.createdAt);
    },
  })),
  'lists the sends of one agent': asking((query) => without(query, 'agent')),
  'lists the sends in some states': asking((query) => without(query, 'states')),
  'finds sends by a part of the name, accents and case ignored': blindTo('CONCEICAO'),
  'finds sends by three digits in a row of the phone': blindTo('345'),
  'takes a search as it stands': asking((query) => (query.search === '%' ? without(query, 'search') : query)),
  'lists what may still change, the longest unseen first': bookWith((book) => ({ unsettled: async (...asked) => (await book.unsettled(...asked)).toReversed() })),
  'lists nothing as unsettled that has failed or was answered': bookWith((book) => ({
    unsettled: async (connection, query) => [...await book.unsettled(connection, query), ...await book.list(connection, { states: ['failed'], limit: 5 })],
  })),
  'lists what was read as unsettled, since it may be answered': bookWith((book) => ({
    unsettled: async (...asked) => (await book.unsettled(...asked)).filter(({ state }) => state !== 'read'),
  })),
  'lists nothing as unsettled that was made before': bookWith((book) => ({
    unsettled: async (connection, query) => await book.unsettled(connection, { ...query, madeSince: BEGINNING }),
  })),
  'knows all connections that have anything unsettled': bookWith((book) => ({ toLookAt: async (query) => (await book.toLookAt(query)).slice(1) })),
  'knows of no connection whose sends have come to their end, were looked at or are too old': bookWith((book) => ({
    toLookAt: async (query) => await book.toLookAt({ ...query, madeSince: BEGINNING }),
  })),
  'changes a send that is there, and tells of it': bookWith((book) => ({
    change: async (connection, send, told) => await book.change(connection, send.state === 'delivered' ? aSend('s1') : send, told),
  })),
  'brings no send back that is gone': bookWith((book) => ({
    async change(connection, send, told) {
      const change = await book.change(connection, send, told);
      if (change === 'gone' && send.state === 'sent') await book.keep(connection, send);
      return change;
    },
  })),
  'tells nobody of a send that is gone': (subject) => bookWith((book) => ({
    async change(connection, send, told) {
      const change = await book.change(connection, send, told);
      if (change === 'gone') await subject.stream.append(connection, told);
      return change;
    },
  }))(subject),
  'takes whoever changes a send to have looked at it': bookWith((book) => ({
    change: async (connection, { id, ...send }, told) => (id === 's2' ? 'changed' : await book.change(connection, { id, ...send }, told)),
  })),
  'takes whoever keeps a send to have looked at it': bookWith((book) => ({
    async keep(connection, send) {
      const before = await book.find(connection, send.id);
      if (before === undefined || JSON.stringify(before) !== JSON.stringify(send)) await book.keep(connection, send);
    },
  })),
  'knows when a send last went to a number, in either of its forms': bookWith((book) => ({ lastTo: async (...asked) => ((at) => at && BEGINNING)(await book.lastTo(...asked)) })),
  'knows of no send to a number where none went': bookWith((book) => ({ lastTo: async (...asked) => await book.lastTo(...asked) ?? aSend('s1').createdAt })),
  'remembers who wants no sends, and since when': bookWith((book) => ({
    hasOptedOut: async (connection, phone) => (phone === '+551187654321' ? undefined : await book.hasOptedOut(connection, phone)),
  })),
  'lets the first word stand when somebody says twice to want no sends': bookWith((book) => ({
    async optOut(connection, phone, at) {
      await book.optIn(connection, phone);
      await book.optOut(connection, phone, at);
    },
  })),
  'forgets it of whoever wants sends again': bookWith(() => ({ optIn: async () => undefined })),
  'takes the word of somebody for one connection alone': bookWith((book) => ({
    hasOptedOut: async (connection, phone) => await book.hasOptedOut(connection, phone) ?? await book.hasOptedOut(ELSEWHERE, phone),
  })),
};
