import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../src/adapters/in-memory/index.ts';
import { createNeppoReader } from '../src/adapters/neppo/index.ts';
import { toNodeListener } from '../src/adapters/node/index.ts';
import { sqliteStore } from '../src/adapters/sqlite/index.ts';
import { createVinculo } from '../src/app/index.ts';
import { load, median, serve, type Load } from './load.ts';
import type { Figure } from './run.ts';

const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 32;
const WINDOWS = 5;

/** Durable accepts against a server that stores nothing, turn about in one run; then the latency at 1,000 a second. */
export async function measureAccepts(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vinculo-bench-'));
  const memory = inMemoryConnectors(createInMemoryCrm(), createInMemoryChat());
  const vinculo = await createVinculo({
    store: sqliteStore(join(folder, 'bench.db')), secretKey: 'a-secret-key-for-the-bench', publicUrl: 'http://127.0.0.1',
    crm: memory.crm, chat: { ...memory.chat, reader: () => createNeppoReader() },
  });
  const { hooks } = await vinculo.connections.add({ name: 'bench', ploomes: {}, neppo: {} });
  const hub = await serve(toNodeListener(vinculo.fetch)); // not started: what is accepted waits, so that accepting alone is measured
  const bare = await serve((request, response) => void request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}')));
  const hook = `${hub.url}${new URL(hooks.neppo).pathname}`;

  const [bareRates, hubRates]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    bareRates.push((await load(bare.url, SECONDS, CONNECTIONS)).perSecond);
    hubRates.push((await load(hook, SECONDS, CONNECTIONS)).perSecond);
  }
  const windows: Load[] = [];
  for (let window = 0; window < WINDOWS; window++) windows.push(await load(hook, SECONDS, CONNECTIONS, 1000));
  const disk = fsyncsAlone(join(folder, 'alone'));
  hub.close();
  bare.close();
  await vinculo.close();
  rmSync(folder, { recursive: true, force: true });
  return [
    { name: 'durable accepts per second', value: median(hubRates), unit: '/s' },
    { name: 'bare node:http, nothing stored', value: median(bareRates), unit: '/s' },
    { name: 'durable accepts, share of bare node:http', key: 'acceptsShareOfBare', value: median(hubRates) / median(bareRates), unit: '' },
    { name: `accept at 1,000/s, p99, median of ${WINDOWS} times ${SECONDS} s`, key: 'acceptP99Ms', value: median(windows.map(({ p99 }) => p99)), unit: 'ms' },
    { name: 'accept at 1,000/s, p50', value: median(windows.map(({ p50 }) => p50)), unit: 'ms' },
    { name: 'one fdatasync of this disk alone, p99.9', value: disk.p999, unit: 'ms' },
    { name: 'one fdatasync of this disk alone, worst', value: disk.worst, unit: 'ms' },
    { name: 'accepts not answered 200', key: 'acceptsFailed', value: windows.reduce((sum, { failed }) => sum + failed, 0), unit: '' },
  ];
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
