import assert from 'node:assert/strict';
import type { BudgetStanding, Budgets, Caller, Grant } from '../budgets.ts';
import { after, BEGINNING } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** No account was called yet. */
export type BudgetsSubject = Pick<InsideSubject, 'budgets' | 'clock'>;

const ACCOUNT = 'ploomes:here';
const CLAIM_ENDS_MS = 35_000;
const REST_MS = 60_000;

/** Six calls after a rest, one more each half second. */
const aCaller = (holder: string, wishes: Partial<Caller> = {}): Caller => ({
  account: ACCOUNT, limits: { capacity: 6, perSecond: 2, holdsBack: 'all' }, urgency: 'live', holder, since: BEGINNING, ...wishes,
});

const assumed = (holder: string, wishes: Partial<Caller> = {}): Caller => aCaller(holder, { limits: { capacity: 6, perSecond: 2, holdsBack: 'bulk' }, ...wishes });

const granted = (calls: number): Grant => ({ outcome: 'granted', calls });

async function standing({ budgets }: Pick<BudgetsSubject, 'budgets'>, account = ACCOUNT): Promise<BudgetStanding> {
  const found = (await budgets.look()).find((each) => each.account === account);
  assert.ok(found, `Nothing is told of the account ${account}.`);
  return found;
}

function refusedUntil(grant: Grant): string {
  assert.equal(grant.outcome, 'refused');
  return grant.outcome === 'refused' ? grant.askAgainAt : '';
}

/** Spends calls one after the other, each for work of its own, and tells how many were granted. */
async function spendMany(budgets: Budgets, times: number, caller: (holder: string) => Caller = aCaller): Promise<number> {
  let sent = 0;
  for (let n = 0; n < times; n += 1) if ((await budgets.spend(caller(`one-${n}`))).outcome === 'granted') sent += 1;
  return sent;
}

