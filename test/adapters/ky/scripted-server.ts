import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

type Script = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback that answers every request as the script says; closed when the test disposes of it. */
export async function scriptedServer(script: Script): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => script(request, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A script that always gives this answer. */
export const answering = (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Script =>
  (_, response) => void response.writeHead(status, headers).end(body);
