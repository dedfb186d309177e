import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createVinculo } from '../../src/app/index.ts';
import { createChance } from './chance.ts';
import { checkDeliveries } from './check/check-deliveries.ts';
import { judgeDoubles } from './check/check-doubles.ts';
import { checkEffects } from './check/check-effects.ts';
import { openStoreRows, type StoreRows } from './check/store-rows.ts';
import { openFront, type Front } from './front.ts';
import { createHubProcess, type HubProcess } from './hubs/fleet.ts';
import { readHubOptions, type HubOrders, type StoreName } from './hubs/hub-orders.ts';
import { openPostgresServer, type PostgresServer } from './hubs/postgres-server.ts';
import type { ChaosOptions } from './options.ts';
import { freePorts } from './free-ports.ts';
import { openAccount, type Account } from './outside/account.ts';
import { createMadeMeanwhile } from './outside/made-meanwhile.ts';
import { brokenPromises, LISTED_WITHIN_MS, type ChaosReport } from './report.ts';
import { createTeller, type Teller } from './story/teller.ts';
import { createMischief, type Mischief } from './trouble/mischief.ts';
import { outsideTroubles } from './trouble/outside-troubles.ts';
import { machineTroubles } from './trouble/process-troubles.ts';

/** Runs a hub under load and trouble, and tells what came of it. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-chaos-'));
  const closing: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  try {
    return await run(options, folder, (close) => void closing.unshift(close));
  } finally {
    for (const close of closing) await close();
  }
}

type OnClose = (close: () => Promise<void>) => void;

async function run(options: ChaosOptions, folder: string, onClose: OnClose): Promise<ChaosReport> {
  const { say } = options;
  const chance = createChance(options.seed);
  const [frontPort = 0, postgresPort = 0, ...hubPorts] = await freePorts(6);
  const server = options.store === 'postgres' && options.postgresUrl === undefined ? await openPostgresServer(postgresPort, options.postgresBin) : undefined;
  if (server !== undefined) onClose(server.close);
  const store = storeName(options, folder, server);
  const front = await openFront({ port: frontPort, chance: chance.of('front'), twice: options.sentTwice, patienceMs: options.doorPatienceMs });
  onClose(front.close);

  say(`opening ${options.accounts} accounts`);
  const accounts = await openAccounts(options, onClose);
  const teller = createTeller(accounts, { chance: chance.of('story'), atOnce: options.sessionsAtOnce, deliveriesPerSession: options.deliveriesPerSession, gapMs: options.gapMs });
  const orders = { log: options.log, store, leaseSeconds: options.leaseSeconds, publicUrl: front.url, askAgainAfterMs: options.askAgainAfterMs, recordUpdateEveryMs: options.recordUpdateEveryMs, inFlight: options.inFlight };
  await connectAccounts(accounts, { ...orders, role: 'all', port: 0 }, front);

  const hubs = openHubs(options, orders, hubPorts, front);
  onClose(async () => void (await Promise.all(hubs.map(async (hub) => await hub.kill()))));
  await Promise.all(hubs.map(async (hub) => await hub.start()));
  const wanted = ({ name }: { readonly name: string }): boolean => options.troubles.test(name);
  const postgres = store.kind === 'postgres' ? { postgres: { url: store.url, ...(server === undefined ? {} : { server }) } } : {};
  const machines = machineTroubles({ hubs, isMade: createMadeMeanwhile(accounts), ...postgres }, options.machines, chance.of('machines'));
  const mischief = createMischief({
    chance: chance.of('mischief'), accounts, outsideEveryMs: options.outsideEveryMs,
    outside: outsideTroubles(options).filter(wanted), machines: machines.filter(wanted),
  });
  const begun = performance.now();
  await untilEnough(options, { front, teller, mischief, store });
  const seconds = (performance.now() - begun) / 1000;
  say('resting');
  const memoryMegabytes = Object.fromEntries(hubs.map((hub) => [hub.name, Math.round(hub.memory() / 2 ** 20)]));
  const rows = await atRest(options, { accounts, front, store });
  const thaws = thawsOf(options, hubs);
  await untilListed(rows, accounts, thaws);
  const users = [...hubs, ...(server === undefined ? [] : [{ name: 'PostgreSQL (since its last start)', ...server }])];
  const cpuSeconds = Object.fromEntries(users.map((user) => [user.name, Math.round(user.cpuSeconds())]));
  say('checking');
  await front.shut();
  try {
    return await judge({ options, rows, front, accounts, teller, mischief, seconds, memoryMegabytes, cpuSeconds, hubs, thaws });
  } finally {
    await rows.close();
  }
}

function storeName({ store, postgresUrl }: ChaosOptions, folder: string, server: PostgresServer | undefined): StoreName {
  if (store === 'sqlite') return { kind: 'sqlite', file: join(folder, 'hub.db') };
  return { kind: 'postgres', url: server?.url ?? postgresUrl ?? '' };
}

const OPENED_AT_ONCE = 32;

async function openAccounts(options: ChaosOptions, onClose: OnClose): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  onClose(async () => void (await Promise.all(accounts.map(async ({ close }) => await close()))));
  for (let nth = 0; nth < options.accounts; nth++) accounts.push(await openAccount({ nth, ploomesPerMinute: options.ploomesPerMinute, timeoutMs: options.timeoutMs, retriesMs: options.senderRetriesMs }));
  return accounts;
}

/** Adds all connections through the hub's own door, as an operator would, before its processes start. */
async function connectAccounts(accounts: readonly Account[], orders: HubOrders, front: Front): Promise<void> {
  const vinculo = await createVinculo(readHubOptions(orders));
  const left = accounts.values();
  const connectNext = async (): Promise<void> => {
    for (const { connection, neppo } of left) {
      const { id, hooks } = await vinculo.connections.add(connection);
      for (const hook of [hooks.neppo, hooks.ploomes]) front.learn(hook.slice(hook.lastIndexOf('/') + 1), id);
      neppo.subscribe('all', hooks.neppo);
    }
  };
  await Promise.all(Array.from({ length: OPENED_AT_ONCE }, connectNext));
  await vinculo.close();
}

