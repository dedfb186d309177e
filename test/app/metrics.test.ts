import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../src/adapters/in-memory/index.ts';
import { createNeppoReader } from '../../src/adapters/neppo/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry, createHandClock, type HandClock } from '../../src/adapters/system/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';
import { instantOf } from '../../src/domain/index.ts';
import type { Store, StoreFactory } from '../../src/ports/index.ts';
import { aSessionRow, aWebhook } from '../adapters/neppo/a-webhook.ts';
import { parsePrometheusText, type Sample } from '../adapters/system/prometheus-text.ts';
import { createWorld, OPERATOR_KEY, SECRET_KEY, type World } from '../rig/world.ts';

type Labels = Readonly<Record<string, string>>;

/** What `/metrics` tells, read as Prometheus reads it. */
async function scrape(fetchHub: (request: Request) => Promise<Response>) {
  const answer = await fetchHub(new Request('http://hub.test/metrics', { headers: { authorization: `Bearer ${OPERATOR_KEY}` } }));
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  const samples: readonly Sample[] = parsePrometheusText(text).flatMap((family) => family.samples);
  const fits = (given: Labels, wanted: Labels): boolean => Object.entries(wanted).every(([label, value]) => given[label] === value);
  return {
    text,
    /** The sum of all figures of that name with these labels; `undefined` when there is none. */
    sum: (name: string, labels: Labels = {}): number | undefined => {
      const found = samples.filter((sample) => sample.name === name && fits(sample.labels, labels));
      return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
    },
  };
}

describe('the figures of a hub at work', () => {
  const PHONE = '5511987650000';
  let world: World;
  const read = async () => await scrape(world.hub().fetch);

  beforeAll(async () => {
    world = await createWorld();
    await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
    world.ploomes.addContact({ name: 'Ana Souza', phone: `+${PHONE}` });
    await world.rest();
    world.neppo.startSession({ phone: PHONE, name: 'Ana Souza', group: 'Vendas', channel: 'whatsapp' });
    await world.rest();
  });
  afterAll(async () => await world.close());

  test('tell what was accepted, worked and called, by connection and system', async () => {
    const { sum } = await read();
    expect(sum('vinculo_deliveries_accepted_total', { connection: 'acme', system: 'neppo', outcome: 'stored' })).toBeGreaterThan(0);
    expect(sum('vinculo_deliveries_worked_total', { connection: 'acme', end: 'done' })).toBeGreaterThan(0);
    expect(sum('vinculo_deliveries_worked_total', { connection: 'acme', end: 'awaiting' })).toBeGreaterThan(0);
    expect(sum('vinculo_calls_total', { system: 'ploomes', outcome: 'ok' })).toBeGreaterThan(0);
    expect(sum('vinculo_call_duration_seconds_count', { system: 'ploomes' })).toBe(sum('vinculo_calls_total', { system: 'ploomes' }));
    expect(sum('vinculo_store_commits_total')).toBeGreaterThan(0);
  });

  test('tell how long deliveries from outside took to their first end, each counted once', async () => {
    const { sum } = await read();
    const accepted = sum('vinculo_deliveries_accepted_total', { system: 'neppo', outcome: 'stored' });
    expect(sum('vinculo_delivery_duration_seconds_count', { connection: 'acme', source: 'neppo' })).toBe(accepted);
    expect(sum('vinculo_delivery_duration_seconds_count', { source: 'internal' })).toBeUndefined();
  });

  test('tell a connection that has nothing to do by zeros', async () => {
    const { sum } = await read();
    expect(['vinculo_deliveries_pending', 'vinculo_lanes_open', 'vinculo_lag_seconds'].map((name) => sum(name, { connection: 'acme' }))).toEqual([0, 0, 0]);
    expect(sum('vinculo_store_up')).toBe(1);
  });

  test('tell what has not happened yet by zeros, so that its first time is seen to be more', async () => {
    const fresh = await createWorld();
    await fresh.rest();
    const { sum } = await scrape(fresh.hub().fetch);
    expect(sum('vinculo_deliveries_accepted_total', { connection: 'acme', system: 'neppo', outcome: 'stored' })).toBe(0);
    expect(sum('vinculo_deliveries_refused_total', { system: 'ploomes', reason: 'unknown-token' })).toBe(0);
    await fresh.close();
  });

  test('tell how many calls an account takes at once', async () => {
    // What live work owes of Neppo's assumed limit is told as none left.
    expect((await read()).sum('vinculo_budget_calls_left')).toBeGreaterThanOrEqual(0);
    const limited = await createWorld({ budget: { perMinute: 120 } });
    await limited.rest();
    const { sum } = await scrape(limited.hub().fetch);
    await limited.close();
    expect(sum('vinculo_budget_calls_left')).toBeGreaterThan(0);
  });

  test('tell what was set aside, by reason, until it is played again', async () => {
    world.ploomes.faults({ route: 'POST /Deals', status: 400, times: 1 });
    world.neppo.startSession({ phone: PHONE, name: 'Ana Souza', group: 'Vendas', channel: 'whatsapp' });
    await world.rest();
    const refused = { connection: 'acme', reason: 'port.refused' };
    const { sum } = await read();
    expect([sum('vinculo_dead_letters', refused), sum('vinculo_deliveries_worked_total', { ...refused, end: 'set-aside' })]).toEqual([1, 1]);
    expect(sum('vinculo_calls_total', { system: 'ploomes', outcome: 'port.refused' })).toBe(1);
    const { rows } = await world.hub().deliveries.list({ state: 'set-aside' }, { limit: 10 });
    await world.hub().deliveries.replay(rows.map(({ id }) => id));
    await world.rest();
    expect((await read()).sum('vinculo_dead_letters', refused)).toBeUndefined();
  });

  test('tell who was refused at the door', async () => {
    await fetch(`${world.hubUrl}/hooks/neppo/nobody-knows-this`, { method: 'POST', body: '{}' });
    expect((await read()).sum('vinculo_deliveries_refused_total', { system: 'neppo', reason: 'unknown-token' })).toBe(1);
  });

  test('HUB-05, ACT-04: hold no phone, no name and no token', async () => {
    const [token = 'none'] = world.hooks.neppo.split('/').toReversed();
    const { text } = await read();
    expect([PHONE, PHONE.slice(2), 'Ana', token].filter((word) => text.includes(word))).toEqual([]);
  });
});

