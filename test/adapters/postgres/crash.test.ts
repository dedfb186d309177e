import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { aDelivery, deliveryId, HERE } from '../../../src/ports/contracts/builders.ts';
import { DONE } from '../../../src/ports/contracts/inside-subject.ts';
import type { ClaimedDelivery, DeliveryHandler, Store } from '../../../src/ports/index.ts';
import { openPostgresStore, type Opened } from './open-store.ts';

const CHILD = fileURLToPath(new URL('worker-child.ts', import.meta.url));
/** The shortest that there is. */
const LEASE_SECONDS = 10;
/** Until a lease is over, the engine has noticed, and somebody has asked it. */
const OTHERS_TAKE_OVER_MS = 20_000;

/** Another process that works the same database. */
interface Worker {
  readonly said: readonly string[];
  /** Resolves when it has said so, so many times. */
  until(line: string, times?: number): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  ended(): Promise<void>;
}

function aWorker(...args: readonly string[]): Worker {
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const said: string[] = [];
  const watchers = new Set<() => void>();
  if (child.stdout !== null) {
    createInterface(child.stdout).on('line', (line) => {
      said.push(line);
      for (const look of watchers) look();
    });
  }
  return {
    said,
    until: async (line, times = 1) =>
      await new Promise((resolve) => {
        const look = (): void => void (said.filter((other) => other === line).length >= times && resolve());
        watchers.add(look);
        look();
      }),
    signal: (signal) => void child.kill(signal),
    ended: async () => await ended,
  };
}

const told = ({ said }: Worker, what: string): readonly string[] =>
  said.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1));

/** Works what there is, saying that it was here that it was decided. */
function workHere(seen: ClaimedDelivery[]): DeliveryHandler {
  return async (delivery) => {
    seen.push(delivery);
    return { ...DONE, decision: { by: 'parent' } };
  };
}

async function decidedBy({ history }: Store, id: string): Promise<unknown> {
  return (await history.find('every-connection', deliveryId(id)))?.decision;
}

