import { expect } from 'vitest';
import { aDelivery, after, aLead, anIntegration, BEGINNING, HERE, integrationId } from '../../src/ports/contracts/builders.ts';
import { acceptAndSettle, DONE } from '../../src/ports/contracts/inside-subject.ts';
import type { HookAddress, Store } from '../../src/ports/index.ts';

/** What no PostgreSQL text holds as it is. */
const ODD = 'Ana \u0000 Souza';
const SHOP = integrationId('shop');
const HOOK: HookAddress = { connection: HERE, system: 'webhook', integration: SHOP };
const VERSIONS = [anIntegration('shop'), anIntegration('shop', { version: 2, name: ODD, validFrom: after(60) })];
const STRUCTURE = { of: 3, paths: [{ path: 'buyer.name', types: { text: 2, null: 1 } }] };
const LEAD = aLead('l1', { name: ODD, tags: ['x'.repeat(2_000), 'VIP'], document: '52998224725', updatedAt: after(9) });

/** An integration of two versions, what it received, the hook at which it listens, and a lead. */
export async function fillLeads(store: Store): Promise<void> {
  for (const version of VERSIONS) await store.integrations.put(version);
  await store.integrations.putStructure(HERE, SHOP, STRUCTURE, 0);
  await store.hooks.add('hash', HOOK);
  await acceptAndSettle(store, aDelivery('lead', { source: 'webhook', kind: 'shop.sale' }), { ...DONE, leads: [LEAD] });
}

/** All that has to be there wherever the hub goes on. */
export async function expectLeads(store: Store): Promise<void> {
  expect(await store.integrations.versions(HERE, SHOP)).toEqual(VERSIONS.toReversed());
  expect(await store.integrations.at(HERE, SHOP, BEGINNING)).toEqual(VERSIONS[0]);
  expect(await store.integrations.structure(HERE, SHOP)).toEqual(STRUCTURE);
  expect(await store.hooks.find('hash')).toMatchObject(HOOK);
  expect(await store.leads.find(HERE, 'l1')).toEqual(LEAD);
  for (const tag of LEAD.tags) expect(await store.leads.list(HERE, { search: '8765', tag, integration: SHOP, limit: 5 })).toEqual([LEAD]);
  expect((await store.history.list({ only: [HERE] }, { source: 'webhook' }, { limit: 5 })).rows.map(({ kind }) => kind)).toEqual(['shop.sale']);
  expect((await store.erasure.trace(HERE, [{ kind: 'email', value: 'ana@example.com' as never }])).keys.map(({ kind }) => kind).toSorted()).toEqual(['cpf', 'email', 'phone']);
}
