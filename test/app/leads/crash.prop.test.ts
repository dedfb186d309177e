import fc from 'fast-check';
import { expect, test } from 'vitest';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import { createCrashSwitch } from '../../rig/crash-switch.ts';
import { aKeptStore, type Keeping } from '../../rig/kept-store.ts';
import { createLeadWorld } from '../../rig/lead-world.ts';
import { aPurchase, deliver, HOTTOK } from './hotmart-delivery.ts';

const hotmart = platforms.find('hotmart')?.mapping ?? { v: 1, ddi: '', fields: {} };
const mapping = { ...hotmart, fields: { ...hotmart.fields, company: { from: [{ constant: 'Padaria Sol' }] } } } as const;
const events = [{ id: 'e-1', name: 'Compra', identification: 'PURCHASE_APPROVED', actions: [{ type: 'add-tag', tag: 'cliente' }, { type: 'update-field', field: 'ultimo', value: '{{product}}' }] }] as const;

const points = fc.record({ at: fc.integer({ min: 1, max: 70 }), when: fc.constantFrom('before' as const, 'after' as const, 'never-sent' as const, 'answer-lost' as const) });

test.each<readonly [Keeping, number]>([['sqlite', 14], ['postgres', 4]])('ACL-06, HUB-01: a hub on %s that dies anywhere on a lead’s way, or loses an answer there, makes one company, one person and one card of it', async (keeping, numRuns) => {
  await fc.assert(fc.asyncProperty(points, async (point) => {
    const kept = await aKeptStore(keeping);
    const crash = createCrashSwitch(kept.open);
    const world = await createLeadWorld({ hub: { store: crash.store, outgoingFetch: crash.fetch } });
    try {
      const capture = { behaviour: 'company+person+card', funnelId: String(world.funnelId('Suporte')), unlessOpenCard: 'no' } as const;
      const { url } = await world.integrate({ mapping, capture, events }, { signing: HOTTOK });
      await world.rest();
      const purchase = aPurchase({ id: 'd-1' });
      crash.arm(point);
      deliver(url, purchase).catch(() => undefined); // the dead answer nobody
      await Promise.race([crash.died(), crash.quiet()]);
      if (crash.isDead()) await world.crash();
      crash.disarm();
      await deliver(url, purchase).catch(async () => await deliver(url, purchase)); // the connection was cut with the hub
      await world.rest();
      // What an account's trouble put off is tried again after a while.
      await expect.poll(async () => (await world.hub().deliveries.list({ state: 'later' }, { limit: 1 })).rows, { timeout: 30_000 }).toEqual([]);
      await world.rest();
      const types = world.ploomes.rows('Contacts').map(({ TypeId }) => TypeId);
      expect({
        companies: types.filter((type) => type === 1).length, persons: types.filter((type) => type === 2).length, cards: world.ploomes.rows('Deals').length,
        leads: (await world.leads()).map(({ tags, fields, cardIds }) => ({ tags, field: fields['ultimo'], cards: cardIds.length })),
      }, `${JSON.stringify(point)} met at ${crash.metAt() ?? 'nothing'}`).toEqual({ companies: 1, persons: 1, cards: 1, leads: [{ tags: ['cliente'], field: 'Curso de Piano', cards: 1 }] });
    } finally {
      await world.close();
      await kept.letGo();
    }
  }), { numRuns });
}, 180_000);
