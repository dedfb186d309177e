import { expect, test } from 'vitest';
import { inTurns } from '../../src/app/in-turns.ts';

test('HUB-01: what takes long lets others have their turn in between, and loses nothing', async () => {
  let turns = 0;
  let isOver = false;
  const others = (): void => {
    turns += 1;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  const made = await inTurns(Array.from({ length: 20 }, (_, at) => at), (at) => {
    for (const until = performance.now() + 5; performance.now() < until;); // something that cannot be interrupted
    return at * 2;
  });
  isOver = true;
  expect(made).toEqual(Array.from({ length: 20 }, (_, at) => at * 2));
  expect(turns).toBeGreaterThan(5);
});
