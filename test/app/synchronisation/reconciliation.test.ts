import { afterEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../rig/world.ts';
import { lookAt } from './base.ts';

let world: World;
afterEach(async () => await world.close());

const N = 40;

test('SYN-03, SYN-04: everything that webhooks missed on both sides is mended by one reconciliation, with no other change', { timeout: 120_000 }, async () => {
  world = await createWorld({ chatBudget: { perMinute: 0 } });
  const base = lookAt(world);
  const { ploomes, neppo } = world;
  ploomes.plantContacts(6 * N);
  await base.run();
  const contacts = ploomes.rows('Contacts').map(({ Id }) => Id);
  const group = (n: number): readonly number[] => contacts.slice(n * N, (n + 1) * N);
  const clientIds = new Map(base.clients().map((client) => [Number(client.externalCode), client.id]));
  const idOf = (contact: number): number => clientIds.get(contact) ?? 0;
  const [deleted, renamed, gone, relabelled, unlinked, untouched] = [group(0), group(1), group(2), group(3), group(4), group(5)];
  ploomes.quietly(() => {
    deleted.forEach((id) => ploomes.remove('Contacts', id));
    renamed.forEach((id) => ploomes.update('Contacts', id, { Name: `Outro ${id}` }));
  });
  neppo.quietly(() => {
    gone.forEach((id) => neppo.removeUser(idOf(id)));
    relabelled.forEach((id) => neppo.saveUser({ id: idOf(id), name: 'Apelido' }));
    unlinked.forEach((id) => neppo.saveUser({ id: idOf(id), externalCode: null }));
  });
  const before = new Map(base.clients().map((client) => [client.id, client]));
  const rows = new Map(ploomes.rows('Contacts').map((row) => [row.Id, JSON.stringify(row)]));

  const asking = await base.run({ kind: 'reconciliation' });
  expect(asking).toMatchObject({ state: 'asking', asks: { because: 'too-many-unlinked', unlinks: N } });
  await world.hub().customerBase.steer(world.connection, 2, 'confirm');
  expect(await base.atRest()).toMatchObject({ state: 'ended', failed: 0 });

  const names = new Map(ploomes.rows('Contacts').map((row) => [row.Id, row['Name']]));
  const linked = base.clients().filter(({ externalCode }) => externalCode !== null);
  expect(linked.map(({ externalCode }) => Number(externalCode)).toSorted((a, b) => a - b)).toEqual(contacts.slice(N));
  expect(linked.filter(({ externalCode, name }) => name !== names.get(Number(externalCode)))).toEqual([]);
  expect(base.clients().filter(({ id }) => deleted.some((contact) => idOf(contact) === id)).map(({ externalCode }) => externalCode)).toEqual(deleted.map(() => null));
  for (const contact of untouched) expect(base.clientOf(contact)).toEqual(before.get(idOf(contact)));
  // The CRM's rows are as they were, but for those whose client is another one now.
  const changed = ploomes.rows('Contacts').filter((row) => JSON.stringify(row) !== rows.get(row.Id)).map(({ Id }) => Id);
  expect(changed.filter((id) => !gone.includes(id))).toEqual([]);
  expect(await base.run({ kind: 'reconciliation' })).toMatchObject({ state: 'ended', tally: { CreateChatClient: 0, UpdateChatClient: 0, UnlinkChatClient: 0, WriteContact: 0 } });
});