describe('a hub that is watched', () => {
  let hub: Vinculo | undefined;
  afterEach(async () => {
    await hub?.close();
    hub = undefined;
  });

  const memory = inMemoryConnectors(createInMemoryCrm(), createInMemoryChat());
  async function open(store: StoreFactory = sqliteStore(':memory:'), clock: HandClock = createHandClock(instantOf(Date.UTC(2026, 4, 4, 12)))) {
    hub = await createVinculo({
      synchronisation: 'off',
      store, clock, secretKey: SECRET_KEY, publicUrl: 'http://hub.test', operatorKeys: [OPERATOR_KEY], telemetry: createConsoleTelemetry({ level: 'silent' }),
      crm: memory.crm, chat: { ...memory.chat, reader: () => createNeppoReader() },
    });
    const { hooks } = await hub.connections.add({ id: 'acme', name: 'Acme', ploomes: {}, neppo: {} });
    return { hub, hooks, clock };
  }

  const readiness = z.object({ ready: z.boolean(), problems: z.array(z.string()) });
  const ready = async ({ fetch: ask }: Vinculo) => {
    const answer = await ask(new Request('http://hub.test/readyz', { headers: { authorization: `Bearer ${OPERATOR_KEY}` } }));
    return { status: answer.status, ...readiness.parse(await answer.json()) };
  };

  test('tells for how long the delivery has waited that waits longest', async () => {
    const { hub: opened, hooks, clock } = await open();
    const send = async (body: string) => await opened.fetch(new Request(hooks.neppo, { method: 'POST', body }));
    await send(aWebhook('ChatSession', aSessionRow({ id: 1, protocol: 'WA00000000001' })));
    clock.advance(60_000);
    await send(aWebhook('ChatSession', aSessionRow({ id: 2, protocol: 'WA00000000002' })));
    clock.advance(30_000);
    const { sum } = await scrape(opened.fetch);
    expect(['vinculo_deliveries_pending', 'vinculo_lanes_open', 'vinculo_lag_seconds'].map((name) => sum(name, { connection: 'acme' }))).toEqual([2, 2, 90]);
  });

  test('is ready when it is started and its store answers', async () => {
    const { hub: opened } = await open();
    expect(await ready(opened)).toMatchObject({ status: 503, ready: false, problems: ['The hub is not started: call start().'] });
    await opened.start();
    expect(await ready(opened)).toEqual({ status: 200, ready: true, problems: [] });
    expect(await (await opened.fetch(new Request('http://hub.test/healthz'))).json()).toEqual({ alive: true });
  });

  test('is not ready while its store fails, says so in words, and tells its counts all the same', async () => {
    let store: Store | undefined;
    const { hub: opened } = await open(async (inside) => (store = await sqliteStore(':memory:')(inside)));
    await opened.start();
    await store?.queue.stop();
    await store?.close();
    const { status, problems } = await ready(opened);
    expect([status, problems]).toEqual([503, ['The store does not answer. Look at its disk, or whether PostgreSQL can be reached.']]);
    const { sum } = await scrape(opened.fetch);
    expect([sum('vinculo_store_up'), sum('vinculo_lag_seconds'), (sum('vinculo_store_commits_total') ?? 0) > 0]).toEqual([0, undefined, true]);
  });
});
