import { verifyAuthenticity } from '../src/adapters/authenticity/index.ts';
import { platforms, takeApart } from '../src/adapters/webhook-mapper/index.ts';
import { signedDelivery } from '../src/adapters/webhook-mapper/simulator/index.ts';
import { instantOf } from '../src/domain/index.ts';
import { compileMapping, mapIncoming, readJson, type CompiledMapping, type Json, type Mapping } from '../src/domain/mapping/index.ts';
import type { RawRequest, Scheme } from '../src/ports/index.ts';
import { hotmartSale, yampiOrder } from './leads/two-kilobytes.ts';
import type { Figure } from './run.ts';

const DELIVERIES = 100;
const LARGE = 1;
/** Many and short, so that some of them have a processor to themselves. */
const ROUNDS = 150;
const KEYS = 20_000;
const SECRET = 'wh_a-secret-of-the-bench';
const NOW_MS = 1_777_899_780_000;
const NOW = instantOf(NOW_MS);

/** Rules that go through every item of a long order. */
const throughItems: Mapping['fields'] = {
  'custom.skus': { from: ['items[].sku'], as: 'options' },
  'custom.last': { from: ['items[sku="SKU-4999"].name'] },
  'custom.like': { from: ['items[name~"number 4999"].price'], as: 'number' },
};

/** A delivery of 2 kB by the presets of a platform that signs and of one that shows a token; and a payload of 1 MB with 20,000 keys. */
export function measureMapping(): readonly Figure[] {
  return [...deliveryFigures('yampi', 'HMAC', yampiOrder), ...deliveryFigures('hotmart', 'token', hotmartSale), ...largeFigures()];
}

function deliveryFigures(id: string, how: string, json: Json): readonly Figure[] {
  const { mapping, scheme, request } = arrived(id, json);
  const compiled = compileMapping(mapping);
  const text = new TextDecoder().decode(request.body);
  const [parse = 0, verified = 0, mapped = 0, whole = 0, apart = 0] = quickestUs(DELIVERIES, [
    () => parsed(text),
    () => isVerified(scheme, request),
    () => readAndMap(compiled, text),
    () => [isVerified(scheme, request), readAndMap(compiled, new TextDecoder().decode(request.body))],
    () => {
      const incoming = takeApart(request);
      return [isVerified(scheme, request), incoming.ok && mapIncoming(compiled, incoming.value)];
    },
  ]);
  const size = `${(request.body.length / 1000).toFixed(1)} kB of ${id} (${how})`;
  return [
    { name: `verify and map ${size}, share of JSON.parse alone`, key: `mappedShareOfParse.${id}`, value: parse / whole, unit: '' },
    { name: `verify and map ${size}`, value: whole, unit: 'us' },
    { name: `verify alone, ${id}`, value: verified, unit: 'us' },
    { name: `read and map alone, ${id}`, value: mapped, unit: 'us' },
    { name: `JSON.parse alone, ${id}`, value: parse, unit: 'us' },
    { name: `verify, take the request apart and map ${size}, share of JSON.parse alone`, value: parse / apart, unit: '' },
  ];
}

/** As a long order, and as a form with as many fields. */
const LARGE_BODIES: Readonly<Record<string, Json>> = {
  'in 5,000 items': { ...hotmartSale, items: Array.from({ length: KEYS / 4 }, (_, at) => ({ sku: `SKU-${at}`, name: `Item number ${at} of a long order`, price: at / 100, note: 'x'.repeat(130) })) },
  'in one object': { ...hotmartSale, ...Object.fromEntries(Array.from({ length: KEYS }, (_, at) => [`field_${at}`, `${at} ${'x'.repeat(30)}`])) },
};

function largeFigures(): readonly Figure[] {
  const { mapping: { each: _, ...whole } } = arrived('hotmart', hotmartSale);
  const compiled = compileMapping({ ...whole, fields: { ...whole.fields, ...throughItems } });
  return Object.entries(LARGE_BODIES).flatMap(([how, json]) => {
    const text = JSON.stringify(json);
    const read = readJson(text);
    const body = read.ok ? read.value : null;
    const [mapped = 0, readAndMapped = 0, parse = 0] = quickestUs(LARGE, [
      () => mapIncoming(compiled, { body, headers: {}, query: {} }),
      () => readAndMap(compiled, text),
      () => parsed(text),
    ]);
    const size = `${(text.length / 1e6).toFixed(2)} MB, ${KEYS.toLocaleString('en')} keys ${how}`;
    return [
      { name: `map ${size}`, value: mapped / 1000, unit: 'ms' },
      { name: `read and map ${size}`, key: 'largeMappedMs', value: readAndMapped / 1000, unit: 'ms' },
      { name: `JSON.parse alone of ${size}`, value: parse / 1000, unit: 'ms' },
    ];
  });
}

/** A delivery as the platform sends it, signed by code of its own. */
function arrived(id: string, json: Json): { readonly mapping: Mapping; readonly scheme: Scheme; readonly request: RawRequest } {
  const platform = platforms.find(id);
  const [choice] = platform?.authenticity ?? [];
  if (platform === undefined || choice === undefined) throw new Error(`The bench knows no platform ${id}.`);
  const { scheme } = choice;
  const request = signedDelivery({ json }, { target: 'https://hub.example.com/hooks/webhook/token', platform: id, secret: SECRET, scheme, atMs: NOW_MS });
  if (!isVerified(scheme, request)) throw new Error(`The delivery of ${id} in the bench does not verify.`);
  return { mapping: platform.mapping, scheme, request };
}

const parsed = (text: string): unknown => JSON.parse(text);

const isVerified = (scheme: Scheme, request: RawRequest): boolean => verifyAuthenticity(scheme, [SECRET], request, NOW).authentic === 'yes';

function readAndMap(compiled: CompiledMapping, text: string): unknown {
  const read = readJson(text);
  return mapIncoming(compiled, { body: read.ok ? read.value : null, headers: {}, query: {} });
}

/** How long each work takes, in microseconds; they take turns, and the quickest round counts: what else runs on the machine only ever adds. */
function quickestUs(times: number, works: readonly (() => unknown)[]): readonly number[] {
  const quickest = works.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [nth, work] of works.entries()) {
      const begun = performance.now();
      for (let done = 0; done < times; done++) work();
      quickest[nth] = Math.min(quickest[nth] ?? Infinity, ((performance.now() - begun) * 1000) / times);
    }
  }
  return quickest;
}
