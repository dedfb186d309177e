import fc from 'fast-check';
import { readyMadeDelivery, readyMadeEvents, type Delivery } from '../../src/adapters/webhook-mapper/simulator/index.ts';
import { damage, mutated, mutation, type HostileRequest, type Json } from './hostile-requests.ts';

const OCCASION = { person: { name: 'Ana Souza', phone: '+5511987654321', email: 'ana@example.com', document: '52998224725' }, number: 7, atMs: Date.UTC(2026, 4, 4) };

/** What platforms send, as trees: a form is one too. */
const parseTree = (text: string): Json => JSON.parse(text) as Json;
const treeOf = (delivery: Delivery): Json => parseTree(JSON.stringify('json' in delivery ? delivery.json : 'form' in delivery ? delivery.form : delivery.text));

interface Base {
  readonly platform: string;
  readonly tree: Json;
  readonly headers: HostileRequest['headers'];
}

const bases: readonly Base[] = Object.entries(readyMadeEvents()).flatMap(([platform, events]) => events.map((event) => {
  const delivery = readyMadeDelivery(platform, event, OCCASION);
  return { platform, tree: treeOf(delivery), headers: Object.entries(delivery.headers ?? {}) };
}));

const inForm = (text: string): string => encodeURIComponent(text.toWellFormed());

/** As PHP writes it; lists without places. */
function pairsOf(value: Json, name: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${inForm(name)}=${inForm(String(value ?? ''))}`];
  const inner = Array.isArray(value) ? value.map((each) => ['', each] as const) : Object.entries(value);
  return inner.flatMap(([key, each]) => pairsOf(each, name === '' ? key : `${name}[${key}]`));
}

const WRITTEN: readonly ((tree: Json) => string)[] = [
  (tree) => JSON.stringify(tree), (tree) => JSON.stringify(tree), (tree) => pairsOf(tree, '').join('&'), (tree) => `payload=${inForm(JSON.stringify(tree))}`, (tree) => JSON.stringify(JSON.stringify(tree)), (tree) => JSON.stringify([tree, tree]),
  (tree) => `${'['.repeat(300)}${JSON.stringify(tree)}${']'.repeat(300)}`,
];
const TYPES = [
  'application/json', 'application/json', 'application/x-www-form-urlencoded', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'application/xml', 'application/json; charset=iso-8859-1',
  'application/json; charset=utf-16le', 'application/json; charset=klingon', 'application/vnd.api+json', '', ';', 'json', 'charset=',
];
const HEADERS: readonly (readonly [string, string])[] = [
  ['content-encoding', 'gzip'], ['vinculo-integration', 'another'], ['vinculo-sent', 'GET ?x=%ff'], ['x-shopify-topic', 'orders/paid'], ['x-hub-signature-256', 'sha256=00'], ['stripe-signature', 't=1,v1=00'], ['x-hook-secret', 'ã'], ['authorization', 'Basic !'],
  ['x-twilio-signature', ''], ['webhook-id', '\u00e9'], ['__proto__', 'x'], ['constructor', 'x'], ['content-length', '7'],
];
const QUERIES = ['', '', '', '?', '?nome=Jo%E3o&phone=11987654321', '?hub.mode=subscribe&hub.challenge=1&hub.verify_token=x', '?__proto__=1&%ff=%', '?signature=00', `?${'a=1&'.repeat(300)}`, '?validationToken=%3Cscript%3E', '?a[b][c]=1'];
const METHODS = ['POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'PUT', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'DELETE'];

/** Deliveries of all platforms, changed, written in every manner, and damaged on the way; most go to the address of their own, by its name. */
export const hostileWebhook = (addresses: ReadonlyMap<string, string>): fc.Arbitrary<HostileRequest> =>
  fc.record({
    base: fc.constantFrom(...bases), mutations: fc.array(mutation, { maxLength: 3 }), write: fc.constantFrom(...WRITTEN), damaged: damage, elsewhere: fc.option(fc.constantFrom(...addresses.values(), 'http://hub.example/hooks/webhook/of-nobody'), { freq: 2, nil: undefined }), query: fc.constantFrom(...QUERIES),
    type: fc.constantFrom(...TYPES), more: fc.array(fc.constantFrom(...HEADERS), { maxLength: 2 }), method: fc.constantFrom(...METHODS),
  }).map(({ base: { platform, tree, headers }, mutations, write, damaged, elsewhere, query, type, more, method }) => ({
    method, url: `${elsewhere ?? addresses.get(platform) ?? ''}${query}`, headers: [...headers, ...more, ['content-type', type] as const], body: damaged(new TextEncoder().encode(write(mutated(tree, mutations)))),
  }));
