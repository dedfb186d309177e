import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createConsoleTelemetry, createSystemClock, createSystemIds } from '../../../src/adapters/system/index.ts';
import { addMs, instantOf } from '../../../src/domain/kernel/instant.ts';

const START_MS = Date.UTC(2026, 4, 4, 12);
const DAY_MS = 86_400_000;

describe("the computer's own clock", () => {
  beforeEach(() => void vi.useFakeTimers({ now: START_MS }));
  afterEach(() => void vi.useRealTimers());

  test('tells the time', () => {
    expect(createSystemClock().now()).toBe('2026-05-04T12:00:00.000Z');
  });

  test('calls back at a time and not before', () => {
    const calls: string[] = [];
    const clock = createSystemClock();
    clock.wake(addMs(clock.now(), 1_000), () => calls.push('now'));
    vi.advanceTimersByTime(999);
    expect(calls).toEqual([]);
    vi.advanceTimersByTime(2);
    expect(calls).toEqual(['now']);
  });

  test('waits for a time that is months away', () => {
    const calls: string[] = [];
    const clock = createSystemClock();
    clock.wake(addMs(clock.now(), 60 * DAY_MS), () => calls.push('now'));
    vi.advanceTimersByTime(59 * DAY_MS);
    expect(calls).toEqual([]);
    vi.advanceTimersByTime(DAY_MS + 1);
    expect(calls).toEqual(['now']);
  });

  test('calls back soon, but never within the asking, for a time that has passed', () => {
    const calls: string[] = [];
    const clock = createSystemClock();
    clock.wake(instantOf(START_MS - 5), () => calls.push('now'));
    expect(calls).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(calls).toEqual(['now']);
  });

  test('forgets what was cancelled, also after a stage of a long wait', () => {
    const calls: string[] = [];
    const clock = createSystemClock();
    const cancel = clock.wake(addMs(clock.now(), 60 * DAY_MS), () => calls.push('never'));
    vi.advanceTimersByTime(30 * DAY_MS);
    cancel();
    vi.advanceTimersByTime(60 * DAY_MS);
    expect(calls).toEqual([]);
  });
});

describe('ids and tokens', () => {
  test('later ids sort after earlier ones, within a millisecond and when the clock is set back', () => {
    const times = [START_MS, START_MS - 5_000, START_MS + 1];
    let place = 0;
    const ids = createSystemIds({ nowMs: () => times[Math.floor(place++ / 10_000)] ?? START_MS });
    const made = Array.from({ length: 30_000 }, () => ids.id());
    expect(made).toEqual(made.toSorted());
    expect(new Set(made).size).toBe(made.length);
  });

  test('an id is a UUID of version 7', () => {
    expect(createSystemIds().id()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('ACT-04: a token has 256 bits and is safe in a URL', () => {
    expect(createSystemIds().token()).toMatch(/^[\w-]{43}$/);
  });

  test('a fraction lies in [0, 1)', () => {
    const ids = createSystemIds();
    const fractions = Array.from({ length: 100 }, () => ids.fraction());
    expect(fractions.every((fraction) => fraction >= 0 && fraction < 1)).toBe(true);
  });
});

describe('telemetry on the console', () => {
  const recorded = (level?: 'warn' | 'silent') => {
    const lines: string[] = [];
    const telemetry = createConsoleTelemetry({ write: (line) => lines.push(line), now: () => new Date(START_MS), ...(level && { level }) });
    return { telemetry, lines };
  };

  test('writes one line of JSON for each event', () => {
    const { telemetry, lines } = recorded();
    telemetry.log('info', 'delivery-done', { delivery: 'd1', ms: 4 });
    expect(lines).toEqual(['{"at":"2026-05-04T12:00:00.000Z","level":"info","event":"delivery-done","delivery":"d1","ms":4}']);
  });

  test('keeps its own fields when an event has some of the same name', () => {
    const { telemetry, lines } = recorded();
    telemetry.log('error', 'broken', { level: 'info', event: 'fine' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', event: 'broken' });
  });

  test('leaves out what is not worth a line', () => {
    const { telemetry, lines } = recorded('warn');
    telemetry.log('info', 'delivery-done');
    telemetry.log('warn', 'account-held-back');
    expect(lines).toHaveLength(1);
  });

  test('can be silent', () => {
    const { telemetry, lines } = recorded('silent');
    telemetry.log('error', 'broken');
    expect(lines).toEqual([]);
  });
});
