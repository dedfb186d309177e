import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeListener } from '../../../../src/adapters/node/index.ts';
import { createUiPages } from '../../../../src/adapters/web/pages/ui-pages.ts';
import { largeAgent, largeMessage, largeRow, type LargeMessage, type LargeRow } from './large-data.ts';

/** A stand-in for a hub: it serves the panel's real files, and answers the desk's routes from what was prepared; it keeps no rule but the pages of lists. */
export interface LargeHub {
  readonly url: string;
  readonly connection: string;
  readonly rows: readonly LargeRow[];
  /** The session that all messages belong to: the first of the list. */
  readonly talk: LargeRow;
  readonly messages: readonly LargeMessage[];
  /** The client of that session writes; tells the text. */
  write(text: string): void;
  /** Something happens in a session of the list. */
  touch(nth: number): void;
  close(): Promise<void>;
}

export interface LargeHubOptions {
  readonly sessions: number;
  readonly messages: number;
  /** Of the page that holds the panel. */
  readonly origin: string;
  /** Answers what the hub does not. */
  beside?(pathname: string): Response | undefined;
}

export async function openLargeHub({ sessions, messages: count, origin, beside = () => undefined }: LargeHubOptions): Promise<LargeHub> {
  const rows = Array.from({ length: sessions }, (_, nth) => largeRow(nth));
  const messages = Array.from({ length: count }, (_, nth) => largeMessage(nth, count));
  const talk: LargeRow = { ...largeRow(0), unread: 0 };
  rows[0] = talk;
  const ui = createUiPages({ origins: async () => await Promise.resolve([origin]) });
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  let seq = 1;

  function tell(type: string, data: object): void {
    const bytes = new TextEncoder().encode(`id: ${++seq}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
    streams.forEach((stream) => stream.enqueue(bytes));
  }

  function say(message: LargeMessage): void {
    messages.push(message);
    tell('message.new', { protocol: talk.protocol, message });
  }

  async function act(path: string, request: Request): Promise<Response> {
    if (path === `sessions/${talk.protocol}/messages`) {
      const { text } = parseWish(await request.text());
      const id = `m${String(messages.length).padStart(6, '0')}`;
      // The answer comes first, as the chat's own word comes later.
      setTimeout(() => say({ ...ofNow(id, text), by: 'agent', agentId: '7', state: 'sent', clientKey: request.headers.get('idempotency-key') }), 20);
    }
    return Response.json({ outcome: 'done' });
  }

  function look(path: string, asked: URLSearchParams): Response {
    const protocol = /^sessions\/(\d+)/.exec(path)?.[1];
    const row = rows.find((each) => each.protocol === protocol);
    if (path === 'me') return Response.json(largeAgent(rows.length));
    if (path === 'counts') return Response.json({ open: rows.length, closed: 0, sent: 0, pending: 0 });
    if (path === 'sessions') return Response.json(pageOf(asked.get('tab') === 'closed' ? [] : rows.filter((each) => isFound(each, asked.get('search') ?? '')), asked));
    if (path === 'sends') return Response.json({ rows: [] });
    if (row !== undefined && path.endsWith('/messages')) return Response.json(olderPage(row === talk ? messages : [], asked));
    if (row !== undefined && path === `sessions/${row.protocol}`) return Response.json({ ...row, parts: ['1'], agents: [{ id: '7', name: 'Bianca Prado' }], comments: [], addresses: {} });
    return Response.json({ type: 'urn:vinculo:problem:not-found', title: 'Nothing is here', status: 404, detail: 'Nothing is here.' }, { status: 404, headers: { 'content-type': 'application/problem+json' } });
  }

  function stream(): Response {
    let own: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        own = controller;
        streams.add(controller);
        controller.enqueue(new TextEncoder().encode(`retry: 1000\nid: ${seq}\nevent: ready\ndata: {}\n\n`));
      },
      cancel() {
        if (own !== undefined) streams.delete(own);
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
  }

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/v1/launch-tokens') return Response.json({ token: 'launch', expiresAt: new Date(Date.now() + 60_000).toISOString() });
    if (pathname === '/v1/session') return Response.json({ bearer: 'bearer', expiresAt: new Date(Date.now() + 600_000).toISOString() });
    if (pathname === '/v1/desk/stream') return stream();
    if (!pathname.startsWith('/v1/desk/')) return await ui(request) ?? beside(pathname) ?? new Response(null, { status: 404 });
    const path = pathname.slice('/v1/desk/'.length);
    return request.method === 'GET' ? look(path, searchParams) : await act(path, request);
  }

  const server = createServer(toNodeListener(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${parsePort(server.address())}`, connection: 'large', rows, talk, messages,
    write: (text) => say({ ...ofNow(`m${String(messages.length).padStart(6, '0')}`, text), by: 'client' }),
    touch(nth) {
      const row = rows[nth];
      if (row !== undefined) tell('session.upsert', { ...row, at: new Date().toISOString(), unread: row.unread + 1 });
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const ofNow = (id: string, text: string): Pick<LargeMessage, 'id' | 'at' | 'text'> & { readonly part: string; readonly kind: string } => ({ id, part: '1', at: new Date().toISOString(), kind: 'text', text });

const isFound = ({ name, phone }: LargeRow, search: string): boolean => name.toLowerCase().includes(search.toLowerCase()) || phone.includes(search);

function pageOf(rows: readonly LargeRow[], asked: URLSearchParams): object {
  const [from, limit] = [Number(asked.get('after') ?? 0), Number(asked.get('limit') ?? 50)];
  return { rows: rows.slice(from, from + limit), ...(from + limit < rows.length ? { next: String(from + limit) } : {}) };
}

function olderPage(messages: readonly LargeMessage[], asked: URLSearchParams): object {
  const [end, limit] = [Number(asked.get('before') ?? messages.length), Number(asked.get('limit') ?? 50)];
  const from = Math.max(0, end - limit);
  return { messages: messages.slice(from, end), ...(from > 0 ? { older: String(from) } : {}) };
}

const parseWish = (body: string): { readonly text: string } => JSON.parse(body) as { text: string };
const parsePort = (address: unknown): number => (address as AddressInfo).port;
