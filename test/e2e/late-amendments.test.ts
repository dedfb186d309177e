import { afterEach, describe, expect, test } from 'vitest';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import type { LaneHold, StoreFactory } from '../../src/ports/index.ts';
import { cell } from '../adapters/ploomes/lab.ts';
import { handledBy } from '../ports/contracts/inside/saboteur.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../rig/hand-wound.ts';

const PATIENCE_MS = 60_000;
const STEP_MS = 5_000;
const AMENDING = 'PATCH /InteractionRecords';

const SURE: LaneHold = { isSure: () => true, begunBefore: 'no' };

let world: HandWoundWorld;
/** What handlers are told of their lane from now on. */
let hold: LaneHold = SURE;
afterEach(async () => {
  hold = SURE;
  await world.close();
});

const storeWithHolds: StoreFactory = async (parts) => {
  const store = await sqliteStore(':memory:')(parts);
  return { ...store, ...handledBy(store, (handler) => async (delivery) => await handler({ ...delivery, hold })) };
};

async function aSession(): Promise<string> {
  world = await createHandWoundWorld({ hub: { store: storeWithHolds, askAgainAfterMs: PATIENCE_MS } });
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  world.ploomes.addContact({ name: 'Ana', phone: '+5511987654321' });
  await world.rest();
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'Ana', group: 'Vendas' });
  await world.rest();
  return protocol;
}

const record = () => {
  const [only, ...more] = world.ploomes.interactionRecords();
  expect(more).toEqual([]);
  if (only === undefined) throw new Error('There is no record.');
  return only;
};

async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    world.clock.advance(STEP_MS);
    await world.rest();
  }
}

/** What was sent before arrives only now. */
const land = (earlier: ReturnType<typeof record>): void =>
  void world.ploomes.update('InteractionRecords', earlier.Id, { Content: cell(earlier, 'Content'), DealId: earlier['DealId'] ?? null });

const amendments = (): number => world.ploomes.calls().byRoute[`${AMENDING}(id)`] ?? 0;

async function commentThenClose(protocol: string, doubtful: () => void, over: () => void): Promise<{ readonly earlier: ReturnType<typeof record> }> {
  doubtful();
  world.neppo.comment(protocol, 'um comentário');
  await world.rest();
  over();
  await pass(2 * STEP_MS);
  const earlier = record();
  expect(cell(earlier, 'Content')).toContain('um comentário');
  world.neppo.close(protocol);
  await world.rest();
  expect(cell(record(), 'Content')).toContain('encerrada');
  return { earlier };
}

describe('SES-09: an older text that lands on a record after a newer one is written over within the patience', () => {
  test.each([
    { when: 'the answer to the older one was lost', doubtful: () => world.ploomes.faults({ route: AMENDING, kind: 'reset', times: 1 }) },
    { when: 'whoever sent it may have lost its lane', doubtful: () => void (hold = { ...SURE, isSure: () => false }) },
    { when: 'somebody began with it and was not heard of again', doubtful: () => void (hold = { ...SURE, begunBefore: 'perhaps' }) },
  ])('when $when', async ({ doubtful }) => {
    const { earlier } = await commentThenClose(await aSession(), doubtful, () => void (hold = SURE));
    land(earlier);
    world.ploomes.resetCalls();
    await pass(2 * PATIENCE_MS);
    expect(cell(record(), 'Content')).toContain('encerrada');
    expect(cell(record(), 'Content')).toContain('um comentário');
    expect(amendments()).toBe(1);
  });

  test('and the record hangs on the latest card again', async () => {
    const protocol = await aSession();
    const before = record();
    world.ploomes.faults({ route: AMENDING, kind: 'reset', times: 1 });
    world.neppo.comment(protocol, 'um comentário');
    await world.rest();
    await pass(2 * STEP_MS);
    const cardId = cell(before, 'DealId');
    land({ ...before, DealId: null });
    await pass(2 * PATIENCE_MS);
    expect(cell(record(), 'DealId')).toBe(cardId);
  });

  test('a second doubt comes to one writing, after the last of them', async () => {
    const protocol = await aSession();
    for (const text of ['primeiro', 'segundo']) {
      world.ploomes.faults({ route: AMENDING, kind: 'reset', times: 1 });
      world.neppo.comment(protocol, text);
      await world.rest();
      await pass(2 * STEP_MS);
    }
    world.ploomes.resetCalls();
    await pass(PATIENCE_MS - 4 * STEP_MS);
    expect(amendments()).toBe(0);
    await pass(2 * PATIENCE_MS);
    expect(amendments()).toBe(1);
  });

  test('a doubt about the writing itself is a doubt like any other', async () => {
    const protocol = await aSession();
    world.ploomes.faults({ route: AMENDING, kind: 'reset', times: 1 });
    world.neppo.comment(protocol, 'um comentário');
    await world.rest();
    await pass(2 * STEP_MS);
    world.ploomes.resetCalls();
    world.ploomes.faults({ route: AMENDING, kind: 'reset', times: 1 });
    await pass(4 * PATIENCE_MS);
    expect(amendments()).toBe(3); // lost, tried again, and written once more after that
  });
});

test('what was heard costs nothing more', async () => {
  const protocol = await aSession();
  world.neppo.comment(protocol, 'um comentário');
  await world.rest();
  world.ploomes.faults({ route: AMENDING, status: 429, times: 1 });
  world.neppo.close(protocol);
  await pass(STEP_MS);
  await world.restForGood();
  expect(cell(record(), 'Content')).toContain('encerrada');
  world.ploomes.resetCalls();
  await pass(3 * PATIENCE_MS);
  expect(amendments()).toBe(0);
});

test('a record that somebody deleted is not made again by it', async () => {
  const protocol = await aSession();
  world.ploomes.faults({ route: AMENDING, kind: 'reset', times: 1 });
  world.neppo.comment(protocol, 'um comentário');
  await world.rest();
  await pass(2 * STEP_MS);
  world.ploomes.remove('InteractionRecords', record().Id);
  await pass(2 * PATIENCE_MS);
  expect(world.ploomes.interactionRecords()).toEqual([]);
  const { rows } = await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 10 });
  expect(rows).toEqual([]);
});
