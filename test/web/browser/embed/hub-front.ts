import type { ServerResponse } from 'node:http';
import type { toNodeListener } from '../../../../src/adapters/node/index.ts';
import { listenAs } from './listen.ts';
import { EVIL_HELLO } from './scene-pages.ts';

/** What stands between browsers and the hub: a network that can break, and notes of what passed. */
export interface HubFront {
  readonly origin: string;
  readonly seen: { readonly addresses: string[]; readonly sessions: number[]; cookies: number; streams: number; openStreams: number; readonly bearers: string[] };
  /** Streams break after so many events; `silent` ones say nothing at all, `away` ones are refused. */
  network: { readonly is: 'whole' | 'silent' | 'away' } | { readonly is: 'breaking'; readonly afterEvents: number };
  /** Ends all streams that are open. */
  breakNow(): void;
  close(): Promise<void>;
}

type Serve = (request: Request) => Promise<Response>;

export async function createHubFront({ serve, toNodeListener: listener }: { readonly serve: Serve; readonly toNodeListener: typeof toNodeListener }): Promise<HubFront> {
  const seen: HubFront['seen'] = { addresses: [], sessions: [], cookies: 0, streams: 0, openStreams: 0, bearers: [] };
  const state: { network: HubFront['network'] } = { network: { is: 'whole' } };
  const streams = new Set<ServerResponse>();

  async function pass(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    seen.addresses.push(request.url);
    if (request.headers.has('cookie')) seen.cookies += 1;
    // A page of the hub's own origin that is not the panel.
    if (pathname === '/hello') return new Response(EVIL_HELLO, { headers: { 'content-type': 'text/html' } });
    if (pathname.startsWith('/unguarded/')) return withoutPolicy(await serve(new Request(request.url.replace('/unguarded/', '/'), request)));
    if (pathname === '/v1/desk/stream') return await streamed(request);
    const response = await serve(request);
    if (pathname === '/v1/session') seen.sessions.push(response.status);
    return response;
  }

  async function streamed(request: Request): Promise<Response> {
    seen.streams += 1;
    const { network } = state;
    if (network.is === 'away') return new Response(null, { status: 503 });
    if (network.is === 'silent') return new Response(new ReadableStream({}), { headers: { 'content-type': 'text/event-stream' } });
    const response = await serve(request);
    if (response.body === null || !response.ok) return response;
    return new Response(response.body.pipeThrough(cutAfter(network.is === 'breaking' ? network.afterEvents : Number.POSITIVE_INFINITY)), response);
  }

  const server = await listenAs('127.0.0.1', (request, response) => {
    if (request.url === '/v1/desk/stream') {
      seen.openStreams += 1;
      streams.add(response);
      seen.bearers.push(request.headers.authorization ?? '');
      response.once('close', () => {
        seen.openStreams -= 1;
        streams.delete(response);
      });
    }
    listener(pass)(request, response);
  });
  return {
    origin: server.origin, seen, close: server.close,
    breakNow: () => streams.forEach((stream) => stream.destroy()),
    get network() {
      return state.network;
    },
    set network(to) {
      state.network = to;
    },
  };
}

function withoutPolicy(response: Response): Response {
  const bare = new Response(response.body, response);
  bare.headers.delete('content-security-policy');
  return bare;
}

/** Ends in the midst of an event. */
function cutAfter(events: number): TransformStream<Uint8Array, Uint8Array> {
  let left = events;
  return new TransformStream({
    transform(chunk, controller) {
      left -= new TextDecoder().decode(chunk).split('\nid: ').length - (chunk[0] === 105 ? 0 : 1);
      controller.enqueue(left < 0 ? chunk.subarray(0, chunk.length - 7) : chunk);
      if (left < 0) controller.terminate();
    },
  });
}
