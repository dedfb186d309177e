import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSystemClock } from '../../src/adapters/system/index.ts';
import { createAuditSequencer } from '../../src/app/audit-sequencer.ts';
import { HERE } from '../../src/ports/contracts/builders.ts';
import { openMemoryStore, type Opened } from '../adapters/sqlite/open-store.ts';

let store: Opened;
const told: string[] = [];
const sequencer = () => createAuditSequencer({ audit: store.audit, clock: createSystemClock(), telemetry: { log: (level, event) => void told.push(`${level} ${event}`) } });
const chained = async (): Promise<number> => (await store.audit.list(HERE, { limit: 100 })).rows.length;
const note = async (subject: string): Promise<void> => await store.audit.note([{ chain: HERE, kind: 'replayed', subject }]);

beforeEach(async () => {
  told.length = 0;
  store = await openMemoryStore();
});
afterEach(async () => {
  vi.useRealTimers();
  await store.dispose();
});

test('what was noted is chained within a second or so, and its head told to the log', async () => {
  const running = sequencer();
  running.start();
  await note('a');
  await expect.poll(chained, { timeout: 5_000 }).toBe(1);
  await running.stop();
  expect(told).toEqual(['info audit.chained']);
});

test('nothing is chained any more once it was stopped', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const running = sequencer();
  running.start();
  await running.stop();
  await note('a');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await chained()).toBe(0);
});

test('several who wait for it at once find all chained, each entry once', async () => {
  for (const subject of ['a', 'b', 'c']) await note(subject);
  const running = sequencer();
  await Promise.all([running.catchUp(), running.catchUp(), running.catchUp()]);
  expect(await chained()).toBe(3);
});

test('a store that fails is told of once, and asked ever less often', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let asked = 0;
  const running = createAuditSequencer({
    audit: { ...store.audit, chain: async () => { asked += 1; return await Promise.reject(new Error('gone')); } },
    clock: createSystemClock(), telemetry: { log: (level, event) => void told.push(`${level} ${event}`) },
  });
  running.start();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(told).toEqual(['warn audit.not-chained']);
  expect(asked).toBeLessThan(20);
  await running.stop();
});
