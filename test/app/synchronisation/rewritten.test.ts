import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorld, type World } from '../../rig/world.ts';
import { lookAt, type Base } from './base.ts';

const [LONG, KEPT, OTHER] = ['Maria Aparecida dos Santos Oliveira', 'Maria Aparecida dos San', 'Ana Lima'];

let world: World;
let base: Base;
let saves = 0;
beforeEach(async () => {
  saves = 0;
  world = await createWorld({ chatBudget: { perMinute: 0 }, hub: { outgoingFetch: cuttingNames } });
  base = lookAt(world);
});
afterEach(async () => await world.close());

/** A chat that keeps no more of a name than it has room for, and says nothing of it. */
const cuttingNames: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  if (!request.url.endsWith('/users/save')) return await fetch(request);
  saves += 1;
  return await fetch(request.url, { method: request.method, headers: request.headers, body: (await request.text()).replaceAll(LONG, KEPT) });
};

async function maria(): Promise<number> {
  const { Id } = world.ploomes.quietly(() => world.ploomes.addContact({ name: LONG, phone: '(11) 98765-4321' }));
  await base.run();
  expect(base.clientOf(Id)?.name).toBe(KEPT);
  saves = 0;
  return Id;
}

test('SYN-08: what the chat cuts short is written once, and not again in every reconciliation', async () => {
  await maria();
  expect(await base.run({ kind: 'reconciliation' })).toMatchObject({ state: 'ended', tally: { UpdateChatClient: 0 } });
  expect(await base.run({ kind: 'reconciliation' })).toMatchObject({ state: 'ended', tally: { UpdateChatClient: 0 } });
  expect(saves).toBe(0);
});

test('SYN-08: something else that somebody wrote there since is overwritten as ever, and so is what is otherwise in the CRM now', async () => {
  const contact = await maria();
  world.neppo.saveUser({ id: base.clientOf(contact)?.id, name: 'Mariazinha' });
  await world.rest();
  expect([base.clientOf(contact)?.name, saves]).toEqual([KEPT, 1]);
  world.ploomes.update('Contacts', contact, { Name: OTHER });
  await world.rest();
  expect([base.clientOf(contact)?.name, saves]).toEqual([OTHER, 2]);
});
