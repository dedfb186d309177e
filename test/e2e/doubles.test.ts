import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryRecord } from '../../src/ports/index.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../rig/hand-wound.ts';

const PATIENCE_MS = 60_000;
/** What a person is to hear of within a minute. */
const MINUTE_MS = 60_000;
const STEP_MS = 5_000;

let world: HandWoundWorld;

beforeEach(async () => {
  world = await createHandWoundWorld({ hub: { askAgainAfterMs: PATIENCE_MS } });
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
});
afterEach(async () => await world.close());

const listed = async (): Promise<readonly (DeliveryRecord | undefined)[]> => {
  const { rows } = await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 10 });
  return await Promise.all(rows.map(async ({ id }) => await world.hub().deliveries.show(id)));
};

async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    world.clock.advance(STEP_MS);
    await world.rest();
  }
}

/** The call is lost, and what it asked for is done by Ploomes when it is told to, at any later time. */
function loseForNow(route: string): () => void {
  world.ploomes.faults({ route, kind: 'reset', times: 1 });
  const { rows, create } = world.ploomes;
  const [entity = ''] = route.split('/').slice(1);
  return () => {
    const [made] = rows(entity);
    if (made === undefined) throw new Error(`Nothing was made by ${route}.`);
    const { Id: _, CreateDate: __, OtherProperties: marks, ...row } = made;
    const marked = Array.isArray(marks) ? marks.filter((mark) => JSON.stringify(mark).includes('StringValue')) : [];
    create(entity, { ...row, OtherProperties: marked.map((mark) => parseMark(mark)) });
  };
}

const parseMark = (mark: unknown): { FieldKey: string; StringValue: string } => {
  const { FieldKey, StringValue } = mark as { FieldKey: string; StringValue: string };
  return { FieldKey, StringValue };
};

async function aSession(): Promise<void> {
  world.ploomes.addContact({ name: 'Ana', phone: '+5511987654321' });
  await world.rest();
  world.neppo.startSession({ phone: '5511987654321', name: 'Ana', group: 'Vendas' });
  await world.rest();
}

describe('CRD-14: what lands after it was made again is listed within a minute', () => {
  test.each([
    { what: 'card', route: 'POST /Deals', reason: 'card-doubled', rows: () => world.ploomes.deals() },
    { what: 'record', route: 'POST /InteractionRecords', reason: 'record-doubled', rows: () => world.ploomes.interactionRecords() },
  ])('a $what', async ({ route, reason, rows }) => {
    const land = loseForNow(route);
    await aSession();
    await pass(2 * PATIENCE_MS);
    expect(rows()).toHaveLength(1);
    await pass(4 * MINUTE_MS);
    expect(await listed()).toEqual([]);

    land();
    await pass(MINUTE_MS);
    const [double, ...more] = await listed();
    expect(more).toEqual([]);
    expect(double).toMatchObject({ kind: 'look-for-doubles', reason, decision: { outcome: 'doubled' } });
    expect(JSON.stringify(double?.decision)).toContain(String(rows()[0]?.Id));
    expect(JSON.stringify(double?.decision)).toContain(String(rows()[1]?.Id));
    await pass(5 * MINUTE_MS);
    expect(await listed()).toHaveLength(1);
  });

  test('a lost call that never lands is looked after for a day, ever more seldom, and nothing is listed', async () => {
    loseForNow('POST /Deals');
    await aSession();
    await world.restForGood();
    world.ploomes.resetCalls();
    for (let hours = 0; hours < 26; hours++) {
      for (let parts = 0; parts < 12; parts++) {
        world.clock.advance(5 * MINUTE_MS);
        await world.rest();
      }
    }
    expect(await listed()).toEqual([]);
    expect(world.ploomes.calls().byRoute['GET /Deals']).toBeLessThan(60);
    world.ploomes.resetCalls();
    await pass(2 * MINUTE_MS);
    expect(world.ploomes.calls().byRoute['GET /Deals']).toBeUndefined();
  }, 60_000);
});
