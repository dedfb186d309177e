import { afterEach, expect, test } from 'vitest';
import { createHandWoundWorld, type HandWoundWorld } from '../../rig/hand-wound.ts';
import { createWorld, type World, type WorldOptions } from '../../rig/world.ts';
import { lookAt, whileWinding } from './base.ts';

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

/** What the history tells of a value that was overwritten, over everything that it shows. */
const shownOf = async (text: string): Promise<number> => {
  const { rows } = await world.hub().deliveries.list({}, { limit: 200 });
  const shown = await Promise.all(rows.map(async ({ id }) => JSON.stringify(await world.hub().deliveries.show(id))));
  return shown.filter((each) => each.includes(text)).length;
};

/** Somebody's name was changed in the chat, and Ploomes' took its place again. */
async function overwritten(given: WorldOptions = {}): Promise<HandWoundWorld> {
  const hand = await createHandWoundWorld({ chatBudget: { perMinute: 0 }, ...given });
  world = hand;
  const base = lookAt(world);
  world.ploomes.plantContacts(1);
  await whileWinding(hand, async () => await base.run());
  world.neppo.saveUser({ id: base.clients()[0]?.id, name: 'Apelidinho' });
  await hand.restForGood();
  expect(base.clients()[0]?.name).not.toBe('Apelidinho');
  return hand;
}

test('SYN-08, HUB-05: a value that was overwritten is in the history, and goes from it when the person is erased', async () => {
  await overwritten();
  expect(await shownOf('Apelidinho')).toBeGreaterThan(0);
  const phone = lookAt(world).clients()[0]?.phone ?? '';
  expect((await world.hub().privacy.erase({ phone })).connections[0]?.remains).toEqual([]);
  expect(await shownOf('Apelidinho')).toBe(0);
});

test('SYN-08, HUB-05: a value that was overwritten goes from the history when payloads expire', async () => {
  const hand = await overwritten({ options: { payloadDays: 1 } });
  for (let hours = 0; hours < 50; hours += 1) hand.clock.advance(60 * 60_000);
  await expect.poll(async () => await shownOf('Apelidinho')).toBe(0);
});
