import { describe, expect, test } from 'vitest';
import { accountLimits } from '../../../src/adapters/ky/index.ts';
import { SPREAD_SECONDS } from '../../../src/adapters/ky/account-limits.ts';

const USUAL = { perMinute: 120, share: 0.8, burst: 6 } as const;

describe('HUB-03: what an account takes', () => {
  test.each([
    USUAL,
    { ...USUAL, share: 1 },
    { ...USUAL, share: 0.1 },
    { perMinute: 120, share: 0.9, burst: 500 },
    { perMinute: 2, share: 1, burst: 6 },
    { perMinute: 7, share: 0.3, burst: 6 },
    { perMinute: 100_000, share: 1, burst: 6 },
  ])('is never more than our share of it in any minute, however calls are spread on their way: %j', (budget) => {
    const { capacity, perSecond } = accountLimits(budget, 'all') ?? { capacity: Infinity, perSecond: 0 };
    expect(capacity + (60 + SPREAD_SECONDS) * perSecond).toBeLessThanOrEqual(budget.perMinute * budget.share + 1e-9);
    expect(capacity).toBeGreaterThanOrEqual(1);
    expect(perSecond).toBeGreaterThan(0);
  });

  test('is six at once and 1.4 a second of the usual limit and share', () => {
    const limits = accountLimits(USUAL, 'all');
    expect(limits).toMatchObject({ capacity: 6, holdsBack: 'all' });
    expect(limits?.perSecond).toBeCloseTo(1.43, 2);
  });

  test('is unknown where the limit is lifted', () => {
    expect(accountLimits({ ...USUAL, perMinute: 0 }, 'all')).toBeUndefined();
  });
});