/** Runs the promises of `Budgets`: what is claimed is kept, what is spent is gone, and those who wait come in their order. */
export const budgetsContract: Contract<BudgetsSubject> = defineContract<BudgetsSubject>({
  'grants what is free after a rest, and no more': async ({ budgets }) => {
    assert.deepEqual(await budgets.claim(aCaller('a'), 6), granted(6));
    assert.equal((await budgets.claim(aCaller('b'), 1)).outcome, 'refused');
  },
  'spends no more than the capacity at once': async ({ budgets }) => {
    assert.equal(await spendMany(budgets, 9), 6);
  },
  'earns calls again as time goes by': async ({ budgets, clock }) => {
    await spendMany(budgets, 6);
    clock.advance(1_500);
    assert.equal(await spendMany(budgets, 6), 3);
  },
  'earns no more than the capacity in a long rest': async (subject) => {
    await subject.budgets.spend(aCaller('a'));
    subject.clock.advance(REST_MS);
    assert.equal((await standing(subject)).free, 6);
  },
  'keeps what was claimed from those who did not claim it': async ({ budgets }) => {
    await budgets.claim(aCaller('a'), 4);
    assert.equal(await spendMany(budgets, 6), 2);
  },
  'spends what was claimed when nothing else is free': async ({ budgets }) => {
    await budgets.claim(aCaller('a'), 2);
    await spendMany(budgets, 4);
    assert.deepEqual(await budgets.spend(aCaller('a')), granted(1));
    assert.deepEqual(await budgets.spend(aCaller('a')), granted(1));
  },
  'gives back what was claimed and not used': async (subject) => {
    await subject.budgets.claim(aCaller('a'), 4);
    await subject.budgets.spend(aCaller('a'));
    await subject.budgets.release(ACCOUNT, 'a');
    const { free, claimed } = await standing(subject);
    assert.deepEqual({ free, claimed }, { free: 5, claimed: 0 });
  },
  'ends a claim whose work gave no sign of life for 35 seconds': async (subject) => {
    await subject.budgets.claim(aCaller('a'), 6);
    subject.clock.advance(CLAIM_ENDS_MS);
    assert.equal((await standing(subject)).claimed, 0);
  },
  'keeps a claim for as long as its work goes on': async (subject) => {
    await subject.budgets.claim(aCaller('a'), 3);
    subject.clock.advance(CLAIM_ENDS_MS - 1);
    await subject.budgets.spend(aCaller('a'));
    subject.clock.advance(CLAIM_ENDS_MS - 1);
    assert.equal((await standing(subject)).claimed, 2);
  },
  'replaces what work had claimed when it claims anew': async (subject) => {
    await subject.budgets.claim(aCaller('a'), 5);
    assert.deepEqual(await subject.budgets.claim(aCaller('a'), 4), granted(4));
    assert.equal((await standing(subject)).claimed, 4);
  },
  'grants no work more than the capacity': async ({ budgets }) => {
    assert.deepEqual(await budgets.claim(aCaller('a'), 9), granted(6));
  },
  'grants one of two claims at once where there is enough for one': async ({ budgets }) => {
    const both = await Promise.all([budgets.claim(aCaller('a'), 4), budgets.claim(aCaller('b'), 4)]);
    assert.equal(both.filter(({ outcome }) => outcome === 'granted').length, 1);
  },
  'says when enough will have been earned, and grants it then': async ({ budgets, clock }) => {
    await spendMany(budgets, 6);
    const again = refusedUntil(await budgets.claim(aCaller('a'), 3));
    assert.equal(again, after(1.5));
    clock.advance(1_500);
    assert.deepEqual(await budgets.claim(aCaller('a'), 3), granted(3));
  },
  'sends those who wait back at different times, the oldest first': async ({ budgets }) => {
    await spendMany(budgets, 6);
    const times: string[] = [];
    for (let n = 0; n < 20; n += 1) times.push(refusedUntil(await budgets.claim(aCaller(`w${n}`, { since: after(n) }), 2)));
    assert.deepEqual([...new Set(times)].toSorted(), times);
  },
  'lets who has waited longest go before who asks first': async ({ budgets, clock }) => {
    await spendMany(budgets, 6);
    await budgets.claim(aCaller('old', { since: after(-60) }), 3);
    clock.advance(1_500);
    assert.equal((await budgets.claim(aCaller('young'), 2)).outcome, 'refused');
    assert.equal((await budgets.claim(aCaller('old', { since: after(-60) }), 3)).outcome, 'granted');
  },
  'waits for nobody once all is earned that can be': async ({ budgets, clock }) => {
    await spendMany(budgets, 6);
    for (let n = 0; n < 20; n += 1) await budgets.claim(aCaller(`w${n}`, { since: after(-60) }), 2);
    clock.advance(3_000);
    assert.equal((await budgets.claim(aCaller('young'), 1)).outcome, 'granted');
  },
  'grants more to work that was refused in its midst': async ({ budgets, clock }) => {
    await budgets.claim(aCaller('a'), 2);
    assert.equal(await spendMany(budgets, 2, () => aCaller('a')), 2);
    assert.equal(await spendMany(budgets, 4), 4);
    assert.equal((await budgets.spend(aCaller('a'))).outcome, 'refused');
    clock.advance(3_000);
    assert.deepEqual(await budgets.claim(aCaller('a'), 2), granted(4));
  },
  'leaves live work its reserve when bulk work asks': async ({ budgets }) => {
    await spendMany(budgets, 2);
    assert.deepEqual(await budgets.claim(aCaller('b', { urgency: 'bulk' }), 1), granted(1));
    await budgets.release(ACCOUNT, 'b');
    await budgets.spend(aCaller('a'));
    assert.equal((await budgets.claim(aCaller('c', { urgency: 'bulk' }), 1)).outcome, 'refused');
  },
  'leaves no reserve of a limit that does not hold back live work': async ({ budgets }) => {
    await spendMany(budgets, 4, assumed);
    assert.deepEqual(await budgets.claim(assumed('b', { urgency: 'bulk' }), 1), granted(1));
  },
  'lets bulk work that was begun go one call into the reserve, and no further': async ({ budgets }) => {
    await spendMany(budgets, 2);
    const bulk = aCaller('b', { urgency: 'bulk' });
    await budgets.claim(bulk, 1);
    assert.deepEqual([await budgets.spend(bulk), await budgets.spend(bulk)], [granted(1), granted(1)]);
    assert.equal((await budgets.spend(bulk)).outcome, 'refused');
  },
  'lets bulk work begin one piece at a time': async ({ budgets }) => {
    await budgets.claim(aCaller('b1', { urgency: 'bulk' }), 1);
    assert.equal((await budgets.claim(aCaller('b2', { urgency: 'bulk' }), 1)).outcome, 'refused');
    await budgets.spend(aCaller('b1', { urgency: 'bulk' }));
    assert.equal((await budgets.claim(aCaller('b2', { urgency: 'bulk' }), 1)).outcome, 'granted');
  },
  'lets no bulk work begin while live work waits': async ({ budgets, clock }) => {
    await spendMany(budgets, 3);
    await budgets.claim(aCaller('live'), 5);
    clock.advance(1_000);
    assert.equal((await budgets.claim(aCaller('b', { urgency: 'bulk' }), 1)).outcome, 'refused');
  },
  'lets no bulk work go on while live work waits': async ({ budgets, clock }) => {
    await spendMany(budgets, 3);
    await budgets.claim(aCaller('live'), 5);
    clock.advance(1_000);
    assert.equal((await budgets.spend(aCaller('b', { urgency: 'bulk' }))).outcome, 'refused');
  },
  'expects who was refused no longer than ten seconds after its time': async (subject) => {
    await spendMany(subject.budgets, 6);
    await subject.budgets.claim(aCaller('gone'), 2);
    assert.equal((await standing(subject)).waiting, 1);
    subject.clock.advance(11_000);
    assert.equal((await standing(subject)).waiting, 0);
  },
  'expects nobody who was released': async (subject) => {
    await spendMany(subject.budgets, 6);
    await subject.budgets.claim(aCaller('gone'), 2);
    await subject.budgets.release(ACCOUNT, 'gone');
    assert.equal((await standing(subject)).waiting, 0);
  },
  'lets nobody call an account that asked for a pause': async ({ budgets }) => {
    await budgets.claim(aCaller('a'), 2);
    await budgets.hold(ACCOUNT, after(30));
    for (const grant of [await budgets.spend(aCaller('a')), await budgets.claim(aCaller('b'), 1)]) {
      assert.ok(refusedUntil(grant) >= after(30));
    }
  },
  'never ends a longer pause by a shorter one': async (subject) => {
    await subject.budgets.spend(aCaller('a'));
    await subject.budgets.hold(ACCOUNT, after(30));
    await subject.budgets.hold(ACCOUNT, after(10));
    assert.equal((await standing(subject)).blockedUntil, after(30));
  },
  'earns from none after a pause': async ({ budgets, clock }) => {
    await budgets.spend(aCaller('a'));
    await budgets.hold(ACCOUNT, after(30));
    clock.advance(31_000);
    assert.equal(await spendMany(budgets, 6), 2);
  },
  'heeds a pause of an account that was never called': async ({ budgets }) => {
    await budgets.hold('ploomes:new', after(30));
    assert.ok(refusedUntil(await budgets.claim(aCaller('a', { account: 'ploomes:new' }), 1)) >= after(30));
  },
  'keeps live work from nothing where the limit is assumed': async ({ budgets }) => {
    assert.equal(await spendMany(budgets, 20, assumed), 20);
    assert.equal((await budgets.claim(assumed('a'), 6)).outcome, 'granted');
  },
  'keeps bulk work back where the limit is assumed': async ({ budgets }) => {
    await spendMany(budgets, 6, assumed);
    assert.equal((await budgets.claim(assumed('b', { urgency: 'bulk' }), 1)).outcome, 'refused');
  },
  'makes up for live calls beyond an assumed limit by keeping bulk work back for as long': async ({ budgets, clock }) => {
    await spendMany(budgets, 10, assumed);
    clock.advance(2_000);
    assert.equal((await budgets.claim(assumed('b', { urgency: 'bulk' }), 1)).outcome, 'refused');
    clock.advance(500);
    assert.equal((await budgets.claim(assumed('b', { urgency: 'bulk' }), 1)).outcome, 'granted');
  },
  'lets bulk work that was begun owe five calls of an assumed limit, and no more': async ({ budgets }) => {
    await spendMany(budgets, 5, assumed);
    const bulk = assumed('b', { urgency: 'bulk' });
    await budgets.claim(bulk, 1);
    assert.equal(await spendMany(budgets, 9, () => bulk), 6);
  },
  'lets bulk work come back to an assumed limit before it is at rest': async ({ budgets, clock }) => {
    const bulk = assumed('b', { urgency: 'bulk' });
    await budgets.claim(bulk, 1);
    await spendMany(budgets, 20, () => bulk);
    clock.advance(5_000);
    assert.deepEqual(await budgets.claim(bulk, 5), granted(5));
  },
  'makes up for no more than a minute of them': async ({ budgets, clock }) => {
    await spendMany(budgets, 200, assumed);
    clock.advance(REST_MS + 500);
    assert.equal((await budgets.claim(assumed('b', { urgency: 'bulk' }), 1)).outcome, 'granted');
  },
  'heeds a pause where the limit is assumed': async ({ budgets }) => {
    await budgets.spend(assumed('a'));
    await budgets.hold(ACCOUNT, after(30));
    assert.ok(refusedUntil(await budgets.spend(assumed('a'))) >= after(30));
  },
  'tells accounts apart': async ({ budgets }) => {
    await spendMany(budgets, 6);
    assert.equal((await budgets.spend(aCaller('a', { account: 'ploomes:there' }))).outcome, 'granted');
  },
  'shows how every account stands': async ({ budgets }) => {
    await budgets.claim(aCaller('a'), 2);
    await budgets.claim(aCaller('b'), 5);
    assert.deepEqual(await budgets.look(), [{ account: ACCOUNT, capacity: 6, free: 4, claimed: 2, waiting: 1 }]);
  },
});
