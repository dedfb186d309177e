import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../src/adapters/in-memory/index.ts';
import { createNeppoReader } from '../src/adapters/neppo/index.ts';
import { toNodeListener } from '../src/adapters/node/index.ts';
import { sqliteStore } from '../src/adapters/sqlite/index.ts';
import { createVinculo } from '../src/app/index.ts';
import { load, median, serve } from './load.ts';
import type { Figure } from './run.ts';

const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 32;

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
  const steady = await load(hook, SECONDS, CONNECTIONS, 1000);
  hub.close();
  bare.close();
  await vinculo.close();
  rmSync(folder, { recursive: true, force: true });
  return [
    { name: 'durable accepts per second', value: median(hubRates), unit: '/s' },
    { name: 'bare node:http, nothing stored', value: median(bareRates), unit: '/s' },
    { name: 'durable accepts, share of bare node:http', key: 'acceptsShareOfBare', value: median(hubRates) / median(bareRates), unit: '' },
    { name: 'accept at 1,000/s, p99', key: 'acceptP99Ms', value: steady.p99, unit: 'ms' },
    { name: 'accepts not answered 200', key: 'acceptsFailed', value: steady.failed, unit: '' },
  ];
}
