import { expect, test } from 'vitest';
import { accountLimits } from '../../src/adapters/ky/index.ts';
import { addMs, epochMsOf } from '../../src/domain/kernel/instant.ts';
import { BEGINNING } from '../../src/ports/contracts/builders.ts';
import type { AccountLimits, Budgets, Caller } from '../../src/ports/index.ts';
import { openMemoryStore } from '../adapters/sqlite/open-store.ts';

const WAITING = 400;
const SECOND_MS = 1_000;

/** Somebody who waits: `place` tells how many have waited longer. */
interface Waiter {
  readonly place: number;
  readonly atMs: number;
}

interface Course {
  readonly seconds: number;
  readonly sent: number;
  /** In the order in which they went. */
  readonly went: readonly number[];
  /** When it was asked, in seconds since the beginning. */
  readonly asked: readonly number[];
}

const limitsOf = (): AccountLimits => {
  const limits = accountLimits({ perMinute: 120, share: 0.8, burst: 6 }, 'all');
  if (limits === undefined) throw new Error('An account with a limit has none.');
  return limits;
};

const callerOf = ({ place }: Waiter): Caller =>
  ({ account: 'ploomes:acme', limits: limitsOf(), urgency: 'live', holder: `w${place}`, since: addMs(BEGINNING, place - WAITING) });

/** All want to begin at once; each comes back whenever it is told to, until all have gone. */
async function letAllGo(budgets: Budgets, setTo: (ms: number) => void, { claims, uses }: { readonly claims: number; readonly uses: number }): Promise<Course> {
  let waiting: readonly Waiter[] = Array.from({ length: WAITING }, (_, place) => ({ place, atMs: 0 }));
  const [went, asked]: [number[], number[]] = [[], []];
  let lastMs = 0;
  for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
    setTo(next.atMs);
    lastMs = next.atMs;
    asked.push(Math.floor(next.atMs / SECOND_MS));
    const grant = await budgets.claim(callerOf(next), claims);
    waiting = waiting.slice(1);
    if (grant.outcome === 'refused') {
      const again = { ...next, atMs: epochMsOf(grant.askAgainAt) - epochMsOf(BEGINNING) };
      waiting = [...waiting, again].toSorted((a, b) => a.atMs - b.atMs || a.place - b.place);
      continue;
    }
    for (let n = 0; n < uses; n++) expect((await budgets.spend(callerOf(next))).outcome).toBe('granted');
    await budgets.release('ploomes:acme', callerOf(next).holder);
    went.push(next.place);
  }
  return { seconds: lastMs / SECOND_MS, sent: went.length * uses, went, asked };
}

test.each([
  { claims: 1, uses: 1, most: 1 },
  { claims: 2, uses: 1, most: 1 },
  { claims: 2, uses: 2, most: 1 },
])('HUB-03: hundreds that wait for calls go oldest first, none idle and none pressing, when each claims $claims and uses $uses', async ({ claims, uses, most }) => {
  const store = await openMemoryStore();
  const setTo = (ms: number): void => store.clock.advance(epochMsOf(BEGINNING) + ms - epochMsOf(store.clock.now()));
  const { seconds, sent, went, asked } = await letAllGo(store.budgets, setTo, { claims, uses });
  await store.dispose();
  const { perSecond } = limitsOf();

  expect(Math.max(...went.map((place, turn) => Math.abs(place - turn)))).toBeLessThanOrEqual(most);
  expect(sent / seconds).toBeGreaterThan(perSecond * 0.9);
  expect(asked.length / WAITING).toBeLessThan(12);
  const later = asked.filter((second) => second > 0);
  const perSecondAsked = new Map(later.map((second) => [second, later.filter((each) => each === second).length]));
  expect(Math.max(...perSecondAsked.values())).toBeLessThan(25);
  expect(later.length / seconds).toBeLessThan(20);
});
