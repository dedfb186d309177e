import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import type { ConnectionId } from '../../../src/domain/index.ts';
import type { BulkReplayWish, DeliverySummary, StoreFactory } from '../../../src/ports/index.ts';
import { aPreparedDatabase } from '../../adapters/postgres/databases.ts';
import { aCardWebhook, createDyingStore, setAside } from '../../rig/dead-letters.ts';
import { createWorld, type World } from '../../rig/world.ts';

const DEAD = { state: 'set-aside', reason: 'port.refused' } as const;
const LEFT = { ...DEAD, replayed: 'no' } as const;
const HERE = 'acme' as ConnectionId;

interface Place {
  readonly store: StoreFactory;
  remove(): Promise<void>;
}

const places: Readonly<Record<string, () => Promise<Place>>> = {
  sqlite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vinculo-replay-'));
    return { store: sqliteStore(join(folder, 'hub.db')), remove: async () => rmSync(folder, { recursive: true, force: true }) };
  },
  postgres: async () => {
    const { url, giveBack } = await aPreparedDatabase();
    return { store: postgresStore(url, { leaseSeconds: 10 }), remove: giveBack };
  },
};

describe.each(Object.entries(places))('HUB-02: many dead letters in %s are played again', (_kind, open) => {
  let place: Place;
  let dying: ReturnType<typeof createDyingStore>;
  let world: World;
  beforeEach(async () => {
    place = await open();
    dying = createDyingStore(place.store);
    world = await createWorld({ hub: { store: dying.store } });
  });
  afterEach(async () => {
    await world.close();
    await place.remove();
  });

  /** So many dead letters about so many cards, in a hub that was stopped for it and runs again. */
  async function withDeadLetters(count: number, cards: number): Promise<void> {
    await world.hub().close();
    await setAside(place.store, Array.from({ length: count }, (_, at) =>
      aCardWebhook(`dead-${String(at).padStart(5, '0')}`, at % cards, { connection: HERE })));
    await world.restart();
  }

  const replayAll = async (expected: number, wish: Partial<BulkReplayWish> = {}) => await world.hub().deliveries.replayAll({ search: DEAD, expected, ...wish });

  async function untilQueued(count: number, withinMs: number): Promise<number> {
    const begunAt = Date.now();
    for (;;) {
      const queued = await world.hub().deliveries.count({ ...DEAD, replayed: 'yes' });
      if (queued >= count) return Date.now() - begunAt;
      if (Date.now() - begunAt > withinMs) throw new Error(`${queued} of ${count} were queued within ${withinMs} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  async function everyReplay(): Promise<readonly DeliverySummary[]> {
    const found: DeliverySummary[] = [];
    let after: string | undefined;
    do {
      const { rows, next } = await world.hub().deliveries.list({ kind: 'Deals.Update' }, { limit: 200, ...(after === undefined ? {} : { after }) });
      found.push(...rows.filter(({ replayOf }) => replayOf !== undefined));
      after = next;
    } while (after !== undefined);
    return found.toReversed();
  }

  test('ten thousand are queued, each once', async () => {
    await withDeadLetters(10_000, 500);
    expect(await replayAll(10_000)).toMatchObject({ outcome: 'begun', count: 10_000, runs: [{ connection: HERE, count: 10_000 }], skipped: [] });
    await untilQueued(10_000, 90_000);
    expect(await world.hub().deliveries.count(LEFT)).toBe(0);
    // Beside the old ones there are as many replays, and every old one has one.
    expect(await world.hub().deliveries.count({ kind: 'Deals.Update' })).toBe(20_000);
    expect(await world.hub().deliveries.count({ kind: 'Deals.Update', replayed: 'yes' })).toBe(10_000);
  }, 120_000);

  test('in the order in which they came, card by card', async () => {
    await withDeadLetters(600, 3);
    await replayAll(600);
    await world.hub().settled();
    for (const [, replays] of Map.groupBy(await everyReplay(), ({ lane }) => lane)) {
      const order = replays.map(({ replayOf = '' }) => String(replayOf));
      expect(order).toHaveLength(200);
      expect(order).toEqual(order.toSorted());
    }
  });

  test.each(['before', 'after'] as const)('a run that is cut short %s it has queued a page goes on where it was, and plays none twice', async (when) => {
    await withDeadLetters(3_000, 50);
    dying.arm(4, when);
    await replayAll(3_000);
    await dying.died;
    expect(await world.hub().deliveries.count({ ...DEAD, replayed: 'yes' })).toBe(when === 'before' ? 1_500 : 2_000);
    await world.crash();
    await untilQueued(3_000, 50_000);
    await world.hub().settled();
    const replays = await everyReplay();
    expect(replays).toHaveLength(3_000);
    expect(new Set(replays.map(({ replayOf }) => replayOf)).size).toBe(3_000);
  }, 90_000);

  test('two wishes at the same time play each once', async () => {
    await withDeadLetters(700, 20);
    await Promise.all([replayAll(700), replayAll(700)]);
    await world.hub().settled();
    expect(await everyReplay()).toHaveLength(700);
  });

  test('two wishes with one key are one run', async () => {
    await withDeadLetters(3, 3);
    const [one, two] = await Promise.all([replayAll(3, { requestKey: 'click' }), replayAll(3, { requestKey: 'click' })]);
    expect(one).toMatchObject({ outcome: 'begun' });
    expect(two).toEqual(one);
    await world.hub().settled();
    expect(await world.hub().deliveries.count({ kind: 'replay-many' })).toBe(1);
  });

  test('with more of them than were shown nothing is done', async () => {
    await withDeadLetters(5, 5);
    expect(await replayAll(4)).toEqual({ outcome: 'count-changed', count: 5 });
    await world.hub().settled();
    expect(await world.hub().deliveries.count({ kind: 'replay-many' })).toBe(0);
    expect(await replayAll(6)).toMatchObject({ outcome: 'begun', count: 5 });
  });

  test('its history tells who asked, how many were queued, and of which', async () => {
    await withDeadLetters(3, 3);
    const begun = await world.hub().deliveries.as({ name: 'ana', scope: 'every-connection' }).replayAll({ search: DEAD, expected: 3 });
    await world.hub().settled();
    const run = begun.outcome === 'begun' ? begun.runs[0] : undefined;
    const told = run && await world.hub().deliveries.show(run.id);
    expect(told).toMatchObject({ state: 'done', askedBy: 'ana', decision: { outcome: 'replays-queued', of: 3, remaining: 0, left: [] } });
    expect((await everyReplay()).map(({ askedBy }) => askedBy)).toEqual(['ana', 'ana', 'ana']);
  });

  test('a connection that is off is left alone and said so; once it is on they are played', async () => {
    await withDeadLetters(4, 4);
    await world.hub().connections.deactivate(HERE);
    expect(await replayAll(4)).toEqual({ outcome: 'begun', count: 0, runs: [], skipped: [{ connection: HERE, count: 4, because: 'connection-inactive' }] });
    await world.hub().connections.activate(HERE);
    await replayAll(4);
    await world.hub().settled();
    expect(await everyReplay()).toHaveLength(4);
  });

  test('those of a connection outside of the scope are neither counted nor played', async () => {
    await withDeadLetters(4, 4);
    const elsewhere = world.hub().deliveries.as({ name: 'bia', scope: { only: ['other' as ConnectionId] } });
    expect(await elsewhere.replayAll({ search: DEAD, expected: 4 })).toMatchObject({ outcome: 'begun', count: 0, runs: [] });
    expect(await elsewhere.replayAll({ search: { ...DEAD, connection: HERE }, expected: 4 })).toMatchObject({ outcome: 'begun', count: 0, runs: [] });
    await world.hub().settled();
    expect(await everyReplay()).toEqual([]);
  });

  test('only of those that have ended', async () => {
    await expect(world.hub().deliveries.replayAll({ search: { state: 'later' as 'done' }, expected: 1 })).rejects.toMatchObject({ code: 'input.state-missing' });
  });
});
