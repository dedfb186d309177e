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
    expect(await world.hub().deliveries.replay(ids)).toEqual({ replayed: ids, notFound: [] });
    await world.rest();
    const again = await world.hub().deliveries.list({ source: 'ploomes' }, { limit: 50 });
    expect(again.rows.map(({ state }) => state)).toEqual(Array.from({ length: 2 * ids.length }, () => 'done'));
  });
});
