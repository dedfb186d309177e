import { describe, expect, onTestFinished, test } from 'vitest';
import { createNeppoSimulator, defaultCredentials } from '../../src/adapters/neppo/simulator/index.ts';
import { createPloomesSimulator } from '../../src/adapters/ploomes/simulator/index.ts';
import { epochMsOf } from '../../src/domain/index.ts';
import { cell } from '../adapters/ploomes/lab.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../rig/hand-wound.ts';

const STEP_MS = 500;
const WINDOW_MS = 60_000;
const REST_MS = 120_000;
const MOST_STEPS = 1_200;
const PATIENCE_MS = 60_000;

/** A world in which Ploomes takes 120 requests in any 60 s, with clients that the hub knows, at rest. */
async function aLimitedWorld(clients: number, share: number): Promise<HandWoundWorld> {
  const world = await createHandWoundWorld({ ploomes: { ratePerMinute: 120 }, budget: { share }, hub: { recordUpdateEveryMs: WINDOW_MS } });
  onTestFinished(world.close);
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  for (let n = 0; n < clients; n++) world.ploomes.addContact({ name: `Cliente ${n}`, phone: `+${phoneOf(n)}` });
  await world.rest();
  await course(world);
  world.clock.advance(REST_MS);
  world.ploomes.resetCalls();
  return world;
}

const phoneOf = (n: number): string => `55119${80_000_000 + n}`;

const start = (world: HandWoundWorld, n: number): string =>
  world.neppo.startSession({ phone: phoneOf(n), name: `Cliente ${n}`, group: 'Vendas', channel: 'whatsapp' }).protocol;

const waiting = async (world: HandWoundWorld) => (await world.hub().deliveries.list({ state: 'later' }, { limit: 500 })).rows;

/** Lets time go by in small steps until nothing waits; gives when each request arrived. */
async function course(world: HandWoundWorld): Promise<{ readonly arrived: readonly number[]; readonly seconds: number; readonly reasons: ReadonlySet<string | undefined> }> {
  const begun = epochMsOf(world.clock.now());
  const arrived: number[] = [];
  const reasons = new Set<string | undefined>();
  for (let step = 0; step < MOST_STEPS; step++) {
    await world.rest();
    const now = epochMsOf(world.clock.now());
    while (arrived.length < world.ploomes.calls().total) arrived.push(now);
    const rows = await waiting(world);
    for (const { reason } of rows) reasons.add(reason);
    if (rows.length === 0) return { arrived, seconds: (now - begun) / 1000, reasons };
    world.clock.advance(STEP_MS);
  }
  throw new Error(`Something waits for longer than a test should: ${[...reasons].join(', ')}.`);
}

const busiest = (arrived: readonly number[]): number => Math.max(0, ...arrived.map((from) => arrived.filter((at) => at >= from && at <= from + WINDOW_MS).length));

describe('HUB-03: a storm of sessions over one account', () => {
  test.each([1, 0.8])('at a share of %d stays within it in every minute, wastes little of it, and loses nobody', async (share) => {
    const sessions = 65;
    const world = await aLimitedWorld(sessions, share);
    for (let n = 0; n < sessions; n++) start(world, n);
    const { arrived, seconds, reasons } = await course(world);
    expect(world.ploomes.calls().byStatus).toEqual({ 200: arrived.length });
    expect(busiest(arrived)).toBeLessThanOrEqual(120 * share);
    expect(arrived.length / seconds).toBeGreaterThan(1.6 * share);
    expect(reasons).toEqual(new Set(['budget-spent']));
    expect(world.ploomes.rows('Deals')).toHaveLength(sessions);
    expect(world.ploomes.rows('InteractionRecords')).toHaveLength(sessions);
  }, PATIENCE_MS);

  test('goes on in the order in which the sessions began', async () => {
    const world = await aLimitedWorld(30, 1);
    for (let n = 0; n < 30; n++) {
      start(world, n);
      await world.neppo.settled();
      world.clock.advance(1);
    }
    await course(world);
    const clients = world.ploomes.rows('Deals').map((row) => cell(row, 'Title').replace(/\D/g, ''));
    const places = clients.map((client, turn) => Math.abs(Number(client) - turn));
    expect(clients).toHaveLength(30);
    // Who is asked for the first time while others wait may come a few places early or late; without an order it would be twenty.
    expect(Math.max(...places)).toBeLessThanOrEqual(8);
  });

  test('leaves the delivery as it was: no try is counted, and every end is a good one', async () => {
    const world = await aLimitedWorld(20, 1);
    for (let n = 0; n < 20; n++) start(world, n);
    await world.rest();
    const [waits] = await waiting(world);
    expect(waits).toMatchObject({ reason: 'budget-spent', attempts: 0 });
    await course(world);
    expect((await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 1 })).rows).toEqual([]);
  });
});

