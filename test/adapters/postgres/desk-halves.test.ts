import { expect, onTestFinished, test } from 'vitest';
import { aDelivery, after, AGENT, anEntry, aSession, aTalk, aWish, HERE, protocolOf } from '../../../src/ports/contracts/builders.ts';
import { DONE } from '../../../src/ports/contracts/inside-subject.ts';
import type { DeskTelling, NewDelivery, Settlement, Store } from '../../../src/ports/index.ts';
import { openPostgresStore } from './open-store.ts';

const ROUNDS = 20;

test('PAN-01: two lanes that write the halves of a session at the same time lose nothing of each other', async () => {
  const store = await openPostgresStore();
  onTestFinished(store.dispose);
  const beside = await store.openBeside();
  const protocols = Array.from({ length: ROUNDS }, (_, place) => `2026-${place}`);
  const ends = new Map<string, Settlement>();
  const deliveries = protocols.flatMap((protocol, place): readonly NewDelivery[] => {
    const telling: DeskTelling = { protocol: protocolOf(protocol), tell: (stored) => (stored === undefined ? [] : [aWish({ protocol, unread: stored.talk?.unread ?? 0 })]) };
    ends.set(`s${place}`, { ...DONE, sessions: [aSession(protocol, { desk: anEntry({ at: after(place) }) })], telling });
    ends.set(`t${place}`, { ...DONE, talks: [aTalk(protocol, { at: after(100 + place), unread: 1 })], telling });
    return [aDelivery(`s${place}`, { lane: `session-${place}` }), aDelivery(`t${place}`, { lane: `talk-${place}` })];
  });
  await store.inbox.accept(deliveries);
  const work = async ({ queue }: Store): Promise<void> => await queue.run(async ({ id }) => ends.get(id) ?? DONE, { inFlight: 8, inFlightPerConnection: 8 });
  await Promise.all([work(store), work(beside)]);
  await Promise.all(deliveries.map(async ({ id }) => await store.queue.ended(HERE, id)));
  await Promise.all([store.queue.stop(), beside.queue.stop()]);

  const rows = await store.deskLists.page(HERE, { agent: AGENT, phase: 'running', limit: 100 });
  expect(rows.map(({ protocol }) => protocol)).toEqual(protocols.toReversed());
  expect(rows.map(({ talk }) => talk?.unread)).toEqual(protocols.map(() => 1));
  const { events } = await store.stream.read(HERE, AGENT, { after: 0, limit: 2 * ROUNDS });
  const lastTold = new Map(events.map(({ data }) => [parseTold(data).protocol, parseTold(data).unread]));
  expect(lastTold).toEqual(new Map(protocols.map((protocol) => [protocol, 1])));
  expect(await store.deskLists.counts(HERE, AGENT)).toEqual({ running: ROUNDS, ended: 0, unread: ROUNDS });
}, 60_000);

const parseTold = (data: unknown): { readonly protocol: string; readonly unread: number } => data as { readonly protocol: string; readonly unread: number };