function openHubs({ store }: ChaosOptions, orders: Omit<HubOrders, 'role' | 'port'>, ports: readonly number[], front: Front): readonly HubProcess[] {
  const roles = store === 'sqlite' ? (['all'] as const) : (['intake', 'intake', 'worker', 'worker'] as const);
  const hubs: HubProcess[] = [];
  // A frozen door still takes connections, as it would behind any load balancer.
  const openDoors = (): void => front.setDoors(hubs.filter((hub) => hub.role !== 'worker' && (hub.state() === 'up' || hub.state() === 'frozen')).map(({ port }) => port));
  for (const [nth, role] of roles.entries()) {
    hubs.push(createHubProcess(`${role} ${nth + 1}`, { ...orders, role, port: ports[nth] ?? 0 }, openDoors));
  }
  return hubs;
}

const LOOK_EVERY_MS = 2_000;
const SLOWEST = 8;

interface Load {
  readonly front: Front;
  readonly teller: Teller;
  readonly mischief: Mischief;
  readonly store: StoreName;
}

/** Load and trouble until enough was accepted; slower while the hub has more in hand than it should. */
async function untilEnough(options: ChaosOptions, { front, teller, mischief, store }: Load): Promise<void> {
  const { deliveries, longestMs, untilAllMs, mostPending, say } = options;
  teller.begin();
  mischief.begin();
  let pace = 1;
  let before = { ...front.counts };
  const begunAt = Date.now();
  const isEnough = (): boolean => front.counts.accepted >= deliveries || Date.now() > begunAt + longestMs;
  const lacksTrouble = (): boolean => !mischief.isAllBegun() && Date.now() < begunAt + untilAllMs;
  while (!isEnough() || lacksTrouble()) {
    await sleep(LOOK_EVERY_MS);
    const pending = await countPending(store);
    const unheard = front.counts.refused - before.refused > front.counts.accepted - before.accepted;
    before = { ...front.counts };
    const slower = pending === undefined || pending > mostPending || unheard;
    pace = slower ? Math.min(SLOWEST, pace * 1.5) : Math.max(1, pace * 0.8);
    teller.pace(pace);
    say(`${front.counts.accepted} accepted, ${pending ?? '?'} pending, ${teller.told().length} sessions told, pace ${pace.toFixed(1)}`);
  }
  say('no more trouble');
  teller.pace(1);
  await Promise.all([mischief.stop(), teller.finish()]);
}

/** Asked of the database itself; `undefined` while it is away. */
async function countPending(store: StoreName): Promise<number | undefined> {
  try {
    const rows = await openStoreRows(store);
    try {
      return await rows.pending();
    } finally {
      await rows.close();
    }
  } catch {
    return undefined; // restarted just now
  }
}

const QUIET_LOOKS = 3;

interface Resting {
  readonly accounts: readonly Account[];
  readonly front: Front;
  readonly store: StoreName;
}

