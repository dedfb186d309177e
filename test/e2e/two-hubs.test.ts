import { expect, onTestFinished, test } from 'vitest';
import { postgresStore } from '../../src/adapters/postgres/index.ts';
import { createConsoleTelemetry } from '../../src/adapters/system/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';
import { epochMsOf } from '../../src/domain/index.ts';
import { aPreparedDatabase } from '../adapters/postgres/databases.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../rig/hand-wound.ts';
import { SECRET_KEY } from '../rig/world.ts';

const SESSIONS = 36;
const PER_MINUTE = 60;
const STEP_MS = 500;
const WINDOW_MS = 60_000;
const MOST_STEPS = 400;

const phoneOf = (n: number): string => `55119${80_000_000 + n}`;

/** Two hubs, as two processes would be, over one database, one Ploomes and one Neppo. */
async function twoHubs(): Promise<{ readonly world: HandWoundWorld; readonly other: Vinculo }> {
  const database = await aPreparedDatabase();
  onTestFinished(database.giveBack);
  const store = postgresStore(database.url);
  const world = await createHandWoundWorld({ ploomes: { ratePerMinute: PER_MINUTE }, budget: { perMinute: PER_MINUTE, share: 1 }, hub: { store, recordUpdateEveryMs: WINDOW_MS } });
  onTestFinished(world.close);
  const other = await createVinculo({
    synchronisation: 'off',
    store: postgresStore(database.url), secretKey: SECRET_KEY, publicUrl: world.hubUrl, clock: world.clock, recordUpdateEveryMs: WINDOW_MS,
    askAgainAfterMs: 50, telemetry: createConsoleTelemetry({ level: 'silent' }), allowPrivateAddresses: true,
  });
  onTestFinished(other.close);
  return { world, other };
}

async function course(world: HandWoundWorld, isOver: () => boolean): Promise<readonly number[]> {
  const arrived: number[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    await world.rest();
    while (arrived.length < world.ploomes.calls().total) arrived.push(epochMsOf(world.clock.now()));
    if (isOver()) return arrived;
    world.clock.advance(STEP_MS);
  }
  throw new Error('Something waits for longer than a test should.');
}

test('HUB-03: two hubs on one database share the limits of their accounts and the one live token', async () => {
  const { world, other } = await twoHubs();
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  for (let n = 0; n < SESSIONS; n++) world.ploomes.addContact({ name: `Cliente ${n}`, phone: `+${phoneOf(n)}` });
  await course(world, () => world.ploomes.calls().byRoute['GET /Contacts'] === SESSIONS);
  world.clock.advance(2 * WINDOW_MS);
  await other.start();
  world.ploomes.resetCalls();
  world.neppo.reset({ calls: true });

  for (let n = 0; n < SESSIONS; n++) world.neppo.startSession({ phone: phoneOf(n), name: `Cliente ${n}`, group: 'Vendas', channel: 'whatsapp' });
  const arrived = await course(world, () => world.ploomes.interactionRecords().length === SESSIONS);

  expect(world.ploomes.calls().byStatus['429']).toBeUndefined();
  expect(Math.max(...arrived.map((from) => arrived.filter((at) => at >= from && at <= from + WINDOW_MS).length))).toBeLessThanOrEqual(PER_MINUTE);
  expect(arrived.length).toBeGreaterThan(PER_MINUTE);
  expect(world.ploomes.deals()).toHaveLength(SESSIONS);
  expect(world.neppo.calls().byRoute['POST /oauth2/token'] ?? 0).toBeLessThanOrEqual(1);
}, 120_000);
