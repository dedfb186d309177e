import { describe, expect, onTestFinished, test } from 'vitest';
import { createDeskStream, type DeskStreamNeeds } from '../../../src/adapters/http/desk-stream.ts';
import type { Seated } from '../../../src/adapters/http/desk-guard.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { addMs, type AgentId, type ConnectionId } from '../../../src/domain/index.ts';
import type { Stream } from '../../../src/ports/index.ts';
import { anAgentId } from '../../builders/a-message.ts';
import { following, parseConnection } from '../../rig/desk-hub.ts';

const clock = createSystemClock();
const connection: ConnectionId = parseConnection('c-1');
const agent: AgentId = anAgentId(11);

interface Rig {
  readonly stream: Stream;
  readonly readings: () => number;
  readonly logged: string[];
  follow(over?: Partial<Seated> & { readonly forMs?: number; readonly lastEventId?: string }): Promise<Response>;
}

/** Streams over a real store, whose readings are counted. */
async function aRig(over: Partial<DeskStreamNeeds> = {}): Promise<Rig> {
  const store = await sqliteStore(':memory:')({ clock, ids: createSystemIds() });
  onTestFinished(async () => await store.close());
  let readings = 0;
  const logged: string[] = [];
  const stream: Stream = { ...store.stream, read: async (...asked) => { readings += 1; return await store.stream.read(...asked); } };
  const follow = createDeskStream({ stream, clock, telemetry: { count: () => {}, log: (level, event) => void logged.push(`${level} ${event}`) }, heartbeatMs: 60, ...over });
  return {
    stream, logged, readings: () => readings,
    follow: async ({ isStillSeated = async () => true, forMs = 60_000, lastEventId } = {}) =>
      await follow({ pass: { connection, agent, origin: 'https://app.ploomes.com', expiresAt: addMs(clock.now(), forMs) }, isStillSeated }, lastEventId),
  };
}

const events = (count: number, text: string) => Array.from({ length: count }, () => ({ agent, event: { type: 'message.new', data: { text } } as const }));
const pause = async (ms: number): Promise<void> => await new Promise((resolve) => void setTimeout(resolve, ms));

describe('PAN-11: a stream over a long time', () => {
  test('says that it is there while nothing happens', async () => {
    const { follow } = await aRig();
    const stream = following(await follow());
    expect(await stream.until(':\n\n:\n\n')).toContain('event: ready');
    await stream.leave();
  });

  test('ends when the bearer is over, although nothing happens', async () => {
    const { follow } = await aRig({ heartbeatMs: 10_000 });
    const began = performance.now();
    expect(await following(await follow({ forMs: 80 })).untilTheEnd()).toMatch(/event: end\n/);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('ends when the bearer was withdrawn, a heartbeat later', async () => {
    const { follow } = await aRig();
    let seated = true;
    const stream = following(await follow({ isStillSeated: async () => seated }));
    await stream.until(':\n\n');
    seated = false;
    expect(await stream.untilTheEnd()).toMatch(/event: end\n/);
  });

  test('ends without a word when the store is gone, and the panel comes again', async () => {
    const broken: Stream = { ...(await aRig()).stream, read: async () => { throw new TypeError('segredo'); } };
    const { follow, logged } = await aRig({ stream: broken });
    expect(await following(await follow({ lastEventId: '0' })).untilTheEnd()).toBe('retry: 1000\n\n');
    expect(logged).toEqual(['warn desk-stream.cut']);
  });
});

describe('PAN-11: a panel that reads slowly', () => {
  test('is read ahead of by nobody, and is told all of it in the end', async () => {
    const { stream, follow, readings } = await aRig();
    for (let round = 0; round < 20; round++) await stream.append(connection, events(100, 'x'.repeat(1000)));
    const reader = (await follow({ lastEventId: '0' })).body?.getReader();
    let told = '';
    const readOn = async (): Promise<void> => void (told += new TextDecoder().decode((await reader?.read())?.value));
    await readOn();
    await readOn();
    await pause(150);
    expect(readings()).toBe(1);
    while (!told.includes('id: 2000\n')) await readOn();
    await reader?.cancel();
    expect([...told.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual(Array.from({ length: 2000 }, (_, nth) => nth + 1));
  });

  test('whoever leaves is waited for no longer', async () => {
    const { stream, follow, readings } = await aRig({ heartbeatMs: 10_000 });
    const panel = following(await follow());
    const waiting = panel.until('something');
    while (readings() === 0) await pause(5);
    const before = readings();
    await panel.leave();
    await waiting;
    await stream.append(connection, events(1, 'nobody reads it'));
    await pause(100);
    expect(readings()).toBe(before);
  });

  test('of many streams of one agent the oldest makes room', async () => {
    const { follow } = await aRig();
    const first = following(await follow());
    await first.until('ready');
    const others = [];
    for (let nth = 0; nth < 20; nth++) others.push(following(await follow()));
    expect(await first.untilTheEnd()).not.toContain('event: end');
    await Promise.all(others.map(async (each) => await each.leave()));
  });
});
