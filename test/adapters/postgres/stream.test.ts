import { Client, Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { postgresStore, type PostgresLike } from '../../../src/adapters/postgres/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { aDelivery, agentId, AGENT, aSession, aWish, HERE } from '../../../src/ports/contracts/builders.ts';
import { acceptAndSettle, DONE } from '../../../src/ports/contracts/inside-subject.ts';
import { aPreparedDatabase } from './databases.ts';
import { openPostgresStore } from './open-store.ts';

/** A store over a host's pool, and every statement that goes through it from now on. */
async function overheard() {
  const { url, giveBack } = await aPreparedDatabase();
  onTestFinished(giveBack);
  const heard: string[] = [];
  const pool = new Pool({ connectionString: url });
  onTestFinished(async () => await pool.end());
  const listening = ({ query }: PostgresLike): PostgresLike['query'] => async (...statement: readonly unknown[]) => {
    heard.push(JSON.stringify(statement[0]));
    return await query(...statement);
  };
  const store = await postgresStore({
    query: listening({ query: pool.query.bind(pool) }),
    async connect() {
      const client = await pool.connect();
      return {
        query: listening({ query: client.query.bind(client) }), release: client.release.bind(client), on: client.on.bind(client),
        removeListener: client.removeListener.bind(client),
      };
    },
  })({ clock: createSystemClock(), ids: createSystemIds() });
  onTestFinished(store.close);
  return { store, heard };
}

test('nobody is told an event before those in front of it, however long these take to be written', async () => {
  const store = await openPostgresStore();
  onTestFinished(store.dispose);
  await store.stream.append(HERE, [aWish('first')]);
  const slow = new Client(store.url);
  await slow.connect();
  onTestFinished(async () => await slow.end());
  await slow.query('begin');
  await slow.query('update vinculo.stream_head set last_seq = last_seq + 1 where connection = $1', [HERE]);
  await slow.query("insert into vinculo.stream_event (connection, agent, seq, at, type, data) values ($1, $2, 2, '2026-05-04T12:00:00.000Z', 'counts', '\"slow\"')", [HERE, AGENT]);

  const quick = store.stream.append(HERE, [aWish('quick')]);
  const other = store.stream.append(HERE, [aWish('another agent', agentId('9'))]);
  await other;
  const before = await store.stream.read(HERE, AGENT, { after: 0, limit: 10 });
  await slow.query('commit');
  await quick;
  const after = await store.stream.read(HERE, AGENT, { after: 0, limit: 10 });

  expect(before.events.map(({ data }) => data)).toEqual(['first']);
  expect(after.events.map(({ seq, data }) => [seq, data])).toEqual([[1, 'first'], [2, 'slow'], [3, 'quick']]);
});

test('what another process wrote wakes whoever waits here within 300 ms', async () => {
  const store = await openPostgresStore();
  onTestFinished(store.dispose);
  const beside = await store.openBeside();
  const begun = performance.now();
  const news = store.stream.news(HERE, AGENT, { after: 0, withinMs: 30_000 });
  await new Promise((resolve) => void setTimeout(resolve, 150));
  const written = performance.now();
  await acceptAndSettle(beside, aDelivery('d1'), { ...DONE, stream: [aWish('a')] });
  await news;
  expect(performance.now() - written).toBeLessThan(2_000);
  expect(performance.now() - begun).toBeGreaterThan(150);
});

test('a process asks once for all who wait in it, ten times a second at most, and not at all when nobody waits', async () => {
  const { store, heard } = await overheard();
  const asked = (): number => heard.filter((text) => text.includes('stream_head')).length;
  const waiting = Array.from({ length: 50 }, async (_, place) => await store.stream.news(HERE, agentId(String(place)), { after: 0, withinMs: 1_000 }));
  await Promise.all(waiting);
  const whileWaiting = asked();
  await new Promise((resolve) => void setTimeout(resolve, 300));
  expect(whileWaiting).toBeGreaterThanOrEqual(2);
  expect(whileWaiting).toBeLessThanOrEqual(12);
  expect(asked() - whileWaiting).toBeLessThanOrEqual(1);
});

test('a settlement that has nothing for the desk says nothing to its tables', async () => {
  const { store, heard } = await overheard();
  await acceptAndSettle(store, aDelivery('d1'), { ...DONE, sessions: [aSession('2026-1')] });
  await acceptAndSettle(store, aDelivery('d2'), { ...DONE, sessions: [aSession('2026-1', { version: 1 })] });
  const own = /(?:insert into|update|delete from) \S*(?:desk_session|desk_place|message|stream_head|stream_event|active_send)\b/;
  expect(heard.filter((text) => own.test(text))).toEqual([]);
  expect(heard.some((text) => text.includes('.session'))).toBe(true);
});

test('whoever waits is let go when the store closes', async () => {
  const store = await openPostgresStore();
  onTestFinished(store.dispose);
  const news = store.stream.news(HERE, AGENT, { after: 0, withinMs: 60_000 });
  await store.close();
  await news;
});
