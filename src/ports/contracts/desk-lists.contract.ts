import assert from 'node:assert/strict';
import type { DeskEntry, DeskQuery, SessionRow, TalkEntry } from '../sessions.ts';
import { aDelivery, after, AGENT, anEntry, aSession, aTalk, COLLEAGUE, ELSEWHERE, HERE, protocolOf } from './builders.ts';
import { acceptAndSettle, DONE, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No sessions yet, and the queue whose settlements write them. */
export type DeskListsSubject = Pick<InsideSubject, 'deskLists' | 'sessions' | 'inbox' | 'queue'>;

interface Halves {
  readonly sessions?: readonly SessionRow[];
  readonly talks?: readonly TalkEntry[];
}

let deliveries = 0;
async function settle(subject: DeskListsSubject, { sessions = [], talks = [] }: Halves, connection = HERE): Promise<void> {
  deliveries += 1;
  await acceptAndSettle(subject, aDelivery(`desk-${deliveries}`, { connection }), { ...DONE, sessions, talks });
}

const listed = (protocol: string, entry: Partial<DeskEntry> = {}, wishes: Partial<Omit<SessionRow, 'protocol'>> = {}): SessionRow =>
  aSession(protocol, { desk: anEntry(entry), ...wishes });

const page = async ({ deskLists }: DeskListsSubject, query: Partial<DeskQuery> = {}, connection = HERE): Promise<readonly string[]> =>
  (await deskLists.page(connection, { agent: AGENT, phase: 'running', limit: 50, ...query })).map(({ protocol }) => protocol);

/** Runs the promises of `DeskLists` (PAN-01). */
export const deskListsContract: Contract<DeskListsSubject> = defineContract<DeskListsSubject>({
  'lists the running sessions that an agent attends, the newest first': async (subject) => {
    await settle(subject, { sessions: [
      listed('1', { at: after(1) }), listed('2', { at: after(3) }), listed('3', { at: after(2) }), listed('4', { agent: COLLEAGUE, agents: [AGENT, COLLEAGUE] }),
    ] });
    assert.deepEqual(await page(subject), ['2', '3', '1']);
  },
  'lists the ended sessions in which an agent took part': async (subject) => {
    await settle(subject, { sessions: [
      listed('1', { agent: COLLEAGUE, agents: [AGENT, COLLEAGUE] }, { phase: 'ended' }), listed('2', { agent: COLLEAGUE, agents: [COLLEAGUE] }, { phase: 'ended' }), listed('3'),
    ] });
    assert.deepEqual(await page(subject, { phase: 'ended' }), ['1']);
  },
  'knows the running sessions that are attended, in the order of their protocols, page by page': async (subject) => {
    await settle(subject, { sessions: [
      listed('3'), listed('1', { agent: COLLEAGUE }), listed('2', {}, { phase: 'ended' }), aSession('4', { desk: { agents: [AGENT], at: after(1), row: {} } }), listed('5'),
    ] });
    const { deskLists } = subject;
    assert.deepEqual([await deskLists.attended(HERE, { limit: 2 }), await deskLists.attended(HERE, { after: protocolOf('3'), limit: 2 })], [['1', '3'], ['5']]);
  },
  'moves a session to the lists in which it stands now': async (subject) => {
    await settle(subject, { sessions: [listed('1'), listed('2')] });
    await settle(subject, { sessions: [listed('1', { agent: COLLEAGUE, agents: [AGENT, COLLEAGUE] }, { version: 1 }), listed('2', {}, { version: 1, phase: 'ended' })] });
    assert.deepEqual([await page(subject), await page(subject, { agent: COLLEAGUE }), await page(subject, { phase: 'ended' })], [[], ['1'], ['2']]);
  },
  'shows both halves of a session, and the later of their times': async (subject) => {
    const [desk, talk] = [anEntry({ at: after(1), agents: [AGENT, COLLEAGUE], row: { group: 'Vendas' } }), aTalk('1', { at: after(5), unread: 2, row: { last: 'Oi' } })];
    await settle(subject, { sessions: [aSession('1', { desk, startedAt: after(-60) })], talks: [talk] });
    assert.deepEqual(await subject.deskLists.page(HERE, { agent: AGENT, phase: 'running', limit: 5 }), [
      { protocol: '1', phase: 'running', startedAt: after(-60), at: after(5), desk, talk },
    ]);
  },
  'puts a session where the later of its halves puts it': async (subject) => {
    await settle(subject, { sessions: [listed('1', { at: after(1) }), listed('2', { at: after(2) }), listed('3', { at: after(4) })] });
    await settle(subject, { talks: [aTalk('1', { at: after(3) }), aTalk('3', { at: after(1) })] });
    assert.deepEqual(await page(subject), ['3', '1', '2']);
  },
  'puts a session no earlier when its own half is written again': async (subject) => {
    await settle(subject, { sessions: [listed('1', { at: after(1) }), listed('2', { at: after(2) })], talks: [aTalk('1', { at: after(5) })] });
    await settle(subject, { sessions: [listed('1', { at: after(1) }, { version: 1 })] });
    assert.deepEqual(await page(subject), ['1', '2']);
  },
  'keeps how a conversation stands before the session is known': async (subject) => {
    await settle(subject, { talks: [aTalk('1', { at: after(3), unread: 1 })] });
    const before = await subject.deskLists.talk(HERE, protocolOf('1'));
    await settle(subject, { sessions: [listed('1')] });
    assert.deepEqual([before, (await subject.deskLists.find(HERE, protocolOf('1')))?.talk], [aTalk('1', { at: after(3), unread: 1 }), aTalk('1', { at: after(3), unread: 1 })]);
  },
  'finds a session by its protocol': async (subject) => {
    await settle(subject, { sessions: [listed('1', {}, { phase: 'ended' }), listed('2')] });
    assert.deepEqual(await subject.deskLists.find(HERE, protocolOf('1')), { protocol: '1', phase: 'ended', startedAt: after(0), at: after(0), desk: anEntry() });
  },
  'finds no session of which there is no more than the conversation': async (subject) => {
    await settle(subject, { talks: [aTalk('1')] });
    assert.equal(await subject.deskLists.find(HERE, protocolOf('1')), undefined);
  },
  'knows nothing of a conversation in which nothing was said': async (subject) => {
    await settle(subject, { sessions: [listed('1')] });
    assert.equal(await subject.deskLists.talk(HERE, protocolOf('1')), undefined);
  },
  'loads a session with what agents see of it': async (subject) => {
    await settle(subject, { sessions: [listed('1', { name: 'Bia' })] });
    assert.deepEqual((await subject.sessions.load(HERE, protocolOf('1')))?.desk, anEntry({ name: 'Bia' }));
  },
  'takes a session out of the lists that is written without its half': async (subject) => {
    await settle(subject, { sessions: [listed('1')], talks: [aTalk('1')] });
    await settle(subject, { sessions: [aSession('1', { version: 1 })] });
    assert.deepEqual([await page(subject), (await subject.sessions.load(HERE, protocolOf('1')))?.desk], [[], undefined]);
  },
  'finds sessions by a part of the name, accents and case ignored': async (subject) => {
    await settle(subject, { sessions: [listed('1', { name: 'João da Conceição' }), listed('2', { name: 'Bia' })] });
    assert.deepEqual([await page(subject, { search: 'CONCEICAO' }), await page(subject, { search: 'joão D' })], [['1'], ['1']]);
  },
  'finds sessions by three digits in a row of the phone': async (subject) => {
    await settle(subject, { sessions: [listed('1', { phone: '5531912345678' }), listed('2')] });
    assert.deepEqual([await page(subject, { search: '345' }), await page(subject, { search: '(31) 9123' })], [['1'], ['1']]);
  },
  'lists on behind a place, also within one moment': async (subject) => {
    await settle(subject, { sessions: [listed('a', { at: after(1) }), listed('b', { at: after(1) }), listed('c', { at: after(1) }), listed('d')] });
    assert.deepEqual(await page(subject, { after: { at: after(1), protocol: protocolOf('b') } }), ['a', 'd']);
  },
  'lists no more than was asked': async (subject) => {
    await settle(subject, { sessions: [listed('1', { at: after(1) }), listed('2', { at: after(2) }), listed('3', { at: after(3) })] });
    assert.deepEqual(await page(subject, { limit: 2 }), ['3', '2']);
  },
  'counts the lists of an agent, and where something is unread': async (subject) => {
    await settle(subject, {
      sessions: [listed('1'), listed('2'), listed('3', {}, { phase: 'ended' }), listed('4', { agent: COLLEAGUE, agents: [COLLEAGUE] })],
      talks: [aTalk('1', { unread: 3 }), aTalk('2', { unread: 0 }), aTalk('3', { unread: 1 }), aTalk('4', { unread: 1 })],
    });
    assert.deepEqual(await subject.deskLists.counts(HERE, AGENT), { running: 2, ended: 1, unread: 1 });
  },
  'counts anew what was read': async (subject) => {
    await settle(subject, { sessions: [listed('1')], talks: [aTalk('1', { unread: 3 })] });
    await settle(subject, { talks: [aTalk('1', { unread: 0 })] });
    assert.equal((await subject.deskLists.counts(HERE, AGENT)).unread, 0);
  },
  'tells the lists of two connections apart': async (subject) => {
    await settle(subject, { sessions: [listed('1')] });
    await settle(subject, { sessions: [listed('2', {}, { connection: ELSEWHERE })], talks: [aTalk('1', { unread: 1 })] }, ELSEWHERE);
    assert.deepEqual([await page(subject), await page(subject, {}, ELSEWHERE), (await subject.deskLists.counts(HERE, AGENT)).unread], [['1'], ['2'], 0]);
  },
  'has nothing of a settlement that was not written': async (subject) => {
    await settle(subject, { sessions: [aSession('9', { version: 3 })], talks: [aTalk('lost')] });
    assert.equal(await subject.deskLists.talk(HERE, protocolOf('lost')), undefined);
  },
});