test('HUB-03: what somebody waits for goes before what is played again', async () => {
  const world = await aLimitedWorld(60, 1);
  for (let n = 0; n < 50; n++) start(world, n);
  await course(world);
  const told = await world.hub().deliveries.list({ source: 'neppo' }, { limit: 50 });
  await world.hub().deliveries.replay(told.rows.map(({ id }) => id));
  await world.rest();
  const replays = async (): Promise<number> => (await waiting(world)).filter(({ replayOf }) => replayOf !== undefined).length;
  for (let n = 50; n < 60; n++) start(world, n);
  await world.rest();
  const before = await replays();
  for (let step = 0; world.ploomes.rows('InteractionRecords').length < 60 && step < 80; step++) {
    await world.rest();
    world.clock.advance(STEP_MS);
  }
  expect(world.ploomes.rows('InteractionRecords')).toHaveLength(60);
  expect(before).toBeGreaterThan(10);
  expect(await replays()).toBeGreaterThan(before - 4);
  await course(world);
}, PATIENCE_MS);

test('HUB-02: after a 429 nobody calls the account before its time, whoever asks', async () => {
  const world = await aLimitedWorld(10, 1);
  world.ploomes.faults({ status: 429, retryAfter: 40, times: 1 });
  for (let n = 0; n < 10; n++) start(world, n);
  await world.rest();
  const asked = world.ploomes.calls().total;
  world.clock.advance(39_000);
  await world.rest();
  expect(world.ploomes.calls().total).toBe(asked);
  await course(world);
  expect(world.ploomes.calls().byStatus['429']).toBe(1);
  expect(world.ploomes.rows('Deals')).toHaveLength(10);
});

describe('B16: one account in trouble is no trouble of another', () => {
  async function withAnother(world: HandWoundWorld) {
    const clock = { now: (): number => epochMsOf(world.clock.now()) };
    const ploomes = await createPloomesSimulator({ ratePerMinute: 120, clock, seed: 2 });
    const neppo = await createNeppoSimulator({ clock, seed: 2 });
    onTestFinished(async () => void (await Promise.all([ploomes.close(), neppo.stop()])));
    const funnelId = ploomes.rows('Deals@Pipelines')[0]?.Id ?? 0;
    const groups = JSON.parse(JSON.stringify(neppo.state())) as { groups: { id: number; name: string }[] };
    const groupId = groups.groups.find(({ name }) => name === 'Vendas')?.id ?? 0;
    const { hooks } = await world.hub().connections.add({
      id: 'other', name: 'Other',
      ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey, budget: { share: 1, burst: 90 } },
      neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials },
      options: { linking: 'on', mappings: [{ groupId, groupName: 'Vendas', funnelId, behaviour: 'always-create' }] },
    });
    neppo.subscribe('all', hooks.neppo);
    ploomes.addContact({ name: 'Outra', phone: '+5511970000001' });
    await ploomes.settled();
    await world.rest();
    return { ploomes, neppo };
  }

  test.each([
    ['has spent its calls', () => undefined],
    ['is down', (world: HandWoundWorld) => world.ploomes.faults({ status: 503 })],
    ['asked for a pause', (world: HandWoundWorld) => world.ploomes.faults({ status: 429, retryAfter: 600 })],
  ] as const)('while one %s, the sessions of another are done without a wait', async (_name, troubled) => {
    const world = await aLimitedWorld(60, 1);
    const other = await withAnother(world);
    troubled(world);
    for (let n = 0; n < 60; n++) start(world, n);
    await world.rest();
    expect((await waiting(world)).length).toBeGreaterThan(50);
    other.neppo.startSession({ phone: '5511970000001', name: 'Outra', group: 'Vendas', channel: 'whatsapp' });
    await other.neppo.settled();
    await world.rest();
    expect([other.ploomes.rows('Deals').length, other.ploomes.rows('InteractionRecords').length]).toEqual([1, 1]);
  });
});
