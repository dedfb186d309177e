import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { toNodeListener } from '../../../adapters/node/index.ts';

/** Until when a port or a file that a killed process still holds is waited for. */
export interface Patience {
  readonly until: number;
}

export const patienceOf = (ms: number): Patience => ({ until: Date.now() + ms });

/** Tries again while what stands in the way is of the kind that passes, and there is patience left. */
export async function patiently<Result>(patience: Patience, passes: (thrown: unknown) => boolean, attempt: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!passes(thrown) || Date.now() >= patience.until) throw thrown;
      await sleep(100);
    }
  }
}

export const isPortTaken = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'EADDRINUSE' || thrown.code === 'EACCES');

/** An HTTP server in front of a Web-standard handler. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, cuts idle connections, and lets answers under way go out. */
  close(): Promise<void>;
}

export async function listen(fetch: (request: Request) => Promise<Response>, port: number, host: string): Promise<Listening> {
  const server = createServer(toNodeListener(fetch));
  server.listen(port, host);
  await once(server, 'listening');
  const taken = portOf(server, port);
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, port: taken, close: async () => await closeServer(server) };
}

const portOf = (server: Server, fallback: number): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : fallback;
};

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await Promise.race([closed, sleep(2_000, undefined, { ref: false })]);
  server.closeAllConnections();
}
