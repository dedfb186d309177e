import { describe, expect, test } from 'vitest';
import { accountLimits } from '../../../src/adapters/ky/index.ts';
import { SPREAD_SECONDS } from '../../../src/adapters/ky/account-limits.ts';

const USUAL = { perMinute: 120, share: 0.8, burst: 6 } as const;
/** As Neppo's is used. */
const ASSUMED = { perMinute: 60, share: 1, burst: 2 } as const;
const MINUTE_SECONDS = 60;

describe('HUB-03: what an account takes', () => {
  test.each([
    [USUAL, 'all'],
    [{ ...USUAL, share: 1 }, 'all'],
    [{ ...USUAL, share: 0.1 }, 'all'],
    [{ perMinute: 120, share: 0.9, burst: 500 }, 'all'],
    [{ perMinute: 2, share: 1, burst: 6 }, 'all'],
    [{ perMinute: 7, share: 0.3, burst: 6 }, 'all'],
    [{ perMinute: 100_000, share: 1, burst: 6 }, 'all'],
    [ASSUMED, 'bulk'],
    [{ ...ASSUMED, perMinute: 2 }, 'bulk'],
    [{ ...ASSUMED, perMinute: 600 }, 'bulk'],
  ] as const)('is never more than our share of it in any minute, however calls are spread on their way: %j, held back: %s', (budget, holdsBack) => {
    const { capacity, perSecond } = accountLimits(budget, holdsBack) ?? { capacity: Infinity, perSecond: 0 };
    expect(capacity + (MINUTE_SECONDS + SPREAD_SECONDS[holdsBack]) * perSecond).toBeLessThanOrEqual(budget.perMinute * budget.share + 1e-9);
    expect(capacity).toBeGreaterThanOrEqual(1);
    expect(perSecond).toBeGreaterThan(0);
  });

  test('is six at once and 1.4 a second of the usual limit and share', () => {
    const limits = accountLimits(USUAL, 'all');
    expect(limits).toMatchObject({ capacity: 6, holdsBack: 'all' });
    expect(limits?.perSecond).toBeCloseTo(1.43, 2);
  });

  test.each([2, 60, 61, 600])('of an assumed limit of %d a minute keeps room for one call that is owed, as the echo of a write is', (perMinute) => {
    const { capacity, perSecond } = accountLimits({ ...ASSUMED, perMinute }, 'bulk') ?? { capacity: Infinity, perSecond: 0 };
    expect(Math.floor(capacity + 1 + MINUTE_SECONDS * perSecond)).toBeLessThanOrEqual(perMinute);
  });

  test('of an assumed limit can be used to 95 parts in a hundred', () => {
    expect((accountLimits(ASSUMED, 'bulk')?.perSecond ?? 0) * MINUTE_SECONDS).toBeGreaterThan(0.955 * ASSUMED.perMinute);
  });

  test('is unknown where the limit is lifted', () => {
    expect(accountLimits({ ...USUAL, perMinute: 0 }, 'all')).toBeUndefined();
  });
});
