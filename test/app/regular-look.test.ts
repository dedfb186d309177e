import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createHandClock, type HandClock } from '../../src/adapters/system/index.ts';
import { createRegularLook, type RegularLook, type RegularLookParts } from '../../src/app/regular-look.ts';
import type { Instant } from '../../src/domain/index.ts';

interface Watched {
  readonly clock: HandClock;
  readonly regular: RegularLook;
  readonly told: readonly string[];
  /** Ends the look that is under way. */
  end(failure?: Error): Promise<void>;
}

function watched(first: RegularLookParts['first'] = 'later'): Watched {
  const clock = createHandClock('2026-05-04T12:00:00.000Z' as Instant);
  const told: string[] = [];
  let settle: (failure?: Error) => void = () => undefined;
  const regular = createRegularLook({
    clock, everyMs: 1_000, first,
    look: async () => {
      told.push('began');
      await new Promise<void>((resolve, reject) => { settle = (failure) => (failure === undefined ? resolve() : reject(failure)); });
      told.push('ended');
    },
    failed: (failure) => void told.push(`failed: ${String(failure)}`),
  });
  return {
    clock, regular, told,
    async end(failure) {
      settle(failure);
      await turn();
    },
  };
}

test('looks at once where it is told to, else when the first pause is over', () => {
  const [now, later] = [watched('now'), watched()];
  now.regular.start();
  later.regular.start();
  expect([now.told, later.told]).toEqual([['began'], []]);
  later.clock.advance(1_000);
  expect(later.told).toEqual(['began']);
});

test('looks again a pause after the last look has ended, however long that took', async () => {
  const { clock, regular, told, end } = watched('now');
  regular.start();
  clock.advance(10_000);
  expect(told).toEqual(['began']);
  await end();
  clock.advance(999);
  expect(told).toEqual(['began', 'ended']);
  clock.advance(1);
  expect(told).toEqual(['began', 'ended', 'began']);
});

test('goes on after a look that failed, and tells of it', async () => {
  const { clock, regular, told, end } = watched('now');
  regular.start();
  await end(new Error('away'));
  clock.advance(1_000);
  expect(told).toEqual(['began', 'failed: Error: away', 'began']);
});

test('waits at its stop for the look under way, and begins none after it', async () => {
  const { clock, regular, told, end } = watched('now');
  regular.start();
  const stopped = regular.stop().then(() => told.includes('ended'));
  await end();
  expect(await stopped).toBe(true);
  clock.advance(60_000);
  expect(told).toEqual(['began', 'ended']);
});

test('is one loop, however often it is started', async () => {
  const { clock, regular, told, end } = watched('now');
  regular.start();
  regular.start();
  await end();
  clock.advance(1_000);
  expect(told).toEqual(['began', 'ended', 'began']);
  await end();
  await regular.stop();
  regular.start();
  expect(told.slice(-2)).toEqual(['ended', 'began']);
});
