import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { inHostTransaction, postgresStore } from '../../src/adapters/postgres/index.ts';
import { isIntegrationError } from '../../src/domain/index.ts';
import type { RawDelivery } from '../../src/ports/index.ts';
import { aPreparedDatabase } from '../adapters/postgres/databases.ts';
import { createWorld, type World } from '../rig/world.ts';

const tokenOf = (world: World): string => world.hooks.neppo.split('/').at(-1) ?? '';

const webhook = (world: World): RawDelivery => ({
  system: 'neppo', token: tokenOf(world), headers: {}, body: new TextEncoder().encode('{"entity":"Agent","id":1}'),
});

test('HUB-01: a webhook that the host takes in its own transaction comes to be with it, or not at all', async () => {
  const { url, giveBack } = await aPreparedDatabase();
  onTestFinished(giveBack);
  const world = await createWorld({ hub: { store: postgresStore(url) } });
  onTestFinished(world.close);
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(async () => await client.end());
  const { deliveries } = world.hub();
  const taken = async (): Promise<number> => await deliveries.count({ source: 'neppo' });

  await client.query('begin');
  await deliveries.take(webhook(world), inHostTransaction(client));
  expect(await taken()).toBe(0);
  await client.query('rollback');
  await world.hub().settled();
  expect(await taken()).toBe(0);

  await client.query('begin');
  const intake = await deliveries.take(webhook(world), inHostTransaction(client));
  await client.query('commit');
  expect(intake.outcome).toBe('stored');
  await expect.poll(async () => (await deliveries.list({ source: 'neppo' }, { limit: 2 })).rows.map(({ state }) => state), { timeout: 5_000 }).toEqual(['done']);
});

test('HUB-01: a store that owns its file cannot join a transaction of the host, and says so', async () => {
  const world = await createWorld();
  onTestFinished(world.close);
  const client = new Client();
  const refused = await world.hub().deliveries.take(webhook(world), inHostTransaction(client)).catch((error: unknown) => error);
  expect(isIntegrationError(refused) && refused.code).toMatch(/^defect\./);
});
