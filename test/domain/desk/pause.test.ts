import { describe, expect, test } from 'vitest';
import { pauseClock } from '../../../src/domain/desk/pause.ts';
import { at } from '../../builders/a-session.ts';

describe('PAN-08: how long a pause goes on', () => {
  test('a standard one ends fifteen minutes after it began', () => {
    expect(pauseClock({ minutes: 15, since: at(0) }, at(4))).toEqual({ until: at(15), leftMs: 11 * 60_000, over: 'no' });
  });

  test('at its end nothing is left, and it is over', () => {
    expect(pauseClock({ minutes: 15, since: at(0) }, at(15))).toEqual({ until: at(15), leftMs: 0, over: 'yes' });
    expect(pauseClock({ minutes: 15, since: at(0) }, at(99))).toMatchObject({ leftMs: 0, over: 'yes' });
  });

  test.each([[undefined, at(0)], [15, undefined]])('a reason of %j minutes, since %j, has no end that is known', (minutes, since) => {
    expect(pauseClock({ minutes, since }, at(99))).toEqual({ over: 'no' });
  });
});
