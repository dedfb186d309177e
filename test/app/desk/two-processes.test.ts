import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { toNodeListener } from '../../../src/adapters/node/index.ts';
import { postgresStore } from '../../../src/adapters/postgres/index.ts';
import { createConsoleTelemetry } from '../../../src/adapters/system/index.ts';
import { createVinculo } from '../../../src/app/index.ts';
import { aPreparedDatabase } from '../../adapters/postgres/databases.ts';
import { SECRET_KEY } from '../../rig/world.ts';
import { attended, BIANCA, createDeskWorld, deskOf, eventsIn, openDesk } from './desk-client.ts';

test('PAN-11: over two processes and one database an agent is told everything once, whichever of them the panel reaches', async () => {
  const { url, giveBack } = await aPreparedDatabase();
  onTestFinished(giveBack);
  const world = await createDeskWorld({ hub: { store: postgresStore(url) } });
  onTestFinished(world.close);
  const other = await createVinculo({
    store: postgresStore(url), secretKey: SECRET_KEY, publicUrl: world.hubUrl, allowPrivateAddresses: true, synchronisation: 'off', askAgainAfterMs: 50,
    telemetry: createConsoleTelemetry({ level: 'silent' }),
  });
  await other.start();
  onTestFinished(other.close);
  const server = createServer(toNodeListener(async (request) => await other.fetch(request)));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const here = await openDesk(world, BIANCA);
  const there = deskOf(await addressOf(server), here.bearer);
  const protocol = await attended(world);

  const seen: number[] = [];
  let last = '0';
  for (let nth = 0; nth < 8; nth += 1) {
    const [reading, writing] = nth % 2 === 0 ? [here, there] : [there, here];
    const stream = await reading.follow(last);
    const text = `mensagem numero ${nth}.`;
    expect(await writing.post(`sessions/${protocol}/messages`, { kind: 'text', text }, `key-${nth}`)).toMatchObject({ status: 200, json: { outcome: 'done' } });
    expect((await reading.post(`sessions/${protocol}/messages`, { kind: 'text', text }, `key-${nth}`)).json).toMatchObject({ outcome: 'done' });
    const told = eventsIn(await stream.until(`"key":"key-${nth}"`));
    seen.push(...told.map(({ id }) => id));
    last = String(told.at(-1)?.id);
    await stream.leave();
  }
  await world.rest();
  expect(seen).toEqual(seen.map((_, nth) => nth + 1));
  const { json } = await there.get(`sessions/${protocol}/messages?limit=50`);
  for (let nth = 0; nth < 8; nth += 1) expect(JSON.stringify(json).split(`mensagem numero ${nth}.`)).toHaveLength(2);
}, 120_000);

async function addressOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${parsePort(server.address())}`;
}
const parsePort = (address: unknown): number => (address as AddressInfo).port;