// Side by side, since each waits for a lease to end.
describe.concurrent('a worker of a postgres store', { timeout: 60_000 }, () => {
  let opening: Promise<unknown> = Promise.resolve();
  /** One after the other, since whoever gets a database sees to it that nobody else is connected to it. */
  const opened = async (): Promise<Opened> => {
    const store = opening.then(async () => await openPostgresStore({ leaseSeconds: LEASE_SECONDS }));
    opening = store.catch(() => undefined);
    return await store;
  };

  test('HUB-01: that is killed loses nothing that it had accepted, and others take over its lanes', async () => {
    const store = await opened();
    const child = aWorker(store.url, '0', 'accept');
    await child.until('accepted d400');
    child.signal('SIGKILL');
    await child.ended();
    const accepted = told(child, 'accepted');
    const worked = told(child, 'worked');
    const found = await Promise.all(accepted.map(async (id) => await store.history.find('every-connection', deliveryId(id))));
    expect(found.every((delivery) => delivery !== undefined)).toBe(true);

    const seen: ClaimedDelivery[] = [];
    const began = performance.now();
    await store.queue.run(workHere(seen), { inFlight: 4, inFlightPerConnection: 4 });
    await store.queue.idle();
    await store.queue.stop();
    expect(performance.now() - began).toBeLessThan(OTHERS_TAKE_OVER_MS);
    // At least once: whatever was not worked before is worked now, and what is worked again was in flight.
    const again = seen.map(({ id }): string => id);
    expect(accepted.filter((id) => !worked.includes(id) && !again.includes(id))).toEqual([]);
    expect(again.filter((id) => worked.includes(id)).length).toBeLessThanOrEqual(4);
    expect(seen.filter(({ id, hold }) => worked.includes(id) && hold.begunBefore === 'no')).toEqual([]);
    for (const lane of Map.groupBy(seen, ({ lane: key }) => key).values()) expect(lane).toEqual(lane.toSorted((a, b) => a.seq - b.seq));
    await store.dispose();
  });

  test('HUB-01: that is frozen for longer than its lease writes nothing after another took over, and works nothing more of that lane', async () => {
    const store = await opened();
    const plain = ['d1', 'd2', 'd3'];
    const forwarding = ['forwarding d1', 'forwarding d2', 'forwarding d3'];
    await store.inbox.accept([...plain.map((id) => aDelivery(id)), ...forwarding.map((id) => aDelivery(id, { lane: 'forwarding' }))]);
    const child = aWorker(store.url, '2000');
    await Promise.all([child.until('begun d2'), child.until('begun forwarding d2')]);
    child.signal('SIGSTOP');

    const seen: ClaimedDelivery[] = [];
    await store.queue.run(workHere(seen), { inFlight: 4, inFlightPerConnection: 4 });
    await Promise.all(['d3', 'forwarding d3'].map(async (id) => await store.queue.ended(HERE, deliveryId(id))));
    await store.queue.stop();
    child.signal('SIGCONT');
    // It may hold the lane of what was forwarded as well.
    await Promise.all([child.until('unsure d2'), child.until('unsure forwarding d2'), child.until('told lane-lost', 2)]);
    child.signal('SIGKILL');
    await child.ended();

    expect(seen.map(({ id }) => id).filter((id) => !id.startsWith('of')).toSorted()).toEqual(['d2', 'd3', 'forwarding d2', 'forwarding d3']);
    expect(told(child, 'begun').filter((id) => !id.startsWith('of')).toSorted()).toEqual(['d1', 'd2', 'forwarding d1', 'forwarding d2']);
    const deciders = await Promise.all([...plain, ...forwarding].map(async (id) => await decidedBy(store, id)));
    expect(deciders).toEqual(['child', 'parent', 'parent', 'child', 'parent', 'parent'].map((by) => ({ by })));
    expect(told(child, 'unsure').filter((id) => !id.startsWith('of')).toSorted()).toEqual(['d2', 'forwarding d2']);
    const begunBefore = seen.filter(({ hold }) => hold.begunBefore === 'perhaps').map(({ id }): string => id);
    expect(begunBefore.filter((id) => !id.startsWith('of')).toSorted()).toEqual(['d2', 'forwarding d2']);
    expect(await store.history.find('every-connection', deliveryId('of forwarding d1, by child'))).toBeDefined();
    expect(await store.history.find('every-connection', deliveryId('of forwarding d2, by child'))).toBeUndefined();
    await store.dispose();
  });

  test('HUB-01: that is frozen before it begins begins nothing when it goes on after its lease', async () => {
    const store = await opened();
    const other = new Client(store.url);
    await other.connect();
    await store.inbox.accept(['d1', 'd2'].map((id) => aDelivery(id)));
    await other.query('begin; select from vinculo.lane for update');
    const child = aWorker(store.url, '0');
    const isTaken = async (): Promise<boolean> => (await other.query("select from vinculo_wake.job where state = 'active'")).rowCount === 1;
    while (!(await isTaken())) await delay(20);
    // By now it asks for what is in the lane, and waits for its lock.
    await delay(1_000);
    child.signal('SIGSTOP');
    await other.query('commit');
    await other.end();

    const seen: ClaimedDelivery[] = [];
    await store.queue.run(workHere(seen), { inFlight: 4 });
    await store.queue.ended(HERE, deliveryId('d2'));
    await store.queue.stop();
    child.signal('SIGCONT');
    await delay(1_000);
    child.signal('SIGKILL');
    await child.ended();
    expect(seen.map(({ id }) => id)).toEqual(['d1', 'd2']);
    expect(told(child, 'begun')).toEqual([]);
    await store.dispose();
  });

  test('keeps a lane for as long as its delivery takes, however short its lease', async () => {
    const store = await opened();
    await store.inbox.accept([aDelivery('d1'), aDelivery('d2')]);
    const child = aWorker(store.url, String(LEASE_SECONDS * 1_000 + 4_000));
    await child.until('begun d1');
    const seen: ClaimedDelivery[] = [];
    await store.queue.run(workHere(seen), { inFlight: 4 });
    await store.queue.ended(HERE, deliveryId('d1'));
    // Its turn is over by then, so that the rest of the lane is anybody's.
    expect(seen.map(({ id }) => id)).not.toContain('d1');
    expect(await decidedBy(store, 'd1')).toEqual({ by: 'child' });
    child.signal('SIGKILL');
    await child.ended();
    await store.queue.stop();
    await store.dispose();
  });

  test('ends by itself once its store is closed', async () => {
    const store = await opened();
    await store.inbox.accept([aDelivery('d1')]);
    const child = aWorker(store.url, '0', 'close');
    await child.until('told closed');
    const sinceMs = performance.now();
    await child.ended();
    expect(performance.now() - sinceMs).toBeLessThan(5_000);
    expect(told(child, 'worked')).toEqual(['d1']);
    await store.dispose();
  });
});
