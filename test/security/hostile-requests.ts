import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as z from 'zod';
import type { AgentRoute } from '../../src/adapters/http/agent-route.ts';
import { deskRoutes } from '../../src/adapters/http/desk-routes.ts';
import { sendRoutes } from '../../src/adapters/http/send-routes.ts';
import { aSessionRow } from '../adapters/neppo/a-webhook.ts';
import type { Account } from './real-readers.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A request as data, so that a failing one can be read and shrunk. */
export interface HostileRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | undefined;
}

const fixtures = (platform: string): readonly Json[] =>
  readdirSync(`test/fixtures/${platform}`).map((file) => JSON.parse(readFileSync(`test/fixtures/${platform}/${file}`, 'utf8')) as Json);

const wholeSession: Json = JSON.parse(JSON.stringify({ type: 'ENTITY', entity: 'ChatSession', action: 'UPDATE', content: aSessionRow() })) as Json;
const BODIES: Readonly<Record<'neppo' | 'ploomes' | 'v1', readonly Json[]>> = {
  neppo: [wholeSession, ...fixtures('neppo')],
  ploomes: fixtures('ploomes'),
  v1: [
    { ids: ['01a20000-0000-7000-8000-000000000000'], settings: 'then' }, { filter: { state: 'set-aside', reason: 'payload-malformed' }, expected: 3 },
    { filter: { phone: '(11) 98765-4321', from: '2026-05-04', replayed: 'no' } }, { filter: { email: 'a@b.example', connection: 'acme' }, limit: 10, after: 'x' },
    { body: '{"entity":"Agent"}', settings: 'now' }, { name: 'Ana', connections: ['acme'], role: 'see' }, {},
  ],
};

const MEANINGFUL = ['__proto__', 'constructor', 'prototype', 'toString', 'length', 'id', 'Id', 'content', 'entity', 'New', 'Old', 'user', 'phone', 'protocol', 'createdAt', 'sessionId', 'ids', 'filter', '', '\u0000', 'ã', '\ud800'];
const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(null, true, false, 0, -1, 1e308, -0.1, 2 ** 53, '', ' ', '0', 'null', '5511987654321', '+55 (11) 98765-4321', '2026-05-04T12:00:00', '2026-13-45', '9999999999999', 'CLOSED', 'OPEN', '\u0000', '\ud800', '\u202e', '{"id":1}', '[', '"{\\"id\\":7}"'),
  fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger(), fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 1, max: 3_000 }).map((length) => 'x'.repeat(length)),
);
const anything: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 4 }) },
  { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...MEANINGFUL), scalar, { maxKeys: 4 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 80 }).map((depth) => Array.from({ length: depth }).reduce<Json>((inner) => [inner], 1)) },
);

interface Mutation {
  readonly at: number;
  readonly act: 'put' | 'remove' | 'add' | 'rename' | 'encode';
  readonly key: string;
  readonly value: Json;
}
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat({ max: 60 }), act: fc.constantFrom('put', 'put', 'remove', 'add', 'rename', 'encode'), key: fc.constantFrom(...MEANINGFUL), value: anything,
});

/** Every place of a document, as the object that holds it and its name there. */
function placesIn(value: Json): readonly (readonly [holder: { [key: string]: Json }, key: string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as { [key: string]: Json };
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesIn(holder[key] ?? null)]);
}

export function mutated(base: Json, mutations: readonly Mutation[]): Json {
  const whole: { [key: string]: Json } = { root: structuredClone(base) };
  for (const { at, act, key, value } of mutations) {
    const places = placesIn(whole);
    const [holder, name] = places[at % places.length] ?? [whole, 'root'];
    if (act === 'remove') Reflect.deleteProperty(holder, name);
    else if (act === 'encode') holder[name] = JSON.stringify(holder[name] ?? null);
    else if (act === 'put' || Array.isArray(holder)) holder[name] = structuredClone(value);
    else Object.defineProperty(holder, key, { value: act === 'rename' ? holder[name] ?? null : structuredClone(value), enumerable: true, configurable: true, writable: true });
    if (act === 'rename' && key !== name) Reflect.deleteProperty(holder, name);
  }
  return whole['root'] ?? null;
}

/** What happens to bytes on the way: cut off, changed, repeated, with a byte order mark before them. */
export const damage: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc.oneof(
  { weight: 12, arbitrary: fc.constant((bytes: Uint8Array) => bytes) },
  { weight: 1, arbitrary: fc.nat({ max: 2_000 }).map((at) => (bytes: Uint8Array) => bytes.slice(0, at)) },
  { weight: 1, arbitrary: fc.tuple(fc.nat({ max: 2_000 }), fc.nat({ max: 255 })).map(([at, byte]) => (bytes: Uint8Array) => bytes.with(at % Math.max(1, bytes.length), byte)).map((change) => (bytes: Uint8Array) => (bytes.length === 0 ? bytes : change(bytes))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((noise) => () => noise) },
  { weight: 1, arbitrary: fc.constant((bytes: Uint8Array) => Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes)) },
);