/** Waits until nothing is on its way and nothing is left to do. */
async function atRest({ longestRestMs, quietMs, say }: ChaosOptions, { accounts, front, store }: Resting): Promise<StoreRows> {
  const rows = await openStoreRows(store);
  // However slow the machine is: what still moves is not stuck.
  let [moved, until] = ['', Date.now() + longestRestMs];
  for (let quiet = 0; quiet < QUIET_LOOKS && Date.now() < until;) {
    await Promise.race([Promise.all(accounts.flatMap(({ neppo, ploomes }) => [neppo.settled(), ploomes.settled()])), sleep(longestRestMs, undefined, { ref: false })]);
    const pending = await rows.pending() + await rows.rewritings();
    const now = `${pending} of ${front.counts.accepted}`;
    if (now !== moved) [moved, until] = [now, Date.now() + longestRestMs];
    quiet = pending === 0 ? quiet + 1 : 0;
    if (pending > 0) say(`${pending} pending`);
    await sleep(quietMs);
  }
  return rows;
}

/** What came twice a moment ago may still be listed in time. */
async function untilListed(rows: StoreRows, accounts: readonly Account[], thaws: readonly number[]): Promise<void> {
  for (;;) {
    const doubles = judgeDoubles(checkEffects(accounts, []).doubles, await rows.setAside(), thaws);
    const mayStillBe = doubles.some(({ listedAfterMs, at }) => listedAfterMs === undefined && Date.now() < Date.parse(at) + LISTED_WITHIN_MS);
    if (!mayStillBe) return;
    await sleep(LOOK_EVERY_MS);
  }
}

interface Outcome {
  readonly options: ChaosOptions;
  readonly rows: StoreRows;
  readonly front: Front;
  readonly accounts: readonly Account[];
  readonly teller: Teller;
  readonly mischief: Mischief;
  readonly seconds: number;
  readonly memoryMegabytes: Readonly<Record<string, number>>;
  readonly cpuSeconds: Readonly<Record<string, number>>;
  readonly hubs: readonly HubProcess[];
  readonly thaws: readonly number[];
}

/** What is meant to be set aside: doubles, which are judged by themselves, and what nobody can read. */
const MEANT: ReadonlySet<string> = new Set(['card-doubled', 'record-doubled', 'payload-malformed']);

async function judge({ options, rows, front, accounts, teller, mischief, seconds, memoryMegabytes, cpuSeconds, hubs, thaws }: Outcome): Promise<ChaosReport> {
  const found = await checkDeliveries(rows, front.taken);
  const effects = checkEffects(accounts, teller.told());
  const { accepted, refused, sentTwice, acceptMs } = front.counts;
  const others = Map.groupBy(found.setAside.filter(({ reason }) => !MEANT.has(reason)), ({ reason }) => reason);
  const report = {
    seed: String(options.seed), store: options.store, accounts: accounts.length, processes: hubs.map(({ name }) => name).join(', '),
    seconds: Math.round(seconds),
    deliveries: {
      accepted, refusedAttempts: refused, sentTwiceAtOnce: sentTwice, stored: found.stored, lost: found.lost.reduce((sum, { times }) => sum + times, 0), lostOnes: found.lost.slice(0, 50), unended: found.unended, unendedOnes: found.unendedOnes,
      perSecond: Math.round(accepted / seconds),
    },
    sessions: teller.told().length, cards: effects.cards, records: effects.records,
    outOfOrder: found.outOfOrder, outOfOrderOnes: found.outOfOrderOnes, wrong: effects.wrong, doubles: judgeDoubles(effects.doubles, found.setAside, thaws),
    setAside: Object.fromEntries([...others].map(([reason, rows]) => [reason, rows.length])),
    faults: Object.fromEntries(mischief.counts()),
    latencyMs: { accept: percentilesOf(acceptMs), end: found.latencyMs },
    fallen: hubs.reduce((sum, hub) => sum + hub.fallen(), 0),
    memoryMegabytes, cpuSeconds,
  };
  return { ...report, verdict: brokenPromises(report) };
}

/** The one process of a file loses no lane by being frozen. */
const thawsOf = ({ store }: ChaosOptions, hubs: readonly HubProcess[]): readonly number[] =>
  store === 'sqlite' ? [] : hubs.filter(({ role }) => role !== 'intake').flatMap((hub) => hub.thaws());

function percentilesOf(values: readonly number[]): { readonly p50: number; readonly p99: number; readonly worst: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}
