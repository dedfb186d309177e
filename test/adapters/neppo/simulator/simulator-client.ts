import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNeppoSimulator, type NeppoSimulator, type NeppoSimulatorOptions } from '../../../../src/adapters/neppo/simulator/index.ts';

/** A JSON answer or webhook, with the fields that some test reads; which of them are there the assertions state. */
export interface Doc {
  readonly id: number;
  readonly description: string;
  readonly name: string;
  readonly phone: string;
  readonly userName: string;
  readonly elementName: string;
  readonly paramType: string;
  readonly sessionId: number | null;
  readonly status: string;
  readonly protocol: string;
  readonly createdAt: string;
  readonly onlyBot: boolean;
  readonly user: Doc;
  readonly attributes: readonly unknown[];
  readonly children: readonly Doc[];
  readonly classificationServices: readonly Doc[];
  readonly results: readonly Doc[];
  readonly size: number;
  readonly access_token: string;
  readonly refresh_token: string;
  readonly error: string;
  readonly fault: { readonly code: number };
  readonly field: string;
  readonly known: readonly string[];
  readonly entity: string;
  readonly action: string;
  readonly type: string;
  readonly content: Doc | string;
  readonly now: number;
  readonly users: readonly Doc[];
  readonly groups: readonly Doc[];
  readonly sessions: readonly Doc[];
  readonly faults: readonly unknown[];
  readonly webhooks: unknown;
  readonly deliveries: readonly Doc[] & { readonly pending: number };
}

const parseDoc = (text: string): Doc => JSON.parse(text) as Doc;
const parseText = (text: string): Doc => text as unknown as Doc;

export interface Answer {
  readonly status: number;
  readonly body: Doc;
  readonly headers: Headers;
}

/** Two in the afternoon of 4 May 2026 in Brasília. */
export const TWO_PM = Date.parse('2026-05-04T14:00:00-03:00');

/** A simulator on a clock that stands still, with a caller that holds a live token. */
export async function aSimulator(options: NeppoSimulatorOptions = {}) {
  const neppo = await createNeppoSimulator({
    clock: { now: () => TWO_PM },
    webhookRetry: { delaysMs: [5, 5, 5, 5], timeoutMs: 1000 },
    ...options,
  });
  let token = (await mintToken(neppo)).body.access_token;
  const call = (method: string, path: string, body?: unknown): Promise<Answer> => request(neppo.url + path, { method, body, token });
  return {
    neppo,
    /** For tests that wind the clock by more than the hour that a token lives. */
    renew: async () => {
      token = (await mintToken(neppo)).body.access_token;
    },
    post: (path: string, body?: unknown) => call('POST', path, body),
    get: (path: string) => call('GET', path),
    list: (entity: string, body: unknown = {}) => call('POST', `/chatapi/1.0/api/${entity}`, body),
    sim: (path: string, body?: unknown) => request(`${neppo.url}/_sim/${path}`, { method: body === undefined ? 'GET' : 'POST', body }),
  };
}

export function mintToken({ url, credentials }: NeppoSimulator, form: Record<string, string> = {}): Promise<Answer> {
  const { consumerKey, consumerSecret, username, password } = credentials;
  const body = new URLSearchParams({ grant_type: 'password', username, password, ...form });
  const authorization = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
  return answerOf(fetch(`${url}/oauth2/token`, { method: 'POST', headers: { authorization }, body }));
}

interface Request {
  readonly method?: string;
  readonly body?: unknown;
  readonly token?: string;
  readonly signal?: AbortSignal;
}

export async function request(url: string, { method = 'POST', body, token, signal }: Request): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  return answerOf(fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(signal ? { signal } : {}) }));
}

async function answerOf(reply: Promise<Response>): Promise<Answer> {
  const { status, headers, ...rest } = await reply.then(async (got) => ({ status: got.status, headers: got.headers, text: await got.text() }));
  const isJson = headers.get('content-type')?.includes('json') === true;
  return { status, headers, body: isJson ? parseDoc(rest.text) : parseText(rest.text) };
}

const parsePort = (address: unknown): number => (address as AddressInfo).port;

/** The rows of an answer that is a bare array. */
export const docsOf = ({ body }: Answer): readonly Doc[] => body as unknown as readonly Doc[];

/** A receiver of webhooks that notes what came and answers what it is told. */
export async function aReceiver(statuses: number[] = []) {
  const received: Doc[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Uint8Array[] = [];
    incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const status = statuses.shift() ?? 200;
      if (status < 300) received.push(parseDoc(text));
      outgoing.writeHead(status).end();
    });
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const port = parsePort(server.address());
  const close = () => new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${port}/hooks/neppo/t`, received, listen: () => listen(port), close };
}

/** The row in a webhook, whether it came as an object or as text. */
export function contentOf(webhook: Doc | undefined): Doc {
  const content = webhook?.content ?? 'null';
  return typeof content === 'string' ? parseDoc(content) : content;
}

/** The row at a place that has one. */
export function rowAt(rows: readonly Doc[], index = 0): Doc {
  const row = rows.at(index);
  if (row === undefined) throw new Error(`There is no row ${index}, only ${rows.length}.`);
  return row;
}
