import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { toNodeListener } from '../src/adapters/node/index.ts';
import type { NeppoCredentials } from '../src/adapters/neppo/index.ts';
import { sqliteStore } from '../src/adapters/sqlite/index.ts';
import { createConsoleTelemetry, createHandClock, type HandClock } from '../src/adapters/system/index.ts';
import { createVinculo, type Vinculo } from '../src/app/index.ts';
import { epochMsOf, type Instant } from '../src/domain/index.ts';
import { createTraffic, type Stretch, type Traffic } from './traffic.ts';

/** What the accounts are told, in their own thread. */
export interface OutsideOrders {
  readonly contacts: number;
  readonly ploomesPerMinute: number;
  readonly neppoPerMinute: number;
  /** Milliseconds since 1970, one number. */
  readonly clock: SharedArrayBuffer;
  readonly group: string;
  readonly funnel: string;
}

/** What is asked of the accounts. */
export type OutsideAsk =
  | { readonly type: 'hook'; readonly url: string }
  | { readonly type: 'session'; readonly nth: number }
  | { readonly type: 'cards' | 'records' | 'settled' };

interface Outside {
  readonly ploomesUrl: string;
  readonly userKey: string;
  readonly neppoUrl: string;
  readonly credentials: NeppoCredentials;
  readonly groupId: number;
  readonly funnelId: number;
  ask(ask: OutsideAsk): Promise<number>;
  end(): Promise<void>;
}

/** One first synchronisation of a customer base, from its beginning to its end. */
export interface SynchronisationTrial {
  readonly contacts: number;
  readonly state: string | undefined;
  readonly done: number;
  readonly failed: number;
  /** Pages of contacts that were asked for. */
  readonly listings: number;
  readonly calls: Readonly<Record<'ploomes' | 'neppo', number>>;
  readonly busiestMinute: Readonly<Record<Stretch, Readonly<Record<'ploomes' | 'neppo', number>>>>;
  /** Answers that said that it was too much. */
  readonly refused: Readonly<Record<Stretch, number>>;
  /** Of what is configured for an account, from its first call to its last one. */
  readonly shareUsed: Readonly<Record<'ploomes' | 'neppo', number>>;
  /** From the beginning of a session in the midst of it to its card: what its calls waited for their turn. */
  readonly liveWaitsMs: readonly number[];
  /** What the hub's own thread keeps once all that nobody needs is swept away: the most of a third of the run. */
  readonly heapMb: readonly [first: number, second: number, third: number];
  readonly hours: number;
  readonly realSeconds: number;
}

const START = '2026-05-04T12:00:00.000Z' as Instant;
/** So late at most a wake-up comes; calls take no time. */
const STEP_MS = 250;
const FINE_STEP_MS = 100;
const SWEEP_EVERY = 1_000;
const BETWEEN_SESSIONS_MS = 10_000;
const PLOOMES_PER_MINUTE = 120;
const PLOOMES_SHARE = 0.8;
const NEPPO_PER_MINUTE = 60;
const [GROUP, FUNNEL] = ['Vendas', 'Funil de vendas'];
const MINUTE_MS = 60_000;
/** What a call leaves in memory until it would have timed out passes sooner: here a day of calls is made in a minute. */
const TIMEOUT_MS = 5_000;
const MB = 2 ** 20;

setFlagsFromString('--expose-gc');
const sweep = runInNewContext('gc') as () => void;

function heapMb(): number {
  sweep();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
}

/** What is tried. */
export interface TrialWish {
  readonly contacts: number;
  /** How many sessions begin one after the other when half is done. */
  readonly sessions: number;
  /** Told how it stands, now and then. */
  readonly tell?: ((sofar: SynchronisationTrial) => void) | undefined;
}

