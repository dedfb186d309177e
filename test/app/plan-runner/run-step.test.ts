import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds, type HandClock } from '../../../src/adapters/system/index.ts';
import { createStepRunner, type Step, type StepRunner } from '../../../src/app/plan-runner/run-step.ts';
import { instantOf, type ConnectionId } from '../../../src/domain/index.ts';
import { PortFailure, type MarkerAnswer, type Store } from '../../../src/ports/index.ts';

const PATIENCE_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;

let clock: HandClock;
let store: Store;
let steps: StepRunner;
let performed: number;

beforeEach(async () => {
  clock = createHandClock(instantOf(Date.UTC(2026, 4, 4)));
  store = await sqliteStore(':memory:')({ clock, ids: createSystemIds() });
  steps = createStepRunner(store.ledger, clock, { askAgainAfterMs: PATIENCE_MS });
  performed = 0;
});
afterEach(async () => await store.close());

const aStep = (perform: () => Promise<string>, answer: MarkerAnswer<string> = { believable: true }): Step<string> => ({
  connection: 'acme' as ConnectionId,
  key: 'stay:WA1:f1#0/open-card',
  perform: async () => {
    performed += 1;
    return await perform();
  },
  ask: async () => await Promise.resolve(answer),
});
const opens = async (): Promise<string> => await Promise.resolve('card-1');
const losesItsAnswer = async (): Promise<string> => await Promise.reject(new PortFailure('port.timed-out', 'no answer', { mayHaveHappened: 'yes' }));
const isRefused = async (): Promise<string> => await Promise.reject(new PortFailure('port.refused', 'no', { mayHaveHappened: 'no' }));

describe('CRD-14: a step happens once', () => {
  test('a step that was done is remembered and not done again', async () => {
    await steps.run(aStep(opens));
    expect(await steps.run(aStep(opens))).toEqual({ outcome: 'done', id: 'card-1', how: 'remembered' });
    expect(performed).toBe(1);
  });

  test('after a lost answer the outside is asked, and what is found there is taken', async () => {
    await expect(steps.run(aStep(losesItsAnswer))).rejects.toMatchObject({ code: 'port.timed-out' });
    expect(await steps.run(aStep(opens, { believable: true, found: 'card-7' }))).toEqual({ outcome: 'done', id: 'card-7', how: 'found' });
    expect(performed).toBe(1);
  });

  test('"not there" counts only when two believable answers agree, a minute apart', async () => {
    await expect(steps.run(aStep(losesItsAnswer))).rejects.toMatchObject({ code: 'port.timed-out' });
    expect(await steps.run(aStep(opens))).toMatchObject({ outcome: 'unsettled', because: 'may-still-land' });
    clock.advance(PATIENCE_MS - 1);
    expect(await steps.run(aStep(opens))).toMatchObject({ outcome: 'unsettled', because: 'may-still-land' });
    clock.advance(1);
    expect(await steps.run(aStep(opens))).toEqual({ outcome: 'done', id: 'card-1', how: 'performed' });
    expect(performed).toBe(2);
  });

  test('an answer that cannot be believed does not count, and after a day a person has to look', async () => {
    await expect(steps.run(aStep(losesItsAnswer))).rejects.toMatchObject({ code: 'port.timed-out' });
    clock.advance(PATIENCE_MS * 5);
    expect(await steps.run(aStep(opens, { believable: false }))).toMatchObject({ outcome: 'unsettled', because: 'not-believable' });
    clock.advance(DAY_MS);
    await expect(steps.run(aStep(opens, { believable: false }))).rejects.toMatchObject({ code: 'port.ambiguous' });
    expect(await steps.run(aStep(opens, { believable: true, found: 'card-7' }))).toMatchObject({ how: 'found' });
    expect(performed).toBe(1);
  });

  test('a call that surely had no effect is simply made again', async () => {
    await expect(steps.run(aStep(isRefused))).rejects.toMatchObject({ code: 'port.refused' });
    expect(await steps.run(aStep(opens))).toMatchObject({ how: 'performed' });
  });

  test('a result that could not be written down is asked for, not made again', async () => {
    const failing = { ...store.ledger, settle: async () => await Promise.reject(new PortFailure('port.unreachable', 'the disk is full')) };
    const blind = createStepRunner(failing, clock, { askAgainAfterMs: PATIENCE_MS });
    await expect(blind.run(aStep(opens))).rejects.toMatchObject({ code: 'port.unreachable' });
    expect(await steps.run(aStep(opens, { believable: true, found: 'card-1' }))).toMatchObject({ how: 'found' });
    expect(performed).toBe(1);
  });
});
