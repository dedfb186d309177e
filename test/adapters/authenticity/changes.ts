import type { RawRequest, Scheme } from '../../../src/ports/index.ts';
import type { Vector } from './vectors.ts';

/** One byte of what was signed, changed; and why it may pass all the same, where it may. */
export interface Change {
  readonly what: string;
  readonly request: RawRequest;
  readonly secret: string;
  readonly exempt?: string;
}

/** Turns one letter into its neighbour; hex, base64 and JSON all stay text, and no byte stays what it was. */
const BIT = 1;

/** Every change of one byte of the signed body, of each signed header or parameter, and of the secret: one for each position. */
export function* changesOf(vector: Vector, scheme: Scheme): Generator<Change> {
  yield* ofBody(vector, scheme);
  for (const name of signedHeaders(scheme)) yield* ofHeader(vector, scheme, name);
  yield* ofQuery(vector, scheme);
  for (let at = 0; at < vector.secret.length; at += 1) {
    yield { what: `secret, ${at}`, request: vector.request, secret: changed(vector.secret, at) };
  }
}

function* ofBody({ request, secret }: Vector, scheme: Scheme): Generator<Change> {
  if (scheme.kind === 'shown' || scheme.kind === 'basic') return;
  for (let at = 0; at < request.body.length; at += 1) {
    const body = Uint8Array.from(request.body);
    body[at] = (body[at] ?? 0) ^ BIT;
    const alike = scheme.kind === 'twilio' && decoded(body) === decoded(request.body);
    yield { what: `body, ${at}`, request: { ...request, body }, secret, ...(alike ? { exempt: 'the form reads the same' } : {}) };
  }
}

function* ofHeader({ request, secret }: Vector, scheme: Scheme, name: string): Generator<Change> {
  const value = request.headers[name] ?? '';
  const idle = idleIn(scheme, value);
  for (let at = 0; at < value.length; at += 1) {
    const headers = { ...request.headers, [name]: changed(value, at) };
    const exempt = at < idle ? 'another signature of the list, which need not be ours' : undefined;
    yield { what: `${name}, ${at}`, request: { ...request, headers }, secret, ...(exempt === undefined ? {} : { exempt }) };
  }
}

function* ofQuery({ request, secret }: Vector, scheme: Scheme): Generator<Change> {
  if (!('at' in scheme) || !('query' in scheme.at)) return;
  const start = request.url.indexOf('=') + 1;
  for (let at = start; at < request.url.length; at += 1) {
    yield { what: `query, ${at}`, request: { ...request, url: changed(request.url, at) }, secret };
  }
}

/** How much of a list stands before the last signature: Svix' vectors begin with a wrong one. */
const idleIn = (scheme: Scheme, value: string): number =>
  scheme.kind === 'hmac' && scheme.list !== undefined && value.startsWith(scheme.prefix ?? '') ? Math.max(value.lastIndexOf(scheme.list), 0) : 0;

function signedHeaders(scheme: Scheme): readonly string[] {
  if (scheme.kind === 'twilio') return ['x-twilio-signature'];
  if (!('at' in scheme)) return [];
  const places = 'length' in scheme.at ? scheme.at : [scheme.at];
  const beside = scheme.kind === 'hmac' ? [scheme.timestamp?.header, scheme.idHeader] : [];
  return [...places.flatMap((place) => ('header' in place ? [place.header] : [])), ...beside.flatMap((name) => name ?? [])].map((name) => name.toLowerCase());
}

const changed = (text: string, at: number): string => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ BIT) + text.slice(at + 1);

const decoded = (body: Uint8Array): string => JSON.stringify([...new URLSearchParams(Buffer.from(body).toString())]);