export async function trySynchronisation({ contacts, sessions, tell }: TrialWish): Promise<SynchronisationTrial> {
  const shared = new SharedArrayBuffer(8);
  const clock = createHandClock(START);
  const outside = await startOutside({ contacts, clock: shared, group: GROUP, funnel: FUNNEL, ploomesPerMinute: PLOOMES_PER_MINUTE, neppoPerMinute: NEPPO_PER_MINUTE });
  const folder = await mkdtemp(join(tmpdir(), 'vinculo-synchronisation-'));
  const wind = (ms: number): void => {
    new Float64Array(shared)[0] = epochMsOf(clock.now()) + ms;
    clock.advance(ms);
  };
  const seen: Scene['seen'] = { ploomes: createTraffic(), neppo: createTraffic(), listings: 0, refused: { run: 0, sessions: 0 }, stretch: 'run' };
  const server = createServer(toNodeListener(async (request) => await vinculo.fetch(request)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const vinculo = await openHub({ file: join(folder, 'vinculo.db'), publicUrl: addressOf(server), clock, outgoingFetch: countingFetch(seen, clock) });
  try {
    wind(0);
    // Setting up a connection waits for its calls' turn, and time has to pass for that.
    const winding = setInterval(() => wind(STEP_MS), 5);
    const connection = await connect(vinculo, outside).finally(() => clearInterval(winding));
    return await run({ contacts, sessions, tell, vinculo, connection, outside, clock, wind, seen });
  } finally {
    await vinculo.close();
    server.closeAllConnections();
    server.close();
    await outside.end();
    await rm(folder, { recursive: true });
  }
}

interface Scene {
  readonly contacts: number;
  readonly sessions: number;
  readonly tell: TrialWish['tell'];
  readonly vinculo: Vinculo;
  readonly connection: string;
  readonly outside: Outside;
  readonly clock: HandClock;
  readonly wind: (ms: number) => void;
  readonly seen: { ploomes: Traffic; neppo: Traffic; listings: number; refused: Record<Stretch, number>; stretch: Stretch };
}

async function run({ contacts, sessions, tell, vinculo: { customerBase, settled }, connection, outside, clock, wind, seen }: Scene): Promise<SynchronisationTrial> {
  const nowMs = (): number => epochMsOf(clock.now());
  const settle = async (): Promise<void> => {
    await settled();
    await outside.ask({ type: 'settled' });
    await settled();
  };
  const windUntil = async (holds: () => Promise<boolean>): Promise<void> => {
    for (; ; wind(FINE_STEP_MS)) {
      await settle();
      if (await holds()) return;
    }
  };
  /** How long each waits for its card. */
  async function beginSessions(): Promise<readonly number[]> {
    const waits: number[] = [];
    seen.stretch = 'sessions';
    for (let nth = 0; nth < sessions; nth += 1) {
      const [begunMs, cards, records] = [nowMs(), await outside.ask({ type: 'cards' }), await outside.ask({ type: 'records' })];
      await outside.ask({ type: 'session', nth: nth * 7 });
      await windUntil(async () => (await outside.ask({ type: 'cards' })) > cards);
      waits.push(nowMs() - begunMs);
      await windUntil(async () => (await outside.ask({ type: 'records' })) > records && nowMs() >= begunMs + BETWEEN_SESSIONS_MS);
    }
    const endedMs = nowMs();
    await windUntil(async () => nowMs() > endedMs + MINUTE_MS);
    seen.stretch = 'run';
    return waits;
  }

  Object.assign(seen, { ploomes: createTraffic(), neppo: createTraffic(), listings: 0, refused: { run: 0, sessions: 0 } });
  const [beganMs, realMs] = [nowMs(), performance.now()];
  const thirds: [number, number, number] = [0, 0, 0];
  const lookEvery = Math.max(40, Math.ceil(contacts / 25)); // counting a large base takes a while
  let progress: Awaited<ReturnType<typeof customerBase.progress>>;
  let liveWaitsMs: readonly number[] | undefined;
  const sofar = (): SynchronisationTrial => {
    const { ploomes, neppo, listings, refused } = seen;
    const busiest = (stretch: Stretch) => ({ ploomes: ploomes.busiestMinute(stretch), neppo: neppo.busiestMinute(stretch) });
    return {
      contacts, state: progress?.state, done: progress?.done ?? 0, failed: progress?.failed ?? 0, listings, refused,
      calls: { ploomes: ploomes.count(), neppo: neppo.count() },
      busiestMinute: { run: busiest('run'), sessions: busiest('sessions') },
      shareUsed: { ploomes: ploomes.perMinute() / (PLOOMES_PER_MINUTE * PLOOMES_SHARE), neppo: neppo.perMinute() / NEPPO_PER_MINUTE },
      liveWaitsMs: liveWaitsMs ?? [], heapMb: thirds, hours: (nowMs() - beganMs) / 3_600_000, realSeconds: (performance.now() - realMs) / 1_000,
    };
  };
  await customerBase.start(connection, { kind: 'first' });
  progress = await customerBase.progress(connection);
  for (let steps = 0; progress?.state === 'running'; steps += 1, wind(STEP_MS)) {
    await settle();
    if (steps % lookEvery === 0) progress = await customerBase.progress(connection);
    const done = (progress?.done ?? 0) / contacts;
    if (steps % SWEEP_EVERY === 0) {
      const third = Math.min(2, Math.floor(done * 3));
      thirds[third] = Math.max(thirds[third] ?? 0, heapMb());
      tell?.(sofar());
    }
    if (done >= 0.5) liveWaitsMs ??= await beginSessions();
  }
  return sofar();
}

function countingFetch(seen: Scene['seen'], clock: HandClock): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = decodeURIComponent(request.url).replaceAll('+', ' ');
    if (/\/Contacts\?.*Id gt \d+&/.test(url)) seen.listings += 1;
    if (!url.includes('/oauth2/')) seen[request.headers.has('user-key') ? 'ploomes' : 'neppo'].sent(epochMsOf(clock.now()), seen.stretch);
    const answer = await fetch(request);
    if (answer.status === 429) seen.refused[seen.stretch] += 1;
    return answer;
  };
}

function addressOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

async function openHub({ file, ...options }: { readonly file: string; readonly publicUrl: string; readonly clock: HandClock; readonly outgoingFetch: typeof fetch }): Promise<Vinculo> {
  const vinculo = await createVinculo({
    ...options, store: sqliteStore(file), secretKey: 'a-secret-key-for-the-bench',
    telemetry: createConsoleTelemetry({ level: 'silent' }), allowPrivateAddresses: true, synchronisation: 'off',
  });
  await vinculo.start();
  return vinculo;
}

async function connect(vinculo: Vinculo, outside: Outside): Promise<string> {
  const { ploomesUrl, userKey, neppoUrl, credentials, groupId, funnelId } = outside;
  const { hooks, id } = await vinculo.connections.add({
    id: 'acme', name: 'Acme',
    ploomes: { baseUrl: ploomesUrl, userKey, timeoutMs: TIMEOUT_MS, budget: { perMinute: PLOOMES_PER_MINUTE, share: PLOOMES_SHARE } },
    neppo: { tenantUrl: neppoUrl, gatewayUrl: neppoUrl, tokenUrl: `${neppoUrl}/oauth2/token`, credentials, timeoutMs: TIMEOUT_MS, budget: { perMinute: NEPPO_PER_MINUTE } },
    options: { linking: 'on', mappings: [{ groupId, groupName: GROUP, funnelId, behaviour: 'always-create' }] },
  });
  await outside.ask({ type: 'hook', url: hooks.neppo });
  return id;
}

async function startOutside(orders: OutsideOrders): Promise<Outside> {
  const worker = new Worker(new URL('synchronisation-outside.ts', import.meta.url), { workerData: orders });
  const waiting = new Map<number, (value: number) => void>();
  let last = 0;
  const [accounts] = await once(worker, 'message') as [Omit<Outside, 'ask' | 'end'>];
  worker.on('message', ({ id, value }: { readonly id: number; readonly value: number }) => {
    waiting.get(id)?.(value);
    waiting.delete(id);
  });
  return {
    ...accounts,
    ask: async (ask) => await new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      worker.postMessage({ id: last, ask }, []);
    }),
    end: async () => void (await worker.terminate()),
  };
}
