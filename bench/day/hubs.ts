import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresStore } from '../../src/adapters/postgres/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createVinculo, type Vinculo } from '../../src/app/index.ts';
import type { StoreFactory } from '../../src/ports/index.ts';
import { freePorts } from '../../tools/chaos/free-ports.ts';
import { createHubProcess, type HubProcess } from '../../tools/chaos/hubs/fleet.ts';
import { readHubOptions, type HubOrders, type StoreName } from '../../tools/chaos/hubs/hub-orders.ts';
import { openPostgresServer } from '../../tools/chaos/hubs/postgres-server.ts';

/** The hub of a day, in processes of its own. */
export interface DayHub {
  readonly doors: readonly string[];
  readonly open: StoreFactory;
  /** Does something to the hub before its processes run. */
  prepare(work: (vinculo: Vinculo) => Promise<void>): Promise<void>;
  start(): Promise<void>;
  readonly cpuSeconds: () => Readonly<Record<string, number>>;
  close(): Promise<void>;
}

const PROCESSES = { sqlite: 1, postgres: 2 } as const;
const MINUTE_MS = 60_000;

/** @param haste - by how much the hub's own pauses are shortened, as the day is. */
export async function openDayHub(store: 'sqlite' | 'postgres', haste: number): Promise<DayHub> {
  const [serverPort = 0, ...ports] = await freePorts(1 + PROCESSES[store]);
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-day-'));
  const server = store === 'postgres' ? await openPostgresServer(serverPort) : undefined;
  const name: StoreName = server === undefined ? { kind: 'sqlite', file: join(folder, 'vinculo.db') } : { kind: 'postgres', url: server.url };
  const doors = ports.map((port) => `http://127.0.0.1:${port}`);
  const orders: HubOrders = {
    role: 'all', port: 0, store: name, publicUrl: doors[0] ?? '', leaseSeconds: 30, askAgainAfterMs: MINUTE_MS, recordUpdateEveryMs: Math.round(MINUTE_MS / haste), log: 'error', inFlight: 64,
  };
  const hubs: readonly HubProcess[] = ports.map((port, nth) => createHubProcess(`hub ${nth + 1}`, { ...orders, port }, () => undefined));
  return {
    doors,
    open: name.kind === 'sqlite' ? sqliteStore(name.file) : postgresStore(name.url),
    async prepare(work) {
      const vinculo = await createVinculo({ ...readHubOptions(orders), role: 'intake' });
      await work(vinculo);
      await vinculo.close();
    },
    start: async () => void (await Promise.all(hubs.map(async (hub) => await hub.start()))),
    cpuSeconds: () => Object.fromEntries([...hubs, ...(server === undefined ? [] : [{ name: 'PostgreSQL', ...server }])].map((each) => [each.name, each.cpuSeconds()])),
    async close() {
      await Promise.all(hubs.map(async (hub) => await hub.kill()));
      await server?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
