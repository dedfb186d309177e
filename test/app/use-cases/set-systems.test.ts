import { expect, onTestFinished, test } from 'vitest';
import { createPloomesSimulator, type PloomesSimulator } from '../../../src/adapters/ploomes/simulator/index.ts';
import { createWorld, type World } from '../../rig/world.ts';

const TOKENS = { neppo: 'n'.repeat(43), ploomes: 'p'.repeat(43) } as const;

async function aWorld(): Promise<World> {
  const world = await createWorld();
  onTestFinished(world.close);
  return world;
}

async function anotherPloomes(): Promise<PloomesSimulator> {
  const ploomes = await createPloomesSimulator({ ratePerMinute: 0, seed: 2 });
  onTestFinished(ploomes.close);
  return ploomes;
}

const callbacks = (ploomes: PloomesSimulator): readonly unknown[] => [...new Set(ploomes.rows('Webhooks').map(({ CallbackUrl }) => CallbackUrl))];

test('ACT-02: other addresses and credentials are tried live before they are kept', async () => {
  const world = await aWorld();
  const moved = await anotherPloomes();
  await expect(world.hub().connections.setSystems(world.connection, { ploomes: { baseUrl: moved.url, userKey: 'wrong' } })).rejects.toMatchObject({ code: 'port.unauthorized' });
  await world.hub().connections.setSystems(world.connection, { ploomes: { baseUrl: moved.url, userKey: moved.userKey, budget: { perMinute: 0 } } });
  await world.hub().contacts.register({ connection: world.connection, name: 'Lia Matos', phone: '5511987654321' });
  expect([moved.contacts().length, world.ploomes.contacts().length]).toEqual([1, 0]);
});

test('ACT-09: hook tokens are listened at, and the subscriptions that lead there are put right; doing it again changes nothing', async () => {
  const world = await aWorld();
  await world.hub().connections.setSystems(world.connection, { hookTokens: TOKENS });
  const before = world.ploomes.rows('Webhooks').length;
  await world.hub().connections.setSystems(world.connection, { hookTokens: TOKENS });
  expect(world.ploomes.rows('Webhooks')).toHaveLength(before);
  expect(callbacks(world.ploomes)).toEqual([world.hooks.ploomes, `${world.hubUrl}/hooks/ploomes/${TOKENS.ploomes}`]);
  for (const token of [world.hooks.neppo, `${world.hubUrl}/hooks/neppo/${TOKENS.neppo}`]) {
    expect((await fetch(token, { method: 'POST', body: '{}' })).status).toBe(200);
  }
});

test('ACT-04: tokens that could be guessed are refused, and so is an unknown connection', async () => {
  const world = await aWorld();
  const { setSystems } = world.hub().connections;
  await expect(setSystems(world.connection, { hookTokens: { neppo: 'short', ploomes: 'short' } })).rejects.toMatchObject({ code: 'input.hook-token-invalid' });
  await expect(setSystems('nobody', { hookTokens: TOKENS })).rejects.toMatchObject({ code: 'input.connection-unknown' });
});
