import type { AddressInfo } from 'node:net';
import type { Calls } from './call-log.ts';
import { createCallLog } from './call-log.ts';
import { createDeliveries } from './deliveries.ts';
import { createEngine } from './engine.ts';
import { createFaultBook } from './faults.ts';
import type { Fault } from './faults.ts';
import { createRateWindow } from './rate-window.ts';
import { keyFrom, seedAccount, setKey } from './seed.ts';
import type { AgentSeed, PipelineSeed } from './seed-data.ts';
import { createHttpServer } from './server.ts';
import { createStore } from './store.ts';
import { createUserActs } from './user-acts.ts';
import type { UserActs } from './user-acts.ts';
import type { StoredRow } from './wire.ts';
import { createWorld } from './world.ts';
import type { Switches } from './world.ts';

export type { Calls } from './call-log.ts';
export type { ApiFault, Fault, WebhookFault } from './faults.ts';
export type { ModuleTable } from './modules.ts';
export type { AgentSeed, PipelineSeed } from './seed-data.ts';
export type { ContactSeed, PlantedContact, UserActs } from './user-acts.ts';
export { ApiError } from './wire.ts';
export type { Json, Row, StoredRow } from './wire.ts';

/** How the simulated account behaves; every choice has the platform's most awkward known habit as its default. */
export interface PloomesSimulatorOptions {
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** The integration user's key; by default it follows from the seed. */
  readonly userKey?: string;
  /** Ids, keys and GUIDs follow from it; 1 by default. */
  readonly seed?: number;
  /** Milliseconds since 1970; the real clock by default. `advance` and `POST /_sim/clock` are added to it. */
  readonly clock?: { now(): number };
  /** Requests in any 60 s; 120 by default, 0 for no limit. */
  readonly ratePerMinute?: number;
  /** Where rows are kept over restarts; a process killed at any moment goes on where it was. */
  readonly stateFile?: string;
  /** Whether `GET /Entity(id)` answers; 404 by default. */
  readonly getByKey?: boolean;
  /** What an array in a PATCH does to the rows it had. */
  readonly patchArrays?: 'replace' | 'merge';
  /** Whether lists may be filtered by custom fields; some accounts answer 403. */
  readonly filterOtherProperties?: boolean;
  /** Wait before a webhook is first attempted; 0 by default. */
  readonly webhookDelayMs?: number;
  /** Waits between attempts, after which the webhook is switched off; 1, 5, 15 and 30 s by default. */
  readonly webhookRetryDelaysMs?: readonly number[];
  readonly pipelines?: readonly PipelineSeed[];
  /** The people who attend clients; their e-mails should be those of the chat platform's agents. */
  readonly agents?: readonly AgentSeed[];
}

/** A running simulator of the Ploomes CRM: an HTTP server, and what a test wants to do beside it. */
export interface PloomesSimulator extends UserActs {
  /** Base address, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly userKey: string;
  /** Whose rows the key writes: `CreatorId` and `UpdaterId` of everything the integration does. */
  readonly integrationUserId: number;
  contacts(): readonly StoredRow[];
  deals(): readonly StoredRow[];
  interactionRecords(): readonly StoredRow[];
  calls(): Calls;
  resetCalls(): void;
  faults(...faults: readonly Fault[]): void;
  clearFaults(): void;
  /** Winds the simulator's clock forward. */
  advance(ms: number): void;
  /** Resolves when every webhook delivery has been made or given up. */
  settled(): Promise<void>;
  /** Stops at once; what was written stays in `stateFile`, undelivered webhooks too. */
  close(): Promise<void>;
}

const DEFAULT_RATE_PER_MINUTE = 120;
const DEFAULT_RETRY_DELAYS_MS = [1000, 5000, 15_000, 30_000];
const CLOCK_OFFSET = 'clockOffsetMs';

/** Starts a simulator and resolves when it listens. */
export async function createPloomesSimulator(options: PloomesSimulatorOptions = {}): Promise<PloomesSimulator> {
  const { seed = 1, clock = Date, host = '127.0.0.1' } = options;
  const userKey = options.userKey ?? keyFrom(seed, 'integration');
  const store = createStore(options.stateFile);
  const faults = createFaultBook();
  const calls = createCallLog();
  const rate = createRateWindow(options.ratePerMinute ?? DEFAULT_RATE_PER_MINUTE);
  const deliveries = createDeliveries({
    store, faults, delayMs: options.webhookDelayMs ?? 0,
    retryDelaysMs: options.webhookRetryDelaysMs ?? DEFAULT_RETRY_DELAYS_MS,
  });
  const world = createWorld({
    store, seed, switches: switchesOf(options), emit: deliveries.enqueue,
    now: () => clock.now() + store.counter(CLOCK_OFFSET),
  });
  const advance = (ms: number): void => {
    store.setCounter(CLOCK_OFFSET, store.counter(CLOCK_OFFSET) + ms);
    store.commit();
  };
  const fill = (): void => {
    if (store.isEmpty) seedAccount(world, { seed, userKey, pipelines: options.pipelines, agents: options.agents });
    setKey(world, store.counter('integrationUser'), userKey);
    store.commit();
  };
  const resetData = (): void => {
    const offsetMs = store.counter(CLOCK_OFFSET);
    store.clear();
    store.setCounter(CLOCK_OFFSET, offsetMs);
    fill();
  };
  fill();
  deliveries.wake();
  const engine = createEngine({ world, rate, calls, faults, deliveries });
  const acts = createUserActs(world, deliveries);
  const server = createHttpServer(engine, { world, calls, faults, deliveries, advance, resetData, plantContacts: acts.plantContacts });
  const port = await listen(server, options.port ?? 0, host);
  return {
    ...acts,
    url: `http://${host}:${port}`, port, userKey, advance,
    integrationUserId: store.counter('integrationUser'),
    contacts: () => acts.rows('Contacts'),
    deals: () => acts.rows('Deals'),
    interactionRecords: () => acts.rows('InteractionRecords'),
    calls: calls.calls,
    resetCalls: calls.reset,
    faults: (...added) => faults.add(added),
    clearFaults: faults.clear,
    settled: deliveries.settled,
    close: async () => {
      engine.close();
      await deliveries.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const switchesOf = (options: PloomesSimulatorOptions): Switches => ({
  getByKey: options.getByKey ?? false,
  patchArrays: options.patchArrays ?? 'replace',
  filterOtherProperties: options.filterOtherProperties ?? true,
});

function listen(server: ReturnType<typeof createHttpServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
