import assert from 'node:assert/strict';
import { aDelivery, after, AGENT, anEntry, aSession, aTalk, aWish, COLLEAGUE, ELSEWHERE, HERE, protocolOf } from './builders.ts';
import { acceptAndSettle, DONE, type InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';
import type { StreamReading } from '../stream.ts';
import type { DeskTelling } from '../work-queue.ts';

/** Nothing was told to anybody yet. */
export type StreamSubject = Pick<InsideSubject, 'stream' | 'inbox' | 'queue' | 'clock'>;

const ALL = { after: 0, limit: 5_000 };
/** Longer than any clause lasts. */
const FOR_LONG_MS = 60_000;

const data = ({ events }: StreamReading): readonly unknown[] => events.map((event) => event.data);
const numbers = ({ events }: StreamReading): readonly number[] => events.map(({ seq }) => seq);

/** Whether it has come to its end once everybody had a turn, other processes included. */
async function isOver(waiting: Promise<void>): Promise<boolean> {
  const turn = new Promise<false>((resolve) => void setTimeout(() => resolve(false), 300));
  return await Promise.race([waiting.then(() => true), turn]);
}

/** Runs the promises of `Stream` (DESIGN §5). */
export const streamContract: Contract<StreamSubject> = defineContract<StreamSubject>({
  'gives events back as they were written, with the time of that': async ({ stream, clock }) => {
    clock.advance(5_000);
    await stream.append(HERE, [aWish({ text: 'Olá' }, AGENT, 'message.patch')]);
    const [event] = (await stream.read(HERE, AGENT, ALL)).events;
    assert.deepEqual([event?.type, event?.data, event?.at], ['message.patch', { text: 'Olá' }, after(5)]);
  },
  'numbers the events of an agent from 1, in their order, without holes': async ({ stream }) => {
    await stream.append(HERE, [aWish('a'), aWish('elsewhere', COLLEAGUE), aWish('b')]);
    await stream.append(HERE, [aWish('c')]);
    const reading = await stream.read(HERE, AGENT, ALL);
    assert.deepEqual([data(reading), numbers(reading)], [['a', 'b', 'c'], [1, 2, 3]]);
  },
  'carries nothing to an agent that is for another': async ({ stream }) => {
    await stream.append(HERE, [aWish('his', COLLEAGUE)]);
    await stream.append(HERE, [aWish('hers')]);
    assert.deepEqual(data(await stream.read(HERE, COLLEAGUE, ALL)), ['his']);
  },
  'tells agents of two connections apart': async ({ stream }) => {
    await stream.append(ELSEWHERE, [aWish('there')]);
    assert.deepEqual(data(await stream.read(HERE, AGENT, ALL)), []);
  },
  'reads on behind a number, no more than was asked': async ({ stream }) => {
    await stream.append(HERE, ['a', 'b', 'c', 'd'].map((one) => aWish(one)));
    const reading = await stream.read(HERE, AGENT, { after: 1, limit: 2 });
    assert.deepEqual([data(reading), reading.gap], [['b', 'c'], 'no']);
  },
  'knows the number of the newest event, and 0 where there was none': async ({ stream }) => {
    await stream.append(HERE, [aWish('a'), aWish('b')]);
    assert.deepEqual([await stream.head(HERE, AGENT), await stream.head(HERE, COLLEAGUE)], [2, 0]);
  },
  'finds no gap where everything was read': async ({ stream }) => {
    await stream.append(HERE, [aWish('a')]);
    const [read, never] = [await stream.read(HERE, AGENT, { after: 1, limit: 10 }), await stream.read(HERE, COLLEAGUE, ALL)];
    assert.deepEqual([read, never], [{ events: [], gap: 'no' }, { events: [], gap: 'no' }]);
  },
  'finds a gap behind a number that was never given': async ({ stream }) => {
    await stream.append(HERE, [aWish('a')]);
    assert.equal((await stream.read(HERE, AGENT, { after: 2, limit: 10 })).gap, 'yes');
  },
  'is written with the settlement of a delivery': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, stream: [aWish('a'), aWish('b', COLLEAGUE)] });
    const [hers, his] = [await subject.stream.read(HERE, AGENT, ALL), await subject.stream.read(HERE, COLLEAGUE, ALL)];
    assert.deepEqual([data(hers), data(his)], [['a'], ['b']]);
  },
  'tells of a session as both its halves stand once the settlement is written': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, sessions: [aSession('2026-1', { desk: anEntry({ row: 'one' }) })] });
    const tell: DeskTelling['tell'] = (stored) => [aWish({ desk: stored?.desk.row, unread: stored?.talk?.unread })];
    await acceptAndSettle(subject, aDelivery('d2'), { ...DONE, talks: [aTalk('2026-1', { unread: 3 })], telling: { protocol: protocolOf('2026-1'), tell }, stream: [aWish('and then')] });
    assert.deepEqual(data(await subject.stream.read(HERE, AGENT, ALL)), [{ desk: 'one', unread: 3 }, 'and then']);
  },
  'has nothing of a settlement that was not written': async (subject) => {
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, sessions: [aSession('2026-1', { version: 3 })], stream: [aWish('a')] });
    assert.equal(await subject.stream.head(HERE, AGENT), 0);
  },
  'wakes whoever waits when something is written': async ({ stream }) => {
    const news = stream.news(HERE, AGENT, { after: 0, withinMs: FOR_LONG_MS });
    await stream.append(HERE, [aWish('a')]);
    await news;
  },
  'wakes whoever waits when a settlement tells something': async (subject) => {
    const news = subject.stream.news(HERE, AGENT, { after: 0, withinMs: FOR_LONG_MS });
    await acceptAndSettle(subject, aDelivery('d1'), { ...DONE, stream: [aWish('a')] });
    await news;
  },
  'lets nobody wait for what was written before': async ({ stream }) => {
    await stream.append(HERE, [aWish('a')]);
    await stream.news(HERE, AGENT, { after: 0, withinMs: FOR_LONG_MS });
  },
  'lets whoever has read everything wait': async ({ stream }) => {
    await stream.append(HERE, [aWish('a')]);
    const ended = new AbortController();
    const news = stream.news(HERE, AGENT, { after: 1, withinMs: FOR_LONG_MS, signal: ended.signal });
    assert.equal(await isOver(news), false);
    ended.abort();
    await news;
  },
  'lets nobody wait longer than that': async ({ stream }) => {
    await stream.news(HERE, AGENT, { after: 0, withinMs: 20 });
  },
  'drops what is older than 10 minutes but for the last 2,000 events, and tells of the gap': async ({ stream }) => {
    await stream.append(HERE, Array.from({ length: 2_003 }, (_, place) => aWish(place)));
    await stream.trim(after(9 * 60));
    assert.equal((await stream.read(HERE, AGENT, ALL)).events.length, 2_003);
    await stream.trim(after(11 * 60));
    const [whole, behind] = [await stream.read(HERE, AGENT, { after: 3, limit: 5_000 }), await stream.read(HERE, AGENT, { after: 2, limit: 5_000 })];
    assert.deepEqual([whole.events.length, whole.gap, behind.gap], [2_000, 'no', 'yes']);
  },
});
