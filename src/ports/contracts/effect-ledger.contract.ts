import assert from 'node:assert/strict';
import { after, BEGINNING, ELSEWHERE, HERE } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** A ledger without effects. */
export type EffectLedgerSubject = Pick<InsideSubject, 'ledger'>;

const KEY = 'session-1/funnel-1/stay-1/open-card';

/** Runs the promises of `EffectLedger`: an effect is planned, intended, and told of once. */
export const effectLedgerContract: Contract<EffectLedgerSubject> = defineContract<EffectLedgerSubject>({
  'keeps the first plan under a key and gives it back ever after': async ({ ledger }) => {
    assert.deepEqual(await ledger.plan(HERE, KEY, { version: 1, steps: ['OpenCard'] }), { version: 1, steps: ['OpenCard'] });
    assert.deepEqual(await ledger.plan(HERE, KEY, { version: 1, steps: [] }), { version: 1, steps: ['OpenCard'] });
  },
  'tells plans of two connections apart': async ({ ledger }) => {
    await ledger.plan(HERE, KEY, 'first');
    assert.equal(await ledger.plan(ELSEWHERE, KEY, 'second'), 'second');
  },
  'finds nothing under a key that was never intended': async ({ ledger }) => {
    assert.equal(await ledger.find(HERE, KEY), undefined);
  },
  'finds an intent with its time': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    assert.deepEqual(await ledger.find(HERE, KEY), { state: 'intended', intendedAt: BEGINNING, misses: [] });
  },
  'tells a fresh intent from one that stood there': async ({ ledger }) => {
    assert.equal((await ledger.intend(HERE, KEY, BEGINNING)).fresh, true);
    assert.equal((await ledger.intend(HERE, KEY, after(60))).fresh, false);
  },
  'keeps the time of the first intent': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    assert.equal((await ledger.intend(HERE, KEY, after(60))).effect.intendedAt, BEGINNING);
  },
  'lets one of two intents at once be fresh': async ({ ledger }) => {
    const both = await Promise.all([ledger.intend(HERE, KEY, BEGINNING), ledger.intend(HERE, KEY, BEGINNING)]);
    assert.equal(both.filter(({ fresh }) => fresh).length, 1);
  },
  'keeps the result of an effect': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.settle(HERE, KEY, { cardId: '77' });
    assert.deepEqual(await ledger.find(HERE, KEY), { state: 'done', intendedAt: BEGINNING, result: { cardId: '77' } });
  },
  'gives the result to a later intent': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.settle(HERE, KEY, { cardId: '77' });
    const { effect } = await ledger.intend(HERE, KEY, after(60));
    assert.deepEqual(effect.state === 'done' && effect.result, { cardId: '77' });
  },
  'takes the same result twice': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.settle(HERE, KEY, { cardId: '77', stage: 1 });
    await ledger.settle(HERE, KEY, { stage: 1, cardId: '77' });
  },
  'refuses another result': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.settle(HERE, KEY, { cardId: '77' });
    await assert.rejects(ledger.settle(HERE, KEY, { cardId: '78' }));
  },
  'withdraws an intent, so that the next one is fresh': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.withdraw(HERE, KEY);
    assert.equal((await ledger.intend(HERE, KEY, after(60))).fresh, true);
  },
  'forgets the plan of a withdrawn intent': async ({ ledger }) => {
    await ledger.plan(HERE, KEY, { v: 1 });
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.withdraw(HERE, KEY);
    assert.deepEqual(await ledger.plan(HERE, KEY, { v: 2 }), { v: 2 });
  },
  'never withdraws what was settled': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.settle(HERE, KEY, 'done');
    await ledger.withdraw(HERE, KEY);
    assert.equal((await ledger.find(HERE, KEY))?.state, 'done');
  },
  'notes misses with their times, in order': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    await ledger.noteMiss(HERE, KEY, after(60));
    await ledger.noteMiss(HERE, KEY, after(120));
    const effect = await ledger.find(HERE, KEY);
    assert.deepEqual(effect?.state === 'intended' && effect.misses, [after(60), after(120)]);
  },
  'tells effects of two connections apart': async ({ ledger }) => {
    await ledger.intend(HERE, KEY, BEGINNING);
    assert.equal(await ledger.find(ELSEWHERE, KEY), undefined);
  },
});