const bodyOf = (kind: keyof typeof BODIES): fc.Arbitrary<Uint8Array> =>
  fc.tuple(fc.constantFrom(...BODIES[kind]), fc.array(mutation, { maxLength: 4 }), damage)
    .map(([base, mutations, damaged]) => damaged(new TextEncoder().encode(JSON.stringify(mutated(base, mutations)))));

const headerValue = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 60 });
const headers = (needed: readonly (readonly [string, string])[]): fc.Arbitrary<HostileRequest['headers']> =>
  fc.array(fc.tuple(fc.constantFrom('content-type', 'content-length', 'x-forwarded-for', 'traceparent', 'idempotency-key', 'authorization', 'cookie', 'accept', 'x-ploomes-validation-key', 'constructor', '__proto__'), headerValue), { maxLength: 3 })
    .map((some) => [...some.filter(([name]) => !needed.some(([known]) => known === name)), ...needed]);

/** Half a surrogate pair cannot be encoded. */
const inAddress = (text: string): string => encodeURIComponent(text.toWellFormed());

const METHODS = ['POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'PROPFIND'];
const segment = fc.oneof(
  fc.constantFrom('hooks', 'neppo', 'ploomes', 'v1', 'deliveries', 'keys', 'secrets', 'rotate', 'replay', 'search', 'count', 'metrics', 'healthz', 'readyz', 'openapi.json', '..', '.', '%2e%2e', '%00', '%', '%zz', '%c0%ae', '__proto__', 'constructor', ''),
  fc.string({ maxLength: 30 }).map(inAddress), fc.integer({ min: 1, max: 9_000 }).map((length) => 'a'.repeat(length)),
);

const QUERY = ['state', 'connection', 'source', 'kind', 'reason', 'lane', 'cause', 'limit', 'after', 'phone', 'email', 'session', 'from', 'until', 'replayed', 'constructor', '__proto__', 'x'];
const VALUES = ['set-aside', 'pending', 'acme', 'neppo', '1', '0', '201', '-1', '1e3', 'yes', '2026-05-04', '7d', '5511987654321', 'a@b.example', "' or 1=1 --", '%', '\u0000'];
const query = fc.array(fc.tuple(fc.constantFrom(...QUERY), fc.oneof(fc.constantFrom(...VALUES), fc.string({ maxLength: 30 }))), { maxLength: 4 })
  .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${inAddress(value)}`).join('&')}`));

const V1_POSTS = ['/v1/deliveries/search', '/v1/deliveries/count', '/v1/deliveries/replay', '/v1/deliveries/x/edit-and-replay', '/v1/keys', '/v1/keys/x/withdraw', '/v1/secrets/rotate'];
const V1_GETS = ['/v1/deliveries', '/v1/deliveries/x', '/v1/keys', '/v1/openapi.json', '/healthz'];

/** Values that a schema would take, and some that it would not. */
function fitting(schema: z.core.JSONSchema.BaseSchema): fc.Arbitrary<Json> {
  if (schema.const !== undefined) return fc.constant(parseValue(schema.const));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum.map(parseValue));
  const either = [...schema.anyOf ?? [], ...schema.oneOf ?? []].filter((each) => typeof each === 'object');
  if (either.length > 0) return fc.oneof(...either.map(fitting));
  switch (schema.type) {
    case 'object': {
      const known = Object.entries(schema.properties ?? {}).flatMap(([name, each]) => (typeof each === 'object' ? [[name, fitting(each)] as const] : []));
      return fc.record(Object.fromEntries(known), { requiredKeys: schema.required ?? [] }).map((value) => ({ ...value }));
    }
    case 'array': return fc.array(typeof schema.items === 'object' && !Array.isArray(schema.items) ? fitting(schema.items) : scalar, { maxLength: 3 });
    case 'integer': return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 1_000 });
    case 'string': return fc.oneof(fc.constantFrom<Json[]>('1', '7', '5511987654321', 'João', '2026-05-04T12:00:00Z', 'a@b.example'), fc.string({ unit: 'binary', maxLength: 30 }));
    default: return scalar;
  }
}

/** What a description of bodies says of one value is JSON. */
const parseValue = (value: unknown): Json => value as Json;

