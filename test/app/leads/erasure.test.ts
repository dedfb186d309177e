import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import type { ConnectionId } from '../../../src/domain/index.ts';
import type { IntegrationSettings } from '../../../src/ports/index.ts';
import { aKeptStore, type Keeping } from '../../rig/kept-store.ts';
import { createLeadWorld, type Integrated, type LeadWorld } from '../../rig/lead-world.ts';
import { aPurchase, deliver, HOTTOK } from './hotmart-delivery.ts';

const LUDMILA = { name: 'Ludmila Xerazade', email: 'ludmila.x@example.com', phone: '11987654321', document: '52998224725' } as const;
const TRACES = ['Ludmila', 'Xerazade', LUDMILA.email, '87654321', '98765-4321', LUDMILA.document];

const hotmart = platforms.find('hotmart')?.mapping ?? { v: 1, ddi: '', fields: {} };
const mapping = {
  ...hotmart,
  fields: { ...hotmart.fields, company: { from: ['data.product.name'] }, cardTitle: { from: ['data.buyer.name'] }, document: { from: ['data.buyer.document'] } },
} as const;

let world: LeadWorld;
const disposals: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).toReversed()) await dispose();
});

async function integrated(more: Partial<IntegrationSettings> = {}): Promise<Integrated> {
  return await world.integrate({
    mapping, capture: { behaviour: 'company+person+card', funnelId: String(world.funnelId('Suporte')), unlessOpenCard: 'no' },
    events: [{ id: 'e-1', name: 'Compra', identification: 'PURCHASE_APPROVED', actions: [{ type: 'add-tag', tag: 'cliente' }, { type: 'update-field', field: 'de', value: '{{name}}' }] }], ...more,
  }, { signing: HOTTOK });
}

/** A draft before its mapping. */
async function unmapped(): Promise<Integrated> {
  const integration = await world.integrate({ status: 'draft' }, { signing: HOTTOK });
  const { integrations } = world.store();
  const latest = await integrations.latest(parseConnection(world.connection), integration.id);
  if (latest === undefined) throw new Error('The integration is not there.');
  const { mapping: _, ...draft } = latest;
  await integrations.put({ ...draft, version: draft.version + 1 });
  return integration;
}

async function come(url: string, more: Parameters<typeof aPurchase>[0] = {}): Promise<void> {
  expect((await deliver(url, aPurchase({ ...LUDMILA, ...more }))).status).toBe(200);
  await world.rest();
}

async function begun(keeping: Keeping): Promise<void> {
  const kept = await aKeptStore(keeping);
  world = await createLeadWorld({ hub: { store: kept.open } });
  disposals.push(kept.letGo, world.close);
}

describe.each<Keeping>(['sqlite', 'postgres'])('a person who came as a lead, on %s', (keeping) => {
  test('HUB-05: is erased, card and actions included, and stands nowhere any more', async () => {
    await begun(keeping);
    const { url } = await integrated();
    await come(url);
    await come(url, { id: 'again' });
    expect(await world.leads()).toHaveLength(1);
    const before = await world.store().erasure.search(parseConnection(world.connection), TRACES);
    expect(before).not.toEqual([]);
    const report = await world.hub().privacy.erase({ phone: '5511987654321' });
    expect(report.connections).toMatchObject([{ remains: [], counts: { leads: 1 } }]);
    expect(await world.store().erasure.search(parseConnection(world.connection), TRACES)).toEqual([]);
  });

  test('HUB-05: leaves no name reserved where its company is called after it', async () => {
    await begun(keeping);
    const { url } = await integrated();
    await come(url, { product: `${LUDMILA.name} ME` });
    const places = async () => (await world.store().erasure.search(parseConnection(world.connection), TRACES)).map(({ place }) => place);
    expect(await places()).toContain('lead.value');
    await world.hub().privacy.erase({ phone: '5511987654321' });
    expect(await places()).not.toContain('reservation.value');
  });

  test('HUB-05: is erased by its e-mail, too', async () => {
    await begun(keeping);
    const { url } = await integrated();
    await come(url);
    const report = await world.hub().privacy.erase({ email: LUDMILA.email.toUpperCase() });
    expect(report.connections).toMatchObject([{ remains: [], counts: { leads: 1 } }]);
    expect(await world.store().erasure.search(parseConnection(world.connection), TRACES)).toEqual([]);
  });

  test('HUB-05: is erased where its lead was kept and the CRM did not take it yet', async () => {
    await begun(keeping);
    const { url } = await integrated();
    world.ploomes.faults({ route: 'POST /Deals', status: 400 });
    await come(url);
    const report = await world.hub().privacy.erase({ phone: '5511987654321' });
    expect(report.connections).toMatchObject([{ remains: [], counts: { leads: 1 } }]);
    expect(await world.store().erasure.search(parseConnection(world.connection), TRACES)).toEqual([]);
    expect((await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 5 })).rows).toMatchObject([{ payloadGone: 'erased' }]);
  });

  test('HUB-05: is erased where what it came with makes no lead: it is told to a draft, to nobody’s event, or without a name', async () => {
    await begun(keeping);
    const draft = await integrated({ status: 'draft' });
    const active = await integrated();
    await come(draft.url);
    await come(active.url, { event: 'PURCHASE_DELAYED' });
    await come(active.url, { name: '' });
    await world.hub().privacy.erase({ phone: '5511987654321' });
    expect(await world.store().erasure.search(parseConnection(world.connection), TRACES)).toEqual([]);
  });

  test('HUB-05: is erased where it came to a draft that maps nothing yet', async () => {
    await begun(keeping);
    const { url } = await unmapped();
    await come(url);
    const report = await world.hub().privacy.erase({ phone: '5511987654321' });
    expect([report.connections[0]?.remains, await world.store().erasure.search(parseConnection(world.connection), TRACES)]).toEqual([[], []]);
  });
});

test('HUB-05: of an erased lead not one byte is left in the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lead-erasure-'));
  world = await createLeadWorld({ database: join(folder, 'hub.db') });
  disposals.push(async () => rmSync(folder, { recursive: true, force: true }), world.close);
  const standing = (): readonly string[] => {
    const bytes = ['hub.db', 'hub.db-wal'].map((name) => join(folder, name)).filter(existsSync).map((file) => readFileSync(file, 'latin1')).join('').toLowerCase();
    return TRACES.filter((text) => bytes.includes(text.toLowerCase()));
  };
  const { url } = await integrated();
  await come(url);
  expect(standing()).not.toEqual([]);
  await world.hub().privacy.erase({ phone: '5511987654321' });
  expect(standing()).toEqual([]);
});

const parseConnection = (text: string): ConnectionId => text as ConnectionId;
