import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../src/adapters/in-memory/index.ts';
import { createNeppoReader } from '../src/adapters/neppo/index.ts';
import { toNodeListener } from '../src/adapters/node/index.ts';
import { postgresStore } from '../src/adapters/postgres/index.ts';
import { sqliteStore } from '../src/adapters/sqlite/index.ts';
import { createVinculo } from '../src/app/index.ts';
import type { StoreFactory } from '../src/ports/index.ts';
import { load, median, serve, type Load } from './load.ts';
import { withPostgres } from './postgres.ts';
import type { Figure } from './run.ts';

const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 32;
const WINDOWS = 5;

/** Durable accepts on both stores against a server that stores nothing, turn about in one run; then the latency at 1,000 a second. */
export async function measureAccepts(): Promise<readonly Figure[]> {
  return await withPostgres(async ({ url }) => {
    const folder = await mkdtemp(join(tmpdir(), 'vinculo-bench-'));
    const [sqlite, postgres] = [await openDoor(sqliteStore(join(folder, 'bench.db'))), await openDoor(postgresStore(url))];
    const bare = await serve((request, response) => void request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}')));
    let failed = 0;
    const most = async (door: string): Promise<number> => {
      const flood = await load({ urls: [door], seconds: SECONDS, connections: CONNECTIONS });
      failed += flood.failed;
      return flood.perSecond;
    };

    const rates: Record<'bare' | 'sqlite' | 'postgres', number[]> = { bare: [], sqlite: [], postgres: [] };
    for (let round = 0; round < ROUNDS; round++) {
      rates.bare.push(await most(bare.url));
      rates.sqlite.push(await most(sqlite.hook));
      rates.postgres.push(await most(postgres.hook));
    }
    const windows: Load[] = [];
    for (let window = 0; window < WINDOWS; window++) windows.push(await load({ urls: [sqlite.hook], seconds: SECONDS, connections: CONNECTIONS, perSecond: 1000 }));
    const disk = fsyncsAlone(join(folder, 'alone'));
    bare.close();
    await Promise.all([sqlite.close(), postgres.close()]);
    rmSync(folder, { recursive: true, force: true });
    const [onBare, onSqlite, onPostgres] = [median(rates.bare), median(rates.sqlite), median(rates.postgres)];
    return [
      { name: 'durable accepts per second, SQLite', value: onSqlite, unit: '/s' },
      { name: 'durable accepts per second, PostgreSQL', value: onPostgres, unit: '/s' },
      { name: 'bare node:http, nothing stored', value: onBare, unit: '/s' },
      { name: 'durable accepts, share of bare node:http, SQLite', key: 'acceptsShareOfBare', value: onSqlite / onBare, unit: '' },
      { name: 'durable accepts, share of bare node:http, PostgreSQL', key: 'postgresAcceptsShareOfBare', value: onPostgres / onBare, unit: '' },
      { name: `accept at 1,000/s, p99, median of ${WINDOWS} times ${SECONDS} s`, key: 'acceptP99Ms', value: median(windows.map(({ p99 }) => p99)), unit: 'ms' },
      { name: 'accept at 1,000/s, p50', value: median(windows.map(({ p50 }) => p50)), unit: 'ms' },
      { name: 'one fdatasync of this disk alone, p99.9', value: disk.p999, unit: 'ms' },
      { name: 'one fdatasync of this disk alone, worst', value: disk.worst, unit: 'ms' },
      { name: 'accepts not answered 200', key: 'acceptsFailed', value: windows.reduce((sum, window) => sum + window.failed, failed), unit: '' },
    ];
  });
}

/** A hub that is not started: what is accepted waits, so that accepting alone is measured. */
async function openDoor(store: StoreFactory): Promise<{ readonly hook: string; readonly close: () => Promise<void> }> {
  const memory = inMemoryConnectors(createInMemoryCrm(), createInMemoryChat());
  const vinculo = await createVinculo({
    synchronisation: 'off',
    store, secretKey: 'a-secret-key-for-the-bench', publicUrl: 'http://127.0.0.1',
    crm: memory.crm, chat: { ...memory.chat, reader: () => createNeppoReader() },
  });
  const { hooks } = await vinculo.connections.add({ name: 'bench', ploomes: {}, neppo: {} });
  const hub = await serve(toNodeListener(vinculo.fetch));
  return {
    hook: `${hub.url}${new URL(hooks.neppo).pathname}`,
    async close() {
      hub.close();
      await vinculo.close();
    },
  };
}

/** What an accept cannot be faster than: a small write and its flush, again and again, with nothing else to do. */
function fsyncsAlone(path: string): { readonly p999: number; readonly worst: number } {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4096);
  const times: number[] = [];
  for (const until = performance.now() + SECONDS * 1000; performance.now() < until;) {
    const begun = performance.now();
    writeSync(file, block);
    fdatasyncSync(file);
    times.push(performance.now() - begun);
  }
  closeSync(file);
  times.sort((a, b) => a - b);
  return { p999: times[Math.floor(times.length * 0.999)] ?? 0, worst: times.at(-1) ?? 0 };
}
