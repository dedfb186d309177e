import { describe, expect, test } from 'vitest';
import { createHandClock } from '../../../src/adapters/system/index.ts';
import { addMs, instantOf } from '../../../src/domain/kernel/instant.ts';

const START = instantOf(Date.UTC(2026, 4, 4, 12));

describe('a clock that is wound by hand', () => {
  test('stands still until it is wound', () => {
    const clock = createHandClock(START);
    expect(clock.now()).toBe(START);
    clock.advance(1_500);
    expect(clock.now()).toBe(addMs(START, 1_500));
  });

  test('calls back in order of due time, showing each its own', () => {
    const clock = createHandClock(START);
    const calls: string[] = [];
    for (const ms of [300, 100, 200]) clock.wake(addMs(START, ms), () => calls.push(clock.now()));
    clock.advance(250);
    expect(calls).toEqual([addMs(START, 100), addMs(START, 200)]);
  });

  test('calls back what was asked for on the way', () => {
    const clock = createHandClock(START);
    const calls: string[] = [];
    clock.wake(addMs(START, 100), () => clock.wake(addMs(START, 200), () => calls.push('second')));
    clock.advance(300);
    expect(calls).toEqual(['second']);
    expect(clock.now()).toBe(addMs(START, 300));
  });

  test('forgets what was cancelled', () => {
    const clock = createHandClock(START);
    const calls: string[] = [];
    clock.wake(addMs(START, 100), () => calls.push('never'))();
    clock.advance(300);
    expect(calls).toEqual([]);
  });

  test('calls back once for a time that has passed, but never within the asking', async () => {
    const clock = createHandClock(START);
    const calls: string[] = [];
    clock.wake(START, () => calls.push('once'));
    clock.wake(START, () => calls.push('never'))();
    expect(calls).toEqual([]);
    await Promise.resolve();
    clock.advance(1);
    expect(calls).toEqual(['once']);
  });

  test('can be set back, and calls nobody then', () => {
    const clock = createHandClock(START);
    const calls: string[] = [];
    clock.wake(addMs(START, 1), () => calls.push('early'));
    clock.set(addMs(START, -1_000));
    expect(calls).toEqual([]);
    expect(clock.now()).toBe(addMs(START, -1_000));
  });
});
