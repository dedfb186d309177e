import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { postgresStore } from '../../src/adapters/postgres/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { hashToken } from '../../src/adapters/system/index.ts';
import { platforms } from '../../src/adapters/webhook-mapper/index.ts';
import { instantOf, type ConnectionId, type IntegrationId } from '../../src/domain/index.ts';
import type { VinculoOptions } from '../../src/app/index.ts';
import type { Platform, Store } from '../../src/ports/index.ts';
import { buildRequest, type HostileRequest } from './hostile-requests.ts';
import { hostileWebhook } from './hostile-webhooks.ts';
import { aPreparedDatabase } from '../adapters/postgres/databases.ts';
import { createReadingHub, type ReadingHub } from './real-readers.ts';

const MINUTES_MS = 60_000;
/** So many are under way at once, as from many senders. */
const AT_ONCE = 25;

let world: ReadingHub;
const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => void unhandled.push(reason));
afterEach(async () => {
  await world.hub.close();
  for (const back of givenBack.splice(0)) await back();
  const [first] = unhandled.splice(0);
  if (first !== undefined) throw new Error('Something was rejected, and nobody heard of it.', { cause: first });
});

const parseConnection = (text: string): ConnectionId => text as ConnectionId;
const parseIntegration = (text: string): IntegrationId => text as IntegrationId;

type OpenStore = NonNullable<VinculoOptions['store']>;
const givenBack: (() => Promise<void>)[] = [];

async function onPostgres(): Promise<OpenStore> {
  const { url, giveBack } = await aPreparedDatabase();
  givenBack.push(giveBack);
  return postgresStore(url);
}

/** A hub that listens for every platform, with the address alone for a proof, and where it listens. */
async function listening(open: OpenStore): Promise<ReadonlyMap<string, string>> {
  let store: Store | undefined;
  world = await createReadingHub(['acme'], { store: async (inside) => (store = await open(inside)) });
  if (store === undefined) throw new Error('The store of this hub is not open.');
  const funnelId = world.account('acme').crm.allCards().length + 1001;
  const addresses = new Map<string, string>();
  for (const platform of platforms.list()) addresses.set(platform.id, await listen(store, platform, String(funnelId)));
  const other = addresses.get('standard-webhooks') ?? '';
  return addresses.set('svix', other);
}

async function listen(store: Store, platform: Platform, funnelId: string): Promise<string> {
  const [connection, id, token] = [parseConnection('acme'), parseIntegration(`of-${platform.id}`), `token-of-${platform.id}`];
  const scheme = platform.authenticity.find((choice) => choice.scheme.kind === 'address-alone') ?? platform.authenticity[0];
  await store.integrations.put({
    connection, id, version: 1, validFrom: instantOf(0), name: platform.name, platform: platform.id, status: 'active', scheme: scheme?.id ?? '', mapping: platform.mapping, customFields: [], events: [],
    capture: { behaviour: 'company+person+card', funnelId, unlessOpenCard: 'no' },
  });
  await store.hooks.add(hashToken(token), { connection, system: 'webhook', integration: id });
  return `http://hub.example/hooks/${platform.id === 'activecampaign' ? 'activecampaign' : 'webhook'}/${token}`;
}

async function answered(hostile: HostileRequest, statuses: Map<number, number>): Promise<void> {
  const request = buildRequest(hostile);
  if (request === undefined) return;
  const { status } = await world.hub.fetch(request);
  if (status >= 500) throw new Error(`${hostile.method} ${hostile.url} was answered ${status}.`);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

const severalOf = (addresses: ReadonlyMap<string, string>): fc.Arbitrary<HostileRequest[]> => fc.array(hostileWebhook(addresses), { minLength: AT_ONCE, maxLength: AT_ONCE });

describe.each([
  { name: 'sqlite', open: async (): Promise<OpenStore> => sqliteStore(':memory:'), requests: 10_000, worked: 2_000 },
  { name: 'postgres', open: onPostgres, requests: 1_500, worked: 500 },
])('whatever is sent to the addresses of platforms, kept in $name', ({ open, requests, worked }) => {
  test(`WHK-07: ${requests} hostile deliveries, in every manner of writing and of every platform, are answered, none as a failure of the hub`, async () => {
    const addresses = await listening(await open());
    const statuses = new Map<number, number>();
    await fc.assert(fc.asyncProperty(severalOf(addresses), async (several) => void (await Promise.all(several.map(async (each) => await answered(each, statuses))))), { numRuns: requests / AT_ONCE });
    expect(statuses.get(200) ?? 0).toBeGreaterThan(requests / 4);
    for (const status of [404, 405]) expect([status, (statuses.get(status) ?? 0) > requests / 1_000]).toEqual([status, true]);
    for (const reason of ['payload-malformed', 'payload-too-deep']) expect([reason, await world.hub.deliveries.count({ reason }) > 0]).toEqual([reason, true]);
  }, 3 * MINUTES_MS);

  test(`WHK-07: what is taken can be worked: of ${worked} hostile deliveries none ends as a defect`, async () => {
    const addresses = await listening(await open());
    await world.hub.start();
    await fc.assert(fc.asyncProperty(severalOf(addresses), async (several) => void (await Promise.all(several.map(async (each) => await answered(each, new Map()))))), { numRuns: worked / AT_ONCE });
    await world.hub.settled();
    const { rows } = await world.hub.deliveries.list({ state: 'set-aside' }, { limit: 200 });
    const reasons = new Set(rows.map(({ reason = '' }) => reason));
    expect([...reasons].filter((reason) => reason.startsWith('defect'))).toEqual([]);
    expect(await world.hub.deliveries.count({ kind: 'lead-actions' })).toBeGreaterThan(worked / 100);
  }, 2 * MINUTES_MS);
});
