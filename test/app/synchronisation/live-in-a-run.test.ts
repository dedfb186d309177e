import { afterEach, expect, test } from 'vitest';
import { epochMsOf } from '../../../src/domain/index.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../../rig/hand-wound.ts';
import { lookAt } from './base.ts';

let world: HandWoundWorld;
afterEach(async () => await world.close());

const STEP_MS = 100;
/** Sessions that start all at once wait for one another, run or no run. */
const BETWEEN_SESSIONS_MS = 10_000;

/** Winds the clock whenever nothing can be done without it; gives how long it took by that clock. */
async function until(holds: () => boolean): Promise<number> {
  const began = epochMsOf(world.clock.now());
  for (let steps = 0; steps < 3_000; steps += 1) {
    await world.neppo.settled();
    await world.hub().settled();
    if (holds()) return epochMsOf(world.clock.now()) - began;
    world.clock.advance(STEP_MS);
  }
  throw new Error('It never came to be.');
}

test('SYN-02, HUB-03: a session that starts in the middle of a run has its card within a second of budget', { timeout: 60_000 }, async () => {
  world = await createHandWoundWorld({ budget: { perMinute: 120 }, chatBudget: { perMinute: 60 }, ploomes: { ratePerMinute: 120 }, neppo: { ratePerMinute: 0 } });
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  world.ploomes.plantContacts(100);
  const base = lookAt(world);
  await world.hub().customerBase.start(world.connection, { kind: 'first' });
  await until(() => base.clients().length >= 20);
  const waits: number[] = [];
  for (const { phone } of base.clients().slice(0, 6)) {
    const before = world.ploomes.deals().length;
    world.neppo.startSession({ phone: phone ?? '', name: 'Cliente', group: 'Vendas', channel: 'whatsapp' });
    waits.push(await until(() => world.ploomes.deals().length > before));
    await until(() => world.ploomes.interactionRecords().length > before);
    const next = epochMsOf(world.clock.now()) + BETWEEN_SESSIONS_MS;
    await until(() => epochMsOf(world.clock.now()) >= next);
  }
  expect(Math.max(...waits)).toBeLessThan(1_000);
  expect(base.clients().length).toBeLessThan(100);
  expect(world.ploomes.calls().byStatus['429'] ?? 0).toBe(0);
});
