import { expect, test } from 'vitest';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { aPreparedDatabase } from '../../adapters/postgres/databases.ts';
import { createWorld } from '../../rig/world.ts';
import { lookAt } from './base.ts';

test('SYN-02, SYN-03: a run, a change and a reconciliation over PostgreSQL end as over a file', { timeout: 60_000 }, async () => {
  const database = await aPreparedDatabase();
  const world = await createWorld({ hub: { store: postgresStore(database.url) }, chatBudget: { perMinute: 0 } });
  try {
    const base = lookAt(world);
    world.ploomes.plantContacts(20);
    expect(await base.run()).toMatchObject({ state: 'ended', total: 20, done: 20, failed: 0 });
    const [first] = world.ploomes.rows('Contacts');
    world.ploomes.update('Contacts', first?.Id ?? 0, { Name: 'Outro nome' });
    await world.rest();
    expect(base.clientOf(first?.Id ?? 0)?.name).toBe('Outro nome');
    world.neppo.quietly(() => world.neppo.removeUser(base.clientOf(first?.Id ?? 0)?.id ?? 0));
    expect(await base.run({ kind: 'reconciliation' })).toMatchObject({ state: 'ended', done: 20, tally: { CreateChatClient: 1, UpdateChatClient: 0 } });
    expect(base.clients().filter(({ externalCode }) => externalCode !== null)).toHaveLength(20);
  } finally {
    await world.close();
    await database.giveBack();
  }
});
