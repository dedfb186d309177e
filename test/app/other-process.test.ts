import { expect, onTestFinished, test } from 'vitest';
import { createPloomesSimulator } from '../../src/adapters/ploomes/simulator/index.ts';
import { postgresStore } from '../../src/adapters/postgres/index.ts';
import { createConsoleTelemetry } from '../../src/adapters/system/index.ts';
import { createVinculo } from '../../src/app/index.ts';
import { aPreparedDatabase } from '../adapters/postgres/databases.ts';
import { createWorld, SECRET_KEY } from '../rig/world.ts';

test('ACT-11: what one process changes of a connection is in force in the others at once', async () => {
  const { url, giveBack } = await aPreparedDatabase();
  onTestFinished(giveBack);
  const world = await createWorld({ hub: { store: postgresStore(url) } });
  onTestFinished(world.close);
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321' });
  await world.rest();
  world.neppo.startSession({ phone: '5511987654321', name: 'Ana Souza', group: 'Vendas', channel: 'whatsapp' });
  await world.rest();
  expect(world.ploomes.deals()).toHaveLength(1);

  const moved = await createPloomesSimulator({ ratePerMinute: 0 });
  onTestFinished(async () => await moved.close());
  moved.addContact({ name: 'Bia Ramos', phone: '(11) 98765-0000' });
  const other = await createVinculo({
    synchronisation: 'off',
    store: postgresStore(url), secretKey: SECRET_KEY, publicUrl: world.hubUrl, role: 'intake', allowPrivateAddresses: true,
    telemetry: createConsoleTelemetry({ level: 'silent' }),
  });
  onTestFinished(other.close);
  await other.connections.setSystems(world.connection, { ploomes: { baseUrl: moved.url, userKey: moved.userKey, budget: { perMinute: 0 } } });

  world.neppo.startSession({ phone: '5511987650000', name: 'Bia Ramos', group: 'Vendas', channel: 'whatsapp' });
  await expect.poll(() => moved.deals().length, { timeout: 10_000 }).toBe(1);
  expect(world.ploomes.deals()).toHaveLength(1);
});
