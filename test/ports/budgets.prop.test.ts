import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountLimits } from '../../src/adapters/ky/index.ts';
import { createCommitLoop } from '../../src/adapters/sqlite/commit-loop.ts';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteBudgets } from '../../src/adapters/sqlite/sqlite-budgets.ts';
import { createHandClock, type HandClock } from '../../src/adapters/system/index.ts';
import { addMs, epochMsOf } from '../../src/domain/kernel/instant.ts';
import { BEGINNING } from '../../src/ports/contracts/builders.ts';
import type { AccountLimits, Budgets, Caller } from '../../src/ports/index.ts';

const ACCOUNT = 'ploomes:acme';
const PER_MINUTE = 120;
const WINDOW_MS = 60_000;
/** As far as clocks of processes may be apart. */
const SPREAD_MS = 3_000;
const PROCESSES = 3;

const limitsOf = (share: number): AccountLimits => {
  const limits = accountLimits({ perMinute: PER_MINUTE, share, burst: 6 }, 'all');
  if (limits === undefined) throw new Error('An account with a limit has none.');
  return limits;
};

type Step =
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'claim' | 'spend' | 'release'; readonly process: number; readonly work: number; readonly calls: number; readonly urgency: 'live' | 'bulk' }
  | { readonly type: 'burst'; readonly process: number; readonly times: number }
  /** Everybody asks for calls all the time, for so long. */
  | { readonly type: 'rush'; readonly seconds: number }
  | { readonly type: 'hold'; readonly process: number; readonly ms: number }
  /** All of its work is gone and nothing is given back; new work begins. */
  | { readonly type: 'crash'; readonly process: number };

const process = fc.nat({ max: PROCESSES - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.oneof(fc.nat({ max: 2_000 }), fc.nat({ max: 40_000 })) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('claim', 'spend', 'release'), process, work: fc.nat({ max: 4 }), calls: fc.integer({ min: 1, max: 6 }), urgency: fc.constantFrom('live', 'live', 'bulk'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('rush' as const), seconds: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('burst' as const), process, times: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('hold' as const), process, ms: fc.nat({ max: 5_000 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('crash' as const), process }) },
);

/** Several processes over one budget, each with a clock of its own. */
interface World {
  readonly clock: HandClock;
  readonly budgets: readonly Budgets[];
  close(): Promise<void>;
}

function aWorld(skewsMs: readonly number[]): World {
  const clock = createHandClock(BEGINNING);
  const database = openDatabase(':memory:', 0);
  const commits = createCommitLoop(database.writer, () => undefined);
  const clockOf = (ms: number) => ({ now: () => addMs(clock.now(), ms), wake: () => () => undefined });
  return {
    clock,
    budgets: skewsMs.map((ms) => createSqliteBudgets(database, commits, clockOf(ms))),
    async close() {
      await commits.close();
      database.close();
    },
  };
}

/** Plays the steps, and gives the moments at which calls were sent. */
async function play({ clock, budgets }: World, steps: readonly Step[], limits: AccountLimits): Promise<readonly number[]> {
  const sent: number[] = [];
  const lives = budgets.map(() => 0);
  const caller = (at: number, work: string, urgency: Caller['urgency'] = 'live'): Caller => ({
    account: ACCOUNT, limits, urgency, holder: `${at}/${lives[at]}/${work}`, since: BEGINNING,
  });
  const spend = async (at: number, who: Caller): Promise<void> => {
    if ((await budgets[at]?.spend(who))?.outcome === 'granted') sent.push(epochMsOf(clock.now()));
  };
  const rush = async (seconds: number): Promise<void> => {
    for (let turn = 0; turn < seconds * 2; turn++) {
      for (let n = 0; n < 2; n++) await spend(turn % PROCESSES, caller(turn % PROCESSES, `rush-${n}`));
      clock.advance(500);
    }
  };
  for (const each of steps) {
    switch (each.type) {
      case 'rush': await rush(each.seconds); break;
      case 'wait': clock.advance(each.ms); break;
      case 'claim': await budgets[each.process]?.claim(caller(each.process, `${each.work}`, each.urgency), each.calls); break;
      case 'spend': await spend(each.process, caller(each.process, `${each.work}`, each.urgency)); break;
      case 'release': await budgets[each.process]?.release(ACCOUNT, caller(each.process, `${each.work}`).holder); break;
      case 'burst': for (let n = 0; n < each.times; n++) await spend(each.process, caller(each.process, `burst-${n}`)); break;
      case 'hold': await budgets[each.process]?.hold(ACCOUNT, addMs(clock.now(), each.ms)); break;
      case 'crash': lives[each.process] = (lives[each.process] ?? 0) + 1; break;
    }
  }
  return sent;
}

/** The most that was sent within any 60 seconds, both ends included. */
const busiest = (sent: readonly number[]): number => Math.max(0, ...sent.map((begin) => sent.filter((at) => at >= begin && at <= begin + WINDOW_MS).length));

const anyCourse = (share: number, spreadMs: number, broken: (budgets: Budgets) => Budgets = (budgets) => budgets) =>
  fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), fc.array(fc.nat({ max: spreadMs }), { minLength: PROCESSES, maxLength: PROCESSES }), async (steps, skewsMs) => {
    const world = aWorld(skewsMs);
    try {
      const sent = await play({ ...world, budgets: world.budgets.map(broken) }, steps, limitsOf(share));
      return busiest(sent) <= PER_MINUTE * share;
    } finally {
      await world.close();
    }
  });