/** The desk's routes, each with bodies after its own schema, some of them changed on the way. */
export function hostileDeskRequest(bearer: string): fc.Arbitrary<HostileRequest> {
  const shown = fc.constantFrom<readonly (readonly [string, string])[]>([['authorization', `Bearer ${bearer}`]], [['authorization', `Bearer ${bearer}`]], [['authorization', `Bearer ${bearer}`]], [['authorization', 'Bearer wrong']], []);
  const key = fc.oneof({ weight: 5, arbitrary: fc.uuid().map((id) => [['idempotency-key', id] as const]) }, { weight: 1, arbitrary: fc.constant([]) });
  const name = fc.oneof(fc.constantFrom('WA1', 'recording:1', '1', '__proto__', '%00', '..'), fc.string({ maxLength: 20 }).map(inAddress));
  const one = ({ method, path, body }: AgentRoute): fc.Arbitrary<HostileRequest> => {
    const address = fc.tuple(fc.array(name, { minLength: 3, maxLength: 3 }), query).map(([names, search]) => `http://hub.example${path.replaceAll(/:\w+/g, () => names.pop() ?? 'x')}${search}`);
    const sent = fc.tuple(fitting(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' })), fc.array(mutation, { maxLength: 2 }), damage)
      .map(([base, mutations, damaged]) => damaged(new TextEncoder().encode(JSON.stringify(mutated(base, mutations)))));
    return fc.record({ method: fc.constant(method.toUpperCase()), url: address, headers: fc.tuple(shown, key).chain(([pass, own]) => headers([...pass, ...own])), body: sent });
  };
  return fc.oneof(...DESK_ROUTES.filter(({ path }) => !path.endsWith('/stream')).map(one));
}

/** Read for what they describe; none is served from here. */
const DESK_ROUTES: readonly AgentRoute[] = [...deskRoutes(parseNoDesk({})), ...sendRoutes(parseNoSends({}))];
function parseNoDesk(desk: object): Parameters<typeof deskRoutes>[0] {
  return desk as Parameters<typeof deskRoutes>[0];
}
function parseNoSends(desk: object): Parameters<typeof sendRoutes>[0] {
  return desk as Parameters<typeof sendRoutes>[0];
}

/** Requests that nobody should send, for this account of a hub: most are nearly right. */
export function hostileRequest({ hooks, validationKey }: Pick<Account, 'hooks' | 'validationKey'>, operatorKey: string): fc.Arbitrary<HostileRequest> {
  const origin = 'http://hub.example';
  const key = fc.constantFrom<readonly (readonly [string, string])[]>([['x-ploomes-validation-key', validationKey]], [['x-ploomes-validation-key', validationKey]], [['x-ploomes-validation-key', 'wrong']], []);
  const bearer = fc.constantFrom<readonly (readonly [string, string])[]>([['authorization', `Bearer ${operatorKey}`]], [['authorization', `Bearer ${operatorKey}`]], [['authorization', 'Bearer wrong']], []);
  return fc.oneof(
    { weight: 8, arbitrary: fc.record({ method: fc.constant('POST'), url: fc.constant(hooks.neppo), headers: headers([]), body: bodyOf('neppo') }) },
    { weight: 5, arbitrary: key.chain((shown) => fc.record({ method: fc.constant('POST'), url: fc.constant(hooks.ploomes), headers: headers(shown), body: bodyOf('ploomes') })) },
    { weight: 5, arbitrary: bearer.chain((shown) => fc.record({ method: fc.constant('POST'), url: fc.constantFrom(...V1_POSTS).map((path) => `${origin}${path}`), headers: headers(shown), body: bodyOf('v1') })) },
    { weight: 4, arbitrary: bearer.chain((shown) => fc.record({
      method: fc.constant('GET'), url: fc.tuple(fc.constantFrom(...V1_GETS), query).map(([path, search]) => `${origin}${path}${search}`), headers: headers(shown), body: fc.constant(undefined),
    })) },
    { weight: 3, arbitrary: bearer.chain((shown) => fc.record({
      method: fc.constantFrom(...METHODS), url: fc.tuple(fc.array(segment, { maxLength: 5 }), query).map(([path, search]) => `${origin}/${path.join('/')}${search}`), headers: headers(shown), body: bodyOf('v1'),
    })) },
    { weight: 1, arbitrary: fc.record({ method: fc.constantFrom(...METHODS), url: fc.constantFrom(hooks.neppo, hooks.ploomes, `${hooks.neppo}x`, hooks.neppo.replace('neppo', 'ploomes')), headers: headers([]), body: bodyOf('neppo') }) },
  );
}

/** `undefined` for what the platform itself makes no request of. */
export function buildRequest({ method, url, headers: pairs, body }: HostileRequest): Request | undefined {
  try {
    const takesBody = body !== undefined && method !== 'GET' && method !== 'HEAD';
    return new Request(url, { method, headers: pairs.map(([name, value]): [string, string] => [name, value]), ...(takesBody ? { body: Uint8Array.from(body) } : {}) });
  } catch {
    return undefined;
  }
}
