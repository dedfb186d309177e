import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '../src/adapters/sqlite/index.ts';
import { createSystemClock, createSystemIds } from '../src/adapters/system/index.ts';
import type { ConnectionId } from '../src/domain/index.ts';
import type { DeliveryId, LaneKey, NewDelivery } from '../src/ports/index.ts';
import type { Figure } from './run.ts';

const LANES = 10_000;
const JOBS = 40_000;
const BATCH = 500;

/** Jobs over many lanes, each lane in order, each end written durably. */
export async function measureLanes(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vinculo-bench-'));
  const [clock, ids] = [createSystemClock(), createSystemIds()];
  const store = await sqliteStore(join(folder, 'lanes.db'))({ clock, ids });
  const job = (n: number): NewDelivery => ({
    id: ids.id() as DeliveryId, connection: 'bench' as ConnectionId, source: 'internal', kind: 'job', lane: `lane:${n % LANES}` as LaneKey,
    body: String(n), headers: {}, receivedAt: clock.now(),
  });
  const accepting = performance.now();
  await Promise.all(Array.from({ length: JOBS / BATCH }, async (_, batch) =>
    await store.inbox.accept(Array.from({ length: BATCH }, (__, n) => job(batch * BATCH + n)))));
  const accepted = performance.now();

  const last = new Map<string, number>();
  let outOfOrder = 0;
  await store.queue.run(async ({ lane, body }) => {
    if ((last.get(lane) ?? -1) > Number(body)) outOfOrder += 1;
    last.set(lane, Number(body));
    return { end: { type: 'done' } };
  }, { inFlight: 256, inFlightPerConnection: 256 });
  await store.queue.idle();
  const worked = performance.now();
  await store.queue.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return [
    { name: `jobs accepted in batches of ${BATCH}`, value: JOBS / ((accepted - accepting) / 1000), unit: '/s' },
    { name: `ordered jobs over ${LANES} lanes`, value: JOBS / ((worked - accepted) / 1000), unit: '/s' },
    { name: 'jobs out of order', key: 'jobsOutOfOrder', value: outOfOrder, unit: '' },
  ];
}
