import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSystemIds } from '../../src/adapters/system/index.ts';
import { createAccountGate, type AccountGate, type Errand } from '../../src/app/account-gate.ts';
import { addMs } from '../../src/domain/index.ts';
import { PortFailure, type AccountLimits, type BudgetStanding } from '../../src/ports/index.ts';
import { BEGINNING, openMemoryStore, type Opened } from '../adapters/sqlite/open-store.ts';

const CRM = 'ploomes:acme';
const LIMITS: AccountLimits = { capacity: 6, perSecond: 2, holdsBack: 'all' };
const ASSUMED: AccountLimits = { ...LIMITS, holdsBack: 'bulk' };
const PATIENCE_MS = 700;

let store: Opened;
let gate: AccountGate;

beforeEach(async () => {
  store = await openMemoryStore();
  gate = createAccountGate({ budgets: store.budgets, clock: store.clock, ids: createSystemIds(), patienceMs: PATIENCE_MS });
});
afterEach(async () => await store.dispose());

const anErrand = (holder: string, wishes: Partial<Errand> = {}): Errand =>
  ({ holder, urgency: 'live', since: BEGINNING, claims: [{ account: CRM, limits: LIMITS, calls: 2 }], ...wishes });

async function standing(): Promise<BudgetStanding | undefined> {
  await new Promise((resolve) => setImmediate(resolve)); // what is given back is not waited for,
  await store.budgets.release('nobody', 'nobody'); // and is written before what is asked later
  return (await store.budgets.look())[0];
}

const call = async (times: number, limits = LIMITS): Promise<void> => {
  for (let n = 0; n < times; n++) await gate.pass(CRM, limits);
};

/** Uses up what is free, as other work would. */
const exhaust = async (): Promise<void> => void (await gate.enter(anErrand('others', { claims: [] }), async () => await call(6)));

describe('HUB-03: work is let in when its calls can be made', () => {
  test('and not begun before; it is told when its turn may have come', async () => {
    await exhaust();
    let begun = 0;
    expect(await gate.enter(anErrand('d1'), async () => (begun += 1))).toEqual({ outcome: 'refused', askAgainAt: addMs(BEGINNING, 1_000) });
    store.clock.advance(1_000);
    expect(await gate.enter(anErrand('d1'), async () => (begun += 1))).toEqual({ outcome: 'admitted', result: 1 });
  });

  test('what it did not use is given back, whether it succeeds or fails', async () => {
    await gate.enter(anErrand('d1'), async () => await call(1));
    await gate.enter(anErrand('d2'), async () => await Promise.reject(new Error('broken'))).catch(() => undefined);
    expect(await standing()).toMatchObject({ free: 5, claimed: 0, waiting: 0 });
  });

  test('while it goes on nobody else takes what is kept for it', async () => {
    await gate.enter(anErrand('d1'), async () => {
      await gate.enter(anErrand('d2', { claims: [] }), async () => await call(4));
      await call(2);
    });
    expect(await standing()).toMatchObject({ free: 0 });
  });

  test('for two accounts only when both have room: what the first had kept for it is given back', async () => {
    await exhaust();
    const both = anErrand('d1', { claims: [{ account: 'other:acme', limits: LIMITS, calls: 2 }, { account: CRM, limits: LIMITS, calls: 2 }] });
    expect((await gate.enter(both, async () => undefined)).outcome).toBe('refused');
    expect((await store.budgets.look()).map(({ account, claimed }) => [account, claimed])).toEqual([['other:acme', 0], [CRM, 0]]);
  });

  test('where a limit is only assumed, live work is let in without being counted, and bulk work is not', async () => {
    const claims = [{ account: CRM, limits: ASSUMED, calls: 1 }];
    await gate.enter(anErrand('d1', { claims }), async () => await call(9, ASSUMED));
    expect(await standing()).toMatchObject({ free: 0 });
    expect((await gate.enter(anErrand('d2', { claims, urgency: 'bulk' }), async () => undefined)).outcome).toBe('refused');
  });
});

