import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { createStreamClient, type OpenedStream } from '../../../src/adapters/ky/index.ts';

const parsePort = (address: unknown): number => (address as { port: number }).port;

async function aServer(answer: (outgoing: ServerResponse) => void) {
  const gone: string[] = [];
  const server = createServer((incoming, outgoing) => {
    outgoing.on('close', () => gone.push(incoming.url ?? ''));
    answer(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { gone, address: new URL(`http://127.0.0.1:${parsePort(server.address())}/a`) };
}

const aClient = (totalTimeoutMs = 2_000) => createStreamClient({ account: 'chat:1', totalTimeoutMs, now: () => 0 });

function bodyOf(opened: OpenedStream): ReadableStream<Uint8Array> {
  if (opened.found !== 'bytes') throw new Error(`There are no bytes: ${opened.found}.`);
  return opened.body;
}

const call = (address: URL, host: 'own' | 'others' = 'own') => ({ address, route: 'GET file', host });

test('a file that takes longer than the time-out is read, as long as something comes', async () => {
  const { address } = await aServer((outgoing) => {
    let pieces = 0;
    const timer = setInterval(() => {
      outgoing.write('piece ');
      if ((pieces += 1) === 6) {
        clearInterval(timer);
        outgoing.end();
      }
    }, 150);
  });
  expect(await new Response(bodyOf(await aClient(600).open(call(address)))).text()).toBe('piece '.repeat(6));
});

test('a reader who takes its time is not held to the time-out', async () => {
  const { address } = await aServer((outgoing) => outgoing.end('x'.repeat(2_000_000)));
  const reader = bodyOf(await aClient(300).open(call(address))).getReader();
  let length = (await reader.read()).value?.byteLength ?? 0;
  await new Promise((resolve) => setTimeout(resolve, 600));
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) length += piece.value.byteLength;
  expect(length).toBe(2_000_000);
});

test('a file of which nothing more comes fails, and is not waited for', async () => {
  const { address, gone } = await aServer((outgoing) => void outgoing.write('begun'));
  const reader = bodyOf(await aClient(300).open(call(address))).getReader();
  await reader.read();
  await expect(reader.read()).rejects.toMatchObject({ code: 'port.timed-out', account: 'chat:1' });
  await expect.poll(() => gone).toEqual(['/a']);
});

test('a file that was cut off fails, and is not taken for a whole one', async () => {
  const { address } = await aServer((outgoing) => {
    outgoing.writeHead(200, { 'content-length': '100' });
    outgoing.write('begun');
    setTimeout(() => outgoing.destroy(), 50);
  });
  await expect(new Response(bodyOf(await aClient().open(call(address)))).text()).rejects.toMatchObject({ code: 'port.unreachable' });
});

test('whoever wants no more ends the connection', async () => {
  const { address, gone } = await aServer((outgoing) => void outgoing.write('begun'));
  const body = bodyOf(await aClient().open(call(address)));
  await body.cancel();
  await expect.poll(() => gone).toEqual(['/a']);
});

test('trouble of a host of others is none of the account’s', async () => {
  const { address } = await aServer((outgoing) => outgoing.writeHead(503).end());
  await expect(aClient().open(call(address))).rejects.toMatchObject({ code: 'port.unreachable', account: 'chat:1' });
  await expect(aClient().open(call(address, 'others'))).rejects.toMatchObject({ code: 'port.unreachable', account: undefined });
});

test.each([404, 410])('%i: there is nothing any more', async (status) => {
  const { address } = await aServer((outgoing) => outgoing.writeHead(status).end());
  expect(await aClient().open(call(address))).toEqual({ found: 'nothing' });
});
