import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import type { StoreFactory } from '../../../src/ports/index.ts';
import { aPreparedDatabase } from '../../adapters/postgres/databases.ts';
import { createWorld, type World } from '../../rig/world.ts';
import { lookAt, type Base } from './base.ts';

interface Place {
  readonly store: StoreFactory;
  remove(): Promise<void>;
}

const places: Readonly<Record<string, () => Promise<Place>>> = {
  sqlite: async () => await Promise.resolve({ store: sqliteStore(':memory:'), remove: async () => await Promise.resolve() }),
  postgres: async () => {
    const { url, giveBack } = await aPreparedDatabase();
    return { store: postgresStore(url), remove: giveBack };
  },
};

const CONTACTS = 30;
/** Contacts that may have been begun with, or come between the session's own deliveries while the machine is slow to bring them. */
const BETWEEN = 8;

let world: World;
let remove: () => Promise<void>;
afterEach(async () => {
  await world.close();
  await remove();
});

async function until(holds: () => boolean): Promise<void> {
  for (const before = Date.now(); !holds(); await delay(2)) if (Date.now() - before > 30_000) throw new Error('It never came to be.');
}

/** A hub with one hand, whose run is at its contacts. */
async function inTheMiddleOfARun(open: () => Promise<Place>): Promise<Base> {
  const place = await open();
  remove = place.remove;
  world = await createWorld({ hub: { store: place.store, inFlight: 1 }, chatBudget: { perMinute: 0 } });
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
  world.ploomes.plantContacts(CONTACTS);
  const base = lookAt(world);
  await world.hub().customerBase.start(world.connection, { kind: 'first' });
  await until(() => base.clients().length >= 3);
  return base;
}

test.each(Object.entries(places))('HUB-03: with one hand in all, a session that starts in the middle of a run is worked before the contacts that are left, in %s', { timeout: 60_000 }, async (_kind, open) => {
  const base = await inTheMiddleOfARun(open);
  const before = base.clients().length;
  world.neppo.startSession({ phone: base.clients()[0]?.phone ?? '', name: 'Cliente', group: 'Vendas', channel: 'whatsapp' });
  await until(() => world.ploomes.interactionRecords().length > 0);
  expect(world.ploomes.deals()).toHaveLength(1);
  expect(base.clients().length - before).toBeLessThan(BETWEEN);
  // The run is not forgotten for that.
  expect(await base.atRest()).toMatchObject({ state: 'ended', done: CONTACTS, failed: 0 });
});