describe('HUB-03: a call that cannot be made now', () => {
  const refusal = async (): Promise<unknown> => await gate.enter(anErrand('d1'), async () => await call(7)).catch((failure: unknown) => failure);

  test('fails as not made, with the time to wait, and lays no blame on the account', async () => {
    const failure = await refusal();
    expect(failure).toBeInstanceOf(PortFailure);
    expect(failure).toMatchObject({ code: 'port.throttled', account: undefined, mayHaveHappened: 'no', retry: { afterMs: 3_000 } });
  });

  test('keeps a place for its work, which is let in for more the next time', async () => {
    await refusal();
    expect(await standing()).toMatchObject({ waiting: 1 });
    store.clock.advance(3_000);
    await gate.enter(anErrand('d1'), async () => expect(await standing()).toMatchObject({ claimed: 6 }));
  });

  test('keeps no place for work that came to its end without it', async () => {
    await gate.enter(anErrand('d1'), async () => await call(7).catch(() => undefined));
    expect(await standing()).toMatchObject({ waiting: 0 });
  });
});

describe('HUB-03: calls that belong to no delivery', () => {
  test('take what is free', async () => {
    await call(6);
    expect(await standing()).toMatchObject({ free: 0 });
  });

  test('wait for their turn', async () => {
    await call(6);
    setTimeout(() => store.clock.advance(500), 10);
    await expect(call(1)).resolves.toBeUndefined();
  });

  test('wait no longer than a person would, and leave no place behind', async () => {
    await call(6);
    await expect(call(1)).rejects.toMatchObject({ code: 'port.throttled', account: undefined });
    expect(await standing()).toMatchObject({ waiting: 0 });
  });

  test('do not wait at all for a pause that is longer than that', async () => {
    await gate.pause(CRM, { afterMs: 60_000 });
    const begun = performance.now();
    await expect(call(1)).rejects.toMatchObject({ code: 'port.throttled' });
    expect(performance.now() - begun).toBeLessThan(PATIENCE_MS);
  });

  test('that come again by themselves do not wait at all', async () => {
    await gate.quietly(async () => await call(3));
    await expect(gate.quietly(async () => await call(1), 'not-at-all')).rejects.toMatchObject({ code: 'port.throttled', retry: { afterMs: 1_000 } });
    expect(await standing()).toMatchObject({ waiting: 0 });
    store.clock.advance(1_000);
    await expect(gate.quietly(async () => await call(1), 'not-at-all')).resolves.toBeUndefined();
  });

  test('that nobody waits for leave live work its reserve', async () => {
    await gate.quietly(async () => await call(3));
    await expect(gate.quietly(async () => await call(1))).rejects.toMatchObject({ code: 'port.throttled' });
    await call(3);
  });
});

describe('HUB-02: an account that asks for a pause', () => {
  test.each([
    ['the time that it names', { afterMs: 12_000 }, 12_000],
    ['an hour at most', { afterMs: 1e12 }, 3_600_000],
    ['two seconds where it names none', 'soon', 2_000],
    ['two seconds where what it names is no time', { afterMs: Number.NaN }, 2_000],
  ] as const)('is left alone by everybody for %s', async (_name, retry, pauseMs) => {
    await gate.pause(CRM, retry);
    expect(await standing()).toMatchObject({ blockedUntil: addMs(BEGINNING, pauseMs) });
    const entry = await gate.enter(anErrand('d1'), async () => undefined);
    expect(entry).toMatchObject({ outcome: 'refused', askAgainAt: addMs(BEGINNING, pauseMs + 1_000) });
  });

  test('is heard of even when the store is in trouble', async () => {
    await store.close();
    await expect(gate.pause(CRM, 'soon')).resolves.toBeUndefined();
  });
});
