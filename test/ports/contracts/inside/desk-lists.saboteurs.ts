import { anEntry, aTalk, COLLEAGUE, ELSEWHERE, HERE } from '../../../../src/ports/contracts/builders.ts';
import type { DeskLists, DeskQuery, DeskSession, Settlement } from '../../../../src/ports/index.ts';
import { tamper, type Saboteur } from './saboteur.ts';

const listsWith = (change: (lists: DeskLists) => Partial<DeskLists>): Saboteur => ({ deskLists }) => ({ deskLists: { ...deskLists, ...change(deskLists) } });

const page = (change: (rows: readonly DeskSession[], query: DeskQuery) => readonly DeskSession[]): Saboteur =>
  listsWith((lists) => ({ page: async (connection, query) => change(await lists.page(connection, query), query) }));

const blindTo = (search: string): Saboteur => page((rows, query) => (query.search === search ? [] : rows));

const settling = (change: (settlement: Settlement) => Settlement): Saboteur => (subject) => tamper(subject, { settlement: change });

const begins = (rows: readonly DeskSession[], ...protocols: readonly string[]): boolean => rows.map(({ protocol }) => protocol).join() === protocols.join();

export const deskListsSaboteurs: Readonly<Record<string, Saboteur>> = {
  'lists the running sessions that an agent attends, the newest first': page((rows) => (begins(rows, '2', '3', '1') ? rows.toReversed() : rows)),
  'lists the ended sessions in which an agent took part': page((rows, { agent, phase }) => (phase === 'ended' ? rows.filter(({ desk }) => desk.agent === agent) : rows)),
  'knows the running sessions that are attended, in the order of their protocols, page by page': listsWith((lists) => ({ attended: async (connection, { limit }) => await lists.attended(connection, { limit }) })),
  'moves a session to the lists in which it stands now': page((rows, { agent }) => (agent === COLLEAGUE ? [] : rows)),
  'shows both halves of a session, and the later of their times': page((rows, { limit }) => (limit === 5 ? rows.map((row) => ({ ...row, at: row.desk.at })) : rows)),
  'puts a session where the later of its halves puts it': page((rows) => (begins(rows, '3', '1', '2') ? rows.toSorted((a, b) => (a.desk.at < b.desk.at ? 1 : -1)) : rows)),
  'puts a session no earlier when its own half is written again': page((rows) => (begins(rows, '1', '2') ? rows.toSorted((a, b) => (a.desk.at < b.desk.at ? 1 : -1)) : rows)),
  'keeps how a conversation stands before the session is known': listsWith((lists) => ({
    talk: async (connection, protocol) => (await lists.find(connection, protocol) === undefined ? undefined : await lists.talk(connection, protocol)),
  })),
  'finds a session by its protocol': listsWith((lists) => ({ find: async (...asked) => ((row) => row && { ...row, phase: 'running' })(await lists.find(...asked)) })),
  'finds no session of which there is no more than the conversation': listsWith((lists) => ({
    async find(connection, protocol) {
      const [row, talk] = [await lists.find(connection, protocol), await lists.talk(connection, protocol)];
      return row ?? (talk && { protocol, phase: 'running', startedAt: talk.at, at: talk.at, desk: anEntry(), talk });
    },
  })),
  'knows nothing of a conversation in which nothing was said': listsWith((lists) => ({
    talk: async (connection, protocol) => await lists.talk(connection, protocol) ?? (await lists.find(connection, protocol) && aTalk(protocol)),
  })),
  'loads a session with what agents see of it': ({ sessions }) => ({
    sessions: { ...sessions, load: async (...asked) => ((row) => row && (row.desk === undefined ? row : { ...row, desk: { ...row.desk, name: 'Ana' } }))(await sessions.load(...asked)) },
  }),
  'takes a session out of the lists that is written without its half': settling((one) => ({
    ...one, sessions: (one.sessions ?? []).map((row) => (row.version === 1 && row.desk === undefined ? { ...row, desk: anEntry() } : row)),
  })),
  'finds sessions by a part of the name, accents and case ignored': blindTo('CONCEICAO'),
  'finds sessions by three digits in a row of the phone': blindTo('345'),
  'lists on behind a place, also within one moment': page((rows, query) => rows.filter(({ at }) => query.after === undefined || at < query.after.at)),
  'lists no more than was asked': listsWith((lists) => ({ page: async (connection, query) => await lists.page(connection, { ...query, limit: 50 }) })),
  'counts the lists of an agent, and where something is unread': listsWith((lists) => ({
    counts: async (...asked) => ((counts) => (counts.ended === 0 ? counts : { ...counts, unread: counts.unread + 1 }))(await lists.counts(...asked)),
  })),
  'counts anew what was read': settling((one) => (one.sessions?.length === 0 && one.talks?.length === 1 && one.talks[0]?.unread === 0 ? { ...one, talks: [] } : one)),
  'tells the lists of two connections apart': listsWith((lists) => ({
    page: async (connection, query) => [...await lists.page(connection, query), ...(connection === HERE ? await lists.page(ELSEWHERE, query) : [])],
  })),
  'has nothing of a settlement that was not written': settling((one) => (one.sessions?.some(({ version }) => version === 3) === true ? { ...one, sessions: [] } : one)),
};
