import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createOwnPool } from '../../../src/adapters/postgres/own-pool.ts';

/** A message of PostgreSQL's protocol. */
function message(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
}

const WELCOME = [message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))];
const FAREWELL = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

/** A server that ends each connection in the moment in which it is ready, in one breath. */
async function anInhospitableServer(): Promise<string> {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.concat([...WELCOME, FAREWELL])));
    socket.on('error', () => undefined);
  });
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `postgres://vinculo@127.0.0.1:${typeof address === 'object' ? address?.port : ''}/vinculo`;
}

// Found by the chaos proof: an operator ends connections, and the hub's process ended with them.
test('HUB-02: a connection that ends in the moment in which it is handed over ends no process', async () => {
  const pool = createOwnPool({ url: await anInhospitableServer(), maxConnections: 1, telemetry: undefined });
  const client = await pool.connect();
  await expect(client.query('select 1')).rejects.toThrow(/terminat|not queryable|ended/i);
  client.release(true);
  await pool.end();
});
