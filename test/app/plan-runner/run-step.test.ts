import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import { createHandClock, createSystemIds, type HandClock } from '../../../src/adapters/system/index.ts';
import type { Doubt } from '../../../src/app/plan-runner/doubts.ts';
import { createStepRunner, type Step, type StepRunner } from '../../../src/app/plan-runner/run-step.ts';
import { instantOf, type ConnectionId, type ContactId, type FunnelId } from '../../../src/domain/index.ts';
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

describe('CRD-14: a step that may have been carried out twice', () => {
  const raised: Doubt[] = [];
  const doubting = (ledger = store.ledger) => createStepRunner(ledger, clock, { askAgainAfterMs: PATIENCE_MS }, {
    doubts: { raise: async (doubt) => await Promise.resolve(void raised.push(doubt)) },
  });
  const step = (perform: () => Promise<string>, more: Partial<Step<string>> = {}): Step<string> =>
    ({ ...aStep(perform), twin: { what: 'card', marker: 'm', clientId: '7' as ContactId, funnelId: 'f1' as FunnelId }, ...more });
  const tries = async (runner: StepRunner, each: Step<string>): Promise<void> => void (await runner.run(each).catch(() => undefined));
  /** A first try that nobody heard of, and two answers that it is not there. */
  const twoMisses = async (runner: StepRunner, each: Step<string>): Promise<void> => {
    await tries(runner, each);
    await tries(runner, each);
    clock.advance(PATIENCE_MS);
  };
  beforeEach(() => void raised.splice(0));

  test('before it is done again, it is noted that the first try may land yet', async () => {
    await twoMisses(doubting(), step(losesItsAnswer));
    const before = clock.now();
    await doubting().run(step(async () => {
      expect(raised).toMatchObject([{ key: 'stay:WA1:f1#0/open-card', doubled: 'may-come', twin: { marker: 'm' } }]);
      return await opens();
    }));
    expect(raised.every(({ since }) => since < before)).toBe(true);
  });

  test('a step that is done once and heard of leaves no doubt', async () => {
    await doubting().run(step(opens));
    await tries(doubting(), step(losesItsAnswer));
    expect(raised).toEqual([]);
  });

  test('its plan is there still when the second try is not heard of either', async () => {
    const planned = step(losesItsAnswer, { plan: { v: 1 } });
    await store.ledger.plan(planned.connection, planned.key, { v: 1 });
    await twoMisses(doubting(), planned);
    await tries(doubting(), planned);
    expect(await store.ledger.plan(planned.connection, planned.key, 'none')).toEqual({ v: 1 });
  });

  /** While it makes its call another process takes the step over, as far as it gets. */
  const overtakenBy = (other: (runner: StepRunner) => Promise<void>, answers: () => Promise<string>): Promise<unknown> =>
    doubting().run(step(async () => {
      clock.advance(1_000);
      await other(doubting());
      return await answers();
    })).catch((error: unknown) => error);
  const makesItAnew = async (runner: StepRunner): Promise<void> => {
    const anew = step(async () => await Promise.resolve('card-2'));
    await runner.run(anew);
    clock.advance(PATIENCE_MS);
    await runner.run(anew);
  };

  test('what another process made meanwhile counts, and that there are two now is noted at once', async () => {
    expect(await overtakenBy(makesItAnew, opens)).toEqual({ outcome: 'done', id: 'card-2', how: 'remembered' });
    expect(raised.map(({ doubled }) => doubled)).toEqual(['may-come', 'may-be']);
  });

  test('a call that nobody answered may have been the second one', async () => {
    expect(await overtakenBy(makesItAnew, losesItsAnswer)).toMatchObject({ code: 'port.timed-out' });
    expect(raised.map(({ doubled }) => doubled)).toEqual(['may-come', 'may-be']);
  });

  test('what was made counts when another process has only given the step up', async () => {
    const { connection, key } = step(opens);
    expect(await overtakenBy(async () => await store.ledger.withdraw(connection, key), opens)).toEqual({ outcome: 'done', id: 'card-1', how: 'performed' });
    expect(await doubting().run(step(opens))).toEqual({ outcome: 'done', id: 'card-1', how: 'remembered' });
    expect(raised).toEqual([]);
  });

  test('a call that was refused does not give up what another process has begun', async () => {
    const { connection, key } = step(opens);
    const beginsAnew = async (): Promise<void> => {
      await store.ledger.withdraw(connection, key);
      await store.ledger.intend(connection, key, clock.now());
    };
    await overtakenBy(beginsAnew, isRefused);
    expect(await store.ledger.find(connection, key)).toMatchObject({ state: 'intended' });
  });
});

describe('CRD-14: after a backup was brought back, what was done since it is not known', () => {
  const TAKEN = instantOf(Date.UTC(2026, 4, 1));
  const RESTORED = instantOf(Date.UTC(2026, 4, 3));
  const begunBefore = instantOf(Date.UTC(2026, 4, 2));
  const asked: string[] = [];
  const restored = () => createStepRunner(store.ledger, clock, { askAgainAfterMs: PATIENCE_MS }, { restoration: { takenAt: TAKEN, restoredAt: RESTORED } });
  const step = (answer: MarkerAnswer<string>, begunAt = begunBefore): Step<string> => ({
    ...aStep(opens), begunAt,
    ask: async (since) => {
      asked.push(since);
      return await Promise.resolve(answer);
    },
  });
  beforeEach(() => void asked.splice(0));

  test('a step of what began before is asked for first, back to the time of the backup', async () => {
    expect(await restored().run(step({ believable: true, found: 'card-7' }))).toEqual({ outcome: 'done', id: 'card-7', how: 'found' });
    expect(asked.every((since) => since < TAKEN)).toBe(true);
    expect(performed).toBe(0);
  });

  test('one believable answer that it is not there is enough: nothing is still on its way', async () => {
    expect(await restored().run(step({ believable: true }))).toEqual({ outcome: 'done', id: 'card-1', how: 'performed' });
    expect(asked).toHaveLength(1);
  });

  test('an answer that cannot be believed is asked for again, and still back to the time of the backup', async () => {
    expect(await restored().run(step({ believable: false }))).toMatchObject({ outcome: 'unsettled', because: 'not-believable' });
    clock.advance(PATIENCE_MS);
    expect(await restored().run(step({ believable: true, found: 'card-7' }))).toMatchObject({ how: 'found' });
    expect(asked.filter((since) => since < TAKEN)).toHaveLength(2);
    expect(performed).toBe(0);
  });

  test('what began afterwards costs no question', async () => {
    expect(await restored().run(step({ believable: true, found: 'card-7' }, RESTORED))).toEqual({ outcome: 'done', id: 'card-1', how: 'performed' });
    expect(asked).toEqual([]);
  });
});
