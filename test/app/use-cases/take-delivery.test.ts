import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cell } from '../../adapters/ploomes/lab.ts';
import { createWorld, type World } from '../../rig/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => await world.close());

describe('HUB-04: what is kept of a delivery', () => {
  test('does not hold the validation key of Ploomes, and is understood when it is played again', async () => {
    const validationKey = cell(world.ploomes.rows('Webhooks')[0], 'ValidationKey');
    expect(validationKey.length).toBeGreaterThan(8);

    world.ploomes.addContact({ name: 'Ana Souza', phone: '+5511987654321' });
    await world.rest();

    const { rows } = await world.hub().deliveries.list({ source: 'ploomes' }, { limit: 50 });
    const kept = await Promise.all(rows.map(async ({ id }) => await world.hub().deliveries.show(id)));
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toContain(validationKey);

    const ids = rows.map(({ id }) => id);
    expect((await world.hub().deliveries.replay(ids)).replayed.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    await world.rest();
    const again = await world.hub().deliveries.list({ source: 'ploomes' }, { limit: 50 });
    expect(again.rows.map(({ state }) => state)).toEqual(Array.from({ length: 2 * ids.length }, () => 'done'));
  });

  test("holds no credentials and no trace of the sender's own, however the host handed it over", async () => {
    const { id } = await taken({ Authorization: 'Basic c2VjcmV0', Cookie: 'a=b', traceparent: '00-1-2-01', 'x-kept': 'yes' });
    expect((await world.hub().deliveries.show(id))?.headers).toEqual({ 'x-kept': 'yes' });
  });
});

async function taken(headers: Readonly<Record<string, string>>) {
  const intake = await world.hub().deliveries.take({
    system: 'neppo', token: world.hooks.neppo.split('/').at(-1) ?? '', headers, body: new TextEncoder().encode('{"entity":"Agent","id":1}'),
  });
  if (!('id' in intake)) throw new Error(intake.outcome);
  return intake;
}
