import { describe, expect, test } from 'vitest';
import { accountLimits } from '../../../src/adapters/ky/index.ts';
import { addMs } from '../../../src/domain/kernel/instant.ts';
import { BEGINNING } from '../../../src/ports/contracts/builders.ts';
import { budgetsContract, leasesContract } from '../../../src/ports/contracts/index.ts';
import type { Budgets, Caller } from '../../../src/ports/index.ts';
import { openPostgresStore } from './open-store.ts';

describe('the budgets of a postgres store', () => {
  budgetsContract(test, openPostgresStore);
});
describe('the leases of a postgres store', () => {
  leasesContract(test, openPostgresStore);
});

const ACCOUNT = 'ploomes:acme';

function aCaller(holder: string): Caller {
  const limits = accountLimits({ perMinute: 120, share: 1, burst: 6 }, 'all');
  if (limits === undefined) throw new Error('An account with a limit has none.');
  return { account: ACCOUNT, limits, urgency: 'live', holder, since: BEGINNING };
}

/** Work of one process: claims two calls, sends one, and gives the other back or dies over it. */
async function work(budgets: Budgets, holder: string, dies: 'dies' | 'lives'): Promise<number> {
  const caller = aCaller(holder);
  if ((await budgets.claim(caller, 2)).outcome === 'refused') return 0;
  const sent = (await budgets.spend(caller)).outcome === 'granted' ? 1 : 0;
  if (dies === 'lives') await budgets.release(ACCOUNT, holder);
  return sent;
}

test('HUB-03: processes that all call at once send no more than the account takes, and what dead ones had claimed comes back', async () => {
  const one = await openPostgresStore();
  const stores = [one, await one.openBeside(), await one.openBeside()];
  const begun = one.clock.now();
  const sentAt: number[] = [];
  for (let second = 0; second < 90; second += 3) {
    const sent = await Promise.all(stores.flatMap(({ budgets }, process) =>
      Array.from({ length: 4 }, async (_, n) => await work(budgets, n === 0 && second % 45 === 0 ? `dead/${second}/${process}` : `${process}/${n}`, n === 0 && second % 45 === 0 ? 'dies' : 'lives'))));
    for (let n = sent.reduce((sum, each) => sum + each, 0); n > 0; n--) sentAt.push(second);
    one.clock.advance(3_000);
  }
  const busiest = Math.max(...sentAt.map((from) => sentAt.filter((at) => at >= from && at <= from + 60).length));
  expect(busiest).toBeLessThanOrEqual(120);
  // Who asks in the same moment as others is answered before they give anything back.
  expect(busiest).toBeGreaterThan(40);
  one.clock.set(addMs(begun, 200_000));
  expect(await one.budgets.look()).toMatchObject([{ account: ACCOUNT, free: 6, claimed: 0, waiting: 0 }]);
  await one.dispose();
});
