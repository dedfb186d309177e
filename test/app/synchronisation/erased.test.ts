import { afterEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../rig/world.ts';
import { lookAt } from './base.ts';

let world: World;
afterEach(async () => await world.close());

test('HUB-05, SYN-02: somebody who was erased is not taken in again by runs or webhooks, and is left as they are on both sides', async () => {
  world = await createWorld({ chatBudget: { perMinute: 0 } });
  const base = lookAt(world);
  world.ploomes.plantContacts(2);
  await base.run();
  const [first] = base.clients();
  const contact = Number(first?.externalCode);
  expect((await world.hub().privacy.erase({ phone: first?.phone ?? '' })).connections[0]?.remains).toEqual([]);

  await base.run({ kind: 'reconciliation' });
  world.neppo.saveUser({ id: first?.id, name: 'Outro nome' });
  world.ploomes.update('Contacts', contact, { Email: 'nova@example.com' });
  await world.rest();
  expect(base.clientOf(contact)).toMatchObject({ name: 'Outro nome', email: null });
  expect(await world.hub().customerBase.explain(world.connection, String(contact))).toBeUndefined();
});
