import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNeppoSimulator, defaultCredentials, type NeppoSimulator } from '../../src/adapters/neppo/simulator/index.ts';
import { createPloomesSimulator, type PloomesSimulator, type StoredRow } from '../../src/adapters/ploomes/simulator/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createSystemClock, createSystemIds } from '../../src/adapters/system/index.ts';
import { cell } from '../adapters/ploomes/lab.ts';
import type { HubChildOrders } from './hub-child.ts';

const ROUNDS = 6;
const RETRIES_MS = [20, 50, 100, 200, 200, 400, 400, 800, 800, 1600, 1600, 3200, 5000, 5000, 5000, 5000];
const OPERATOR_KEY = 'an-operator-key-for-tests';
const CHILD = fileURLToPath(new URL('hub-child.ts', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'vinculo-killed-'));
const database = join(folder, 'hub.db');
let ploomes: PloomesSimulator;
let neppo: NeppoSimulator;
let orders: HubChildOrders;
let child: ChildProcess | undefined;

beforeAll(async () => {
  ploomes = await createPloomesSimulator({ ratePerMinute: 0, webhookRetryDelaysMs: RETRIES_MS });
  neppo = await createNeppoSimulator({ webhookRetry: { delaysMs: RETRIES_MS, timeoutMs: 3_000 } });
  orders = {
    database, port: await freePort(), secretKey: 'a-secret-key-for-tests-only', operatorKey: OPERATOR_KEY,
    connection: {
      id: 'acme', name: 'Acme',
      ploomes: { baseUrl: ploomes.url, userKey: ploomes.userKey, budget: { perMinute: 0 } },
      neppo: { tenantUrl: neppo.url, gatewayUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: defaultCredentials },
      options: { linking: 'on', mappings: [mapping('Vendas', 'Funil de vendas', 'always-create'), mapping('Suporte', 'Suporte', 'link-last')] },
    },
  };
});

afterAll(async () => {
  child?.kill('SIGKILL');
  await Promise.all([ploomes.close(), neppo.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const idOf = (rows: readonly { readonly id: number; readonly name: string }[], name: string): number => rows.find((row) => row.name === name)?.id ?? 0;

function mapping(group: string, funnel: string, behaviour: 'always-create' | 'link-last') {
  const { groups } = JSON.parse(JSON.stringify(neppo.state())) as { groups: { id: number; name: string }[] };
  const funnels = ploomes.rows('Deals@Pipelines').map((row) => ({ id: row.Id, name: cell(row, 'Name') }));
  return { groupId: idOf(groups, group), groupName: group, funnelId: idOf(funnels, funnel), behaviour };
}

/** Starts the hub's process and waits until it works. */
async function startHub(): Promise<ChildProcess> {
  const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: started.stdout });
  const [line] = await Promise.race([once(lines, 'line'), once(started, 'exit').then(() => ['{}'])]);
  const said = JSON.parse(String(line)) as { ready?: boolean; hooks?: { neppo: string } };
  if (said.ready !== true) throw new Error('The hub did not start.');
  if (said.hooks !== undefined) neppo.subscribe('all', said.hooks.neppo);
  return started;
}

async function kill(hub: ChildProcess): Promise<void> {
  const exit = once(hub, 'exit');
  hub.kill('SIGKILL');
  await exit;
}

interface Attended {
  readonly contactId: number;
  readonly protocol: string;
  readonly group: string;
}

const attended: Attended[] = [];

/** One client after the other gets in touch; every third says goodbye before the next comes. */
async function load(until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const n = attended.length;
    const phone = `55119${60_000_000 + n}`;
    const contactId = ploomes.addContact({ name: `Cliente ${n}`, phone: `+${phone}` }).Id;
    const group = ['Vendas', 'Suporte', 'Financeiro'][n % 3] ?? '';
    const { protocol } = neppo.startSession({ phone, name: `Cliente ${n}`, group });
    attended.push({ contactId, protocol, group });
    if (n % 3 === 1) neppo.comment(protocol, 'um comentário');
    if (n % 4 === 0) neppo.close(protocol);
    await sleep(10);
  }
}

/** Waits until nothing is on its way and the hub has nothing left to do. */
async function rest(): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    await Promise.all([neppo.settled(), ploomes.settled()]);
    const metrics = await (await fetch(`http://127.0.0.1:${orders.port}/metrics`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } })).text();
    quiet = /^vinculo_deliveries_pending\{connection="[^"]+"\} 0$/m.test(metrics) ? quiet + 1 : 0;
    await sleep(30);
  }
}

/** The bodies of all that Neppo sent and the hub has. */
async function keptBodies(): Promise<ReadonlySet<string>> {
  const store = await sqliteStore(database)({ clock: createSystemClock(), ids: createSystemIds() });
  const bodies = new Set<string>();
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const { rows, next } = await store.history.list('every-connection', { source: 'neppo' }, { limit: 500, ...(after === undefined ? {} : { after }) });
    for (const { id } of rows) bodies.add((await store.history.find('every-connection', id))?.body ?? '');
    after = next;
  }
  expect(await store.history.count('every-connection', { state: 'set-aside' })).toBe(0);
  await store.close();
  return bodies;
}

/** What the CRM has of each client, in the order in which it was made. */
function byClient(rows: readonly StoredRow[], column: string): ReadonlyMap<number, readonly string[]> {
  const found = Map.groupBy(rows, (row) => Number(row['ContactId']));
  return new Map([...found].map(([client, theirs]) => [client, theirs.map((row) => row[column] === null ? 'none' : cell(row, column))]));
}

/** Each session has the card of its group's funnel, and one record, which hangs on it. */
function expectEachOnce(): void {
  const [funnels, cards] = [byClient(ploomes.deals(), 'PipelineId'), byClient(ploomes.deals(), 'Id')];
  const records = byClient(ploomes.interactionRecords(), 'DealId');
  const { mappings = [] } = orders.connection.options ?? {};
  for (const { contactId, protocol, group } of attended) {
    const funnel = mappings.find(({ groupName }) => groupName === group)?.funnelId;
    expect([protocol, ...(funnels.get(contactId) ?? [])]).toEqual([protocol, ...(funnel === undefined ? [] : [String(funnel)])]);
    expect([protocol, ...(records.get(contactId) ?? [])]).toEqual([protocol, ...(cards.get(contactId) ?? ['none'])]);
  }
}

describe('CRD-14, HUB-01: a hub that is killed', () => {
  test(`${ROUNDS} times under load: nothing that it took is missing, and nothing is there twice`, async () => {
    const lives = fc.sample(fc.integer({ min: 30, max: 900 }), ROUNDS);
    for (const lifeMs of lives) {
      child = await startHub();
      const enough = new AbortController();
      const loading = load(enough.signal);
      await sleep(lifeMs);
      await kill(child);
      enough.abort();
      await loading;
    }
    child = await startHub();
    await rest();
    await kill(child);

    const taken = neppo.deliveries().filter(({ state }) => state === 'delivered').map(({ body }) => body);
    expect(neppo.deliveries().filter(({ state }) => state !== 'delivered')).toEqual([]);
    const kept = await keptBodies();
    expect(taken.filter((body) => !kept.has(body))).toEqual([]);
    expect(attended.length).toBeGreaterThan(ROUNDS * 3);
    expectEachOnce();
  }, 60_000);
});
