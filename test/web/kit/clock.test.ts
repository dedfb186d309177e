import { effect } from '@preact/signals';
import { expect, test } from 'vitest';
import { createClock } from '../../../src/adapters/web/kit/clock.ts';

/** A clock whose page can be hidden, and whose seconds pass by hand. */
function createStage() {
  let at = 60_000;
  let isHidden = false;
  const beats = new Set<() => void>();
  let started = 0;
  let changed = (): void => {};
  const clock = createClock({
    now: () => at, isHidden: () => isHidden, onVisibility: (act) => { changed = act; },
    every(_, beat) {
      started += 1;
      beats.add(beat);
      return () => beats.delete(beat);
    },
  });
  return {
    clock, running: () => beats.size, started: () => started,
    pass(seconds: number) {
      for (let nth = 0; nth < seconds; nth++) {
        at += 1000;
        for (const beat of beats) beat();
      }
    },
    show(shown: boolean) {
      isHidden = !shown;
      changed();
    },
  };
}

test('one interval serves all who count time, each at its own pace', () => {
  const { clock, pass, running, started } = createStage();
  const told = { second: 0, minute: 0 };
  const ends = [effect(() => { void clock.now().value; told.second += 1; }), effect(() => { void clock.now(60_000).value; told.minute += 1; })];
  pass(120);
  expect(told).toEqual({ second: 121, minute: 3 });
  expect([running(), started()]).toEqual([1, 1]);
  for (const end of ends) end();
  expect(running()).toBe(0);
});

test('a clock that nobody reads does not run', () => {
  const { clock, running } = createStage();
  clock.now();
  expect(running()).toBe(0);
});

test('it rests while the page is hidden, and tells the time at once when it is shown', () => {
  const { clock, pass, show, running } = createStage();
  const told: number[] = [];
  effect(() => { told.push(clock.now().value); });
  pass(1);
  show(false);
  expect(running()).toBe(0);
  pass(30);
  expect(told).toEqual([60_000, 61_000]);
  show(true);
  expect(told).toEqual([60_000, 61_000, 91_000]);
  expect(running()).toBe(1);
});

test('a clock that was not read for a while tells the time at once', () => {
  const { clock, pass } = createStage();
  effect(() => { void clock.now().value; })();
  pass(90);
  const told: number[] = [];
  effect(() => { told.push(clock.now().value); });
  expect(told.at(-1)).toBe(150_000);
});
