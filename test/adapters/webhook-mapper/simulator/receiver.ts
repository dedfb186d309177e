import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RawRequest } from '../../../../src/ports/index.ts';

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly location?: string;
}

/** Somebody who gets webhooks: keeps what came, and answers what it is told to. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly RawRequest[];
  /** How many were being answered at the same time, at most. */
  readonly mostTogether: () => number;
  /** From now on; a function is asked for each, with its number from 1. */
  answer(reply: Reply | ((number: number) => Reply)): void;
}

/** @param answerAfterMs - lets requests overlap that are sent together. */
export async function aReceiver(answerAfterMs = 0): Promise<Receiver> {
  const requests: RawRequest[] = [];
  let reply: (number: number) => Reply = () => ({ status: 200 });
  let [together, most] = [0, 0];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    together += 1;
    most = Math.max(most, together);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]));
      requests.push({ method: request.method ?? '', url: `http://${request.headers.host ?? ''}${request.url ?? ''}`, headers, body: Buffer.concat(chunks) });
      const { status, body, location } = reply(requests.length);
      setTimeout(() => {
        together -= 1;
        response.writeHead(status, location === undefined ? {} : { location }).end(body);
      }, answerAfterMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/hooks/webhook/token-0001`,
    requests,
    mostTogether: () => most,
    answer: (next) => {
      reply = typeof next === 'function' ? next : () => next;
    },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address !== null ? address.port : 0);
