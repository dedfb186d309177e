import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../rig/world.ts';
import { lookAt, type Base } from './base.ts';

let world: World;
let base: Base;
beforeEach(async () => {
  world = await createWorld({ chatBudget: { perMinute: 0 } });
  base = lookAt(world);
});
afterEach(async () => await world.close());

test('AGT-07: agents whom the list of a run lacks stay in the field, since each is asked for by itself', async () => {
  await base.run();
  const ana = world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321', ownerId: base.userId('bianca.prado@empresa.example') }).Id;
  await world.rest();
  const client = base.clientOf(ana)?.id ?? 0;
  world.neppo.link({ clientId: client, agent: 'Caio Nunes' });
  await world.rest();
  const caio = [base.userId('caio.nunes@empresa.example')];
  expect(base.field(ana, 'Agentes (Neppo)')).toEqual(caio);

  world.neppo.faults({ route: 'association', kind: 'empty-list', times: 1 });
  expect(await base.run({ kind: 'reconciliation' })).toMatchObject({ state: 'ended', failed: 0 });
  expect([base.field(ana, 'Agentes (Neppo)'), base.agentsOf(client)]).toEqual([caio, ['Bianca Prado', 'Caio Nunes']]);
  // Nor does the owner's agent count as put back: that happens once.
  world.neppo.link({ clientId: client, agent: 'Bianca Prado', remove: true });
  await world.rest();
  expect(base.agentsOf(client)).toEqual(['Bianca Prado', 'Caio Nunes']);
});

test('SYN-01, SYN-04: a contact whose chat client was given another number in the chat gets a client on its own number', async () => {
  await base.run();
  const ana = world.ploomes.addContact({ name: 'Ana Souza', phone: '(11) 98765-4321' }).Id;
  await world.rest();
  world.neppo.saveUser({ id: base.clientOf(ana)?.id, phone: '5521976543210', userName: 'ana.souza' });
  await world.rest();
  expect(base.clients().map(({ phone, externalCode }) => [phone, externalCode])).toEqual([['5521976543210', null], ['5511987654321', String(ana)]]);
  expect(await world.hub().customerBase.problems(world.connection, { limit: 10 })).toMatchObject({ rows: [] });
});

test('SYN-04: an external code that no contact is known to have had stays in the chat, and gives way to the contact with the number', async () => {
  const codes = () => base.clients().map(({ externalCode }) => externalCode);
  for (const [phone, externalCode] of [['5521976543210', 'ERP-77'], ['5511987654321', 'ERP-78']]) world.neppo.quietly(() => world.neppo.saveUser({ name: 'Ana', phone, externalCode }));
  const ana = world.ploomes.quietly(() => world.ploomes.addContact({ name: 'Ana', phone: '(11) 98765-4321' }).Id);
  expect(await base.run()).toMatchObject({ state: 'ended', failed: 0 });
  expect(codes()).toEqual(['ERP-77', String(ana)]);
  expect(await base.run({ kind: 'reconciliation' })).toMatchObject({ state: 'ended', failed: 0 });
  expect(codes()).toEqual(['ERP-77', String(ana)]);
});
