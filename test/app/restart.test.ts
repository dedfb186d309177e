import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWorld } from '../rig/world.ts';

test('a hub that is closed at once leaves nothing behind that ends the token of the next one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-restart-'));
  const world = await createWorld({ database: join(folder, 'hub.db') });
  const person = world.ploomes.addContact({ name: 'Ana', phone: '+5511987654321' });
  await world.rest();
  const { protocol } = world.neppo.startSession({ phone: '5511987654321', name: 'Ana', bot: true });
  await world.rest();
  for (let times = 0; times < 4; times++) await world.restart();
  world.neppo.classify(protocol, 'Venda fechada');
  await world.rest();
  const [record, ...more] = world.ploomes.interactionRecords();
  expect([record?.['ContactId'], more]).toEqual([person.Id, []]);
  expect(record?.['Content']).toEqual(expect.stringContaining('Venda fechada'));
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