describe('HUB-03: whatever processes do, no 60 seconds see more calls than the share of the account', () => {
  test.each([1, 0.8])('at a share of %d, with clocks that are apart by as much as they may be', async (share) => {
    await fc.assert(anyCourse(share, SPREAD_MS), { numRuns: 100 });
  });

  test.each([
    ['clocks that agree', [0, 0, 0], 114],
    ['clocks that are three seconds apart', [0, 1_500, SPREAD_MS], 114],
  ] as const)('and with %s, of what is ours most is used when it is wanted', async (_name, skewsMs, atLeast) => {
    const world = aWorld(skewsMs);
    const most = busiest(await play(world, GREEDY, limitsOf(1)));
    await world.close();
    expect(most).toBeGreaterThanOrEqual(atLeast);
    expect(most).toBeLessThanOrEqual(PER_MINUTE);
  });

  test('a minute begins with a full bucket and earns the rest', async () => {
    const { capacity, perSecond } = limitsOf(1);
    const world = aWorld([0, 0, 0]);
    expect(busiest(await play(world, GREEDY, limitsOf(1)))).toBeLessThanOrEqual(capacity + 60 * perSecond + 1e-6);
    await world.close();
  });

  test.each<readonly [string, (budgets: Budgets) => Budgets]>([
    ['gives back what was spent of a claim', forgetful],
    ['lets clocks earn for themselves', (budgets) => ({ ...budgets, spend: async (caller) => await budgets.spend({ ...caller, account: `${ACCOUNT}/${caller.holder[0]}` }) })],
    ['earns a tenth too much', (budgets) => ({ ...budgets, spend: async (caller) => await budgets.spend({ ...caller, limits: { ...caller.limits, perSecond: caller.limits.perSecond * 1.1 } }) })],
  ])('and a budget that %s is found out', async (_name, broken) => {
    const { failed } = await fc.check(anyCourse(1, SPREAD_MS, broken), { numRuns: 150, endOnFailure: true });
    expect(failed).toBe(true);
  });
});

const GREEDY: readonly Step[] = [{ type: 'rush', seconds: 180 }];

/** Claims for each call and gives the claim back whole once it was used. */
function forgetful(budgets: Budgets): Budgets {
  return {
    ...budgets,
    spend: async (caller) => {
      const grant = await budgets.claim(caller, 1);
      await budgets.release(caller.account, caller.holder);
      return grant;
    },
  };
}
