import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBudgetDesk, type BudgetChanges, type HeldPlace, type Question } from '../../../src/adapters/sql/budget-desk.ts';
import type { Budget, Line } from '../../../src/adapters/sql/budget-rules.ts';
import { addMs, instantOf } from '../../../src/domain/kernel/instant.ts';
import type { AccountLimits, Caller, Grant } from '../../../src/ports/index.ts';

const NOW = instantOf(Date.UTC(2026, 4, 4, 12));
const LIMITS: AccountLimits = { capacity: 6, perSecond: 1.9, holdsBack: 'all' };
const HOLDERS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;

/** What a store holds of an account. */
interface Stored {
  readonly budget: Budget;
  readonly places: readonly HeldPlace[];
}

/** Either somebody asks for leave to call, or gives back what they have. */
type Act = Question | { readonly type: 'release'; readonly caller: Caller };

/** The line as a store counts it, told plainly: of everybody named, for this caller. */
function lineOf(places: readonly HeldPlace[], caller: Caller): Line {
  const there = places.filter(({ endsAt }) => endsAt > NOW);
  const granted = there.filter(({ state }) => state === 'granted');
  const waiting = there.filter(({ state }) => state === 'waiting');
  const before = waiting.filter(({ urgency, since, holder }) =>
    urgency === caller.urgency && [since, holder].join(' ') < [caller.since, caller.holder].join(' '));
  const sum = (some: readonly HeldPlace[]): number => some.reduce((all, { calls }) => all + calls, 0);
  return {
    claimed: sum(granted), bulkAtWork: granted.filter(({ urgency, calls }) => urgency === 'bulk' && calls > 0).length,
    liveWaiting: sum(waiting.filter(({ urgency }) => urgency === 'live')), ahead: sum(before),
  };
}

function after({ budget, places }: Stored, changes: BudgetChanges): Stored {
  const gone = new Set([...changes.gone, ...changes.put.map(({ holder }) => holder)]);
  return { budget: changes.budget ?? budget, places: [...places.filter(({ holder }) => !gone.has(holder)), ...changes.put] };
}

/** @param together - those who are at the desk at once. */
function answered(stored: Stored, together: readonly Act[]): { readonly grants: readonly (Grant | undefined)[]; readonly stored: Stored } {
  const here = new Set(together.map(({ caller: { holder } }) => holder));
  const desk = createBudgetDesk({ budget: stored.budget, places: stored.places.filter(({ holder }) => here.has(holder)), now: NOW });
  const others = stored.places.filter(({ holder }) => !here.has(holder));
  const grants = together.map((act) => {
    if (act.type !== 'release') return desk.answer(act, lineOf(others, act.caller));
    desk.release(act.caller.holder);
    return undefined;
  });
  return { grants, stored: after(stored, desk.changes()) };
}

function oneByOne(stored: Stored, acts: readonly Act[]): ReturnType<typeof answered> {
  return acts.reduce<ReturnType<typeof answered>>((before, act) => {
    const next = answered(before.stored, [act]);
    return { grants: [...before.grants, ...next.grants], stored: next.stored };
  }, { grants: [], stored });
}

const moment = (from: number, to: number) => fc.integer({ min: from, max: to }).map((seconds) => addMs(NOW, seconds * 1000));
const urgency = fc.constantFrom('live', 'bulk');
const aPlace = fc.record({
  holder: fc.constantFrom(...HOLDERS), urgency, since: moment(-9, 0), state: fc.constantFrom('granted', 'waiting'),
  calls: fc.integer({ min: 0, max: 4 }), spent: fc.integer({ min: 0, max: 3 }), endsAt: moment(-5, 30),
});
const caller = fc.record({ holder: fc.constantFrom(...HOLDERS), urgency, since: moment(-9, 0) })
  .map((who): Caller => ({ ...who, account: 'ploomes:acme', limits: LIMITS }));
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constant('claim'), caller, calls: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ type: fc.constant('spend'), caller }),
  fc.record({ type: fc.constant('release'), caller }),
);
const account: fc.Arbitrary<Stored> = fc.record({
  budget: fc.record({ tokens: fc.integer({ min: 0, max: 12 }).map((halves) => halves / 2), at: moment(-3, 0), blockedUntil: fc.constant(undefined) }),
  places: fc.uniqueArray(aPlace, { selector: ({ holder }) => holder, maxLength: HOLDERS.length }),
});

const inOrder = ({ budget, places }: Stored): Stored => ({ budget, places: places.toSorted((a, b) => (a.holder < b.holder ? -1 : 1)) });

test('HUB-03: several who ask for one account at the same moment are answered as if each had come alone, after those before it', () => {
  fc.assert(fc.property(account, fc.array(act, { minLength: 2, maxLength: 8 }), (stored, acts) => {
    const together = answered(stored, acts);
    const alone = oneByOne(stored, acts);
    expect(together.grants).toEqual(alone.grants);
    expect(inOrder(together.stored)).toEqual(inOrder(alone.stored));
  }), { numRuns: 2_000 });
});
