import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Whatever listens on this machine, on one port of every address; it notes who comes and what is sent. */
export interface Listeners extends AsyncDisposable {
  readonly port: number;
  readonly connections: () => number;
  readonly bytes: () => number;
}

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nhi';

export async function listenEverywhere(): Promise<Listeners> {
  let [connections, bytes] = [0, 0];
  const open = (): Server => createServer((socket) => {
    connections += 1;
    socket.on('data', (chunk) => ((bytes += chunk.length), socket.end(ANSWER)));
    socket.on('error', () => undefined);
  });
  const four = open().listen(0, '0.0.0.0');
  await once(four, 'listening');
  const address = four.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const six = open().listen({ port, host: '::', ipv6Only: true });
  // A machine without IPv6 has nobody to listen there, and nobody to reach.
  const servers = await once(six, 'listening').then(() => [four, six], () => [four]);
  return {
    port,
    connections: () => connections,
    bytes: () => bytes,
    [Symbol.asyncDispose]: async () => void (await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve))))),
  };
}
