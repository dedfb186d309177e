import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OPERATOR_KEY } from '../../../rig/world.ts';

/** A stand-in for the CRM: a page of another origin than the hub's, under a strict policy of its own, and its back end. */
export interface CrmPage {
  readonly origin: string;
  /** The panel's hub and connection; until then nothing is served. */
  openFor(hubUrl: string, connection: string): void;
  close(): Promise<void>;
}

/** `localhost` is another host than `127.0.0.1`, where the hub is, so that browsers keep the two apart. */
export async function openCrmPage(): Promise<CrmPage> {
  let hub: { readonly url: string; readonly connection: string } | undefined;
  const origin = (): string => `http://localhost:${parsePort(server.address())}`;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin());
    if (hub === undefined) return void response.writeHead(503).end();
    if (pathname === '/') return void response.writeHead(200, headersOf(hub.url)).end(HTML);
    if (pathname === '/crm.js') return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(scriptOf(hub.url, hub.connection));
    if (pathname !== '/launch-token') return void response.writeHead(404).end();
    const wish = { connection: hub.connection, agent: searchParams.get('agent') ?? '', origin: origin() };
    void passOn(hub.url, wish).then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: origin(),
    openFor(url, connection) {
      hub = { url, connection };
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What the CRM's back end does: it knows who is logged in, and asks the hub for a token of that agent. */
async function passOn(hubUrl: string, wish: object): Promise<{ readonly status: number; readonly type: string; readonly body: string }> {
  const response = await fetch(`${hubUrl}/v1/launch-tokens`, { method: 'POST', headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/json' }, body: JSON.stringify(wish) }).catch(() => undefined);
  if (response === undefined) return { status: 502, type: 'text/plain', body: '' };
  return { status: response.status, type: response.headers.get('content-type') ?? 'text/plain', body: await response.text() };
}

const HTML = '<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><title>CRM</title><link rel="icon" href="data:,"><script type="module" src="/crm.js"></script></head><body><main><h1>Negócios</h1><button>Do CRM</button></main></body></html>';

const headersOf = (hubUrl: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; script-src 'self' ${hubUrl}; connect-src 'self'; frame-src ${hubUrl}; style-src 'self'; img-src data:; base-uri 'none'`,
});

/** What somebody writes who puts the panel into a page. */
const scriptOf = (hubUrl: string, connection: string): string => `
import { mountPanel } from ${JSON.stringify(`${hubUrl}/ui/loader.js`)};

const asked = new URLSearchParams(location.search);
window.opened = [];
window.panel = mountPanel({
  hub: ${JSON.stringify(hubUrl)}, connection: ${JSON.stringify(connection)},
  token: async () => await fetch('/launch-token?agent=' + encodeURIComponent(asked.get('agent') ?? ''), { method: 'POST' }),
  open: (what) => window.opened.push(what),
  locale: asked.get('locale') ?? 'pt-BR', theme: asked.get('theme') ?? 'light',
});
`;

const parsePort = (address: unknown): number => (address as AddressInfo).port;
