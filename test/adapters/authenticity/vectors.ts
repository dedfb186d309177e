import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { RawRequest, Scheme } from '../../../src/ports/index.ts';
import { platforms } from '../../../src/adapters/webhook-mapper/index.ts';
import { sampleBytes, samples } from '../../samples.ts';
import { aRequest } from './a-request.ts';

/** A captured delivery, the way in which its platform signs, and the secret that it was signed with. */
export interface Vector {
  readonly name: string;
  readonly platform: string;
  readonly request: RawRequest;
  readonly secret: string;
  readonly signedAtMs: number;
  readonly bodySha256?: string;
  /** Nothing is signed: the address alone, or a header that the account chose. */
  readonly unsigned: boolean;
}

const DURING_2026_MS = 1_767_225_600_000;
/** In the headers of VTEX' samples: what the account chose when it set the hook up. */
const CHOSEN_AT_VTEX = 'valor-escolhido-na-configuracao';

const foreign = z.object({
  vectors: z.array(z.object({
    platform: z.string(), body: z.string(), bodySha256: z.string(), headersFile: z.string(), secret: z.string().optional(),
    timestamp: z.number().optional(), url: z.string().optional(), unsigned: z.boolean().optional(),
  })),
});
const brazilian = z.object({ vectors: z.array(z.object({ file: z.string(), key: z.string(), where: z.string(), expected: z.string() })) });
const headers = z.record(z.string(), z.string());

/** Every vector that there is, in both files; to be called within a test. */
export const readVectors = (): readonly Vector[] => [...readForeign(), ...readBrazilian()];

function readForeign(): readonly Vector[] {
  return foreign.parse(samples('webhooks', 'VECTORS.international.json')).vectors.map((each) => ({
    name: `${each.platform} ${each.body}`,
    platform: each.platform,
    request: aRequest({
      body: bytesOf(each.body),
      headers: inLowerCase(headers.parse(samples('webhooks', each.headersFile))),
      ...(each.url === undefined ? {} : { url: each.url }),
    }),
    secret: each.secret ?? CHOSEN_AT_VTEX,
    signedAtMs: momentOf(each.timestamp),
    bodySha256: each.bodySha256,
    unsigned: each.unsigned ?? false,
  }));
}

function readBrazilian(): readonly Vector[] {
  return brazilian.parse(samples('webhooks', 'VECTORS.brazil.json')).vectors.map(({ file, key, where, expected }) => ({
    name: file,
    platform: file.split('/', 1)[0] ?? '',
    request: aRequest({ body: bytesOf(file), ...proofAt(where, expected) }),
    secret: key,
    signedAtMs: DURING_2026_MS,
    unsigned: false,
  }));
}

/** Where the file says in words that the signature stands: `header x-signature`, `query parameter signature`. */
function proofAt(where: string, signature: string): Partial<Pick<RawRequest, 'url' | 'headers'>> {
  const name = (where.split(' ').at(-1) ?? '').toLowerCase();
  if (where.startsWith('header ')) return { headers: { [name]: signature } };
  return { url: `${aRequest().url}?${name}=${signature}` };
}

/** The ways that the preset of the vector's platform has, but for the address alone, which proves nothing. */
export function schemesOf({ platform, unsigned }: Vector): readonly Scheme[] {
  if (unsigned && platform !== 'vtex') return [{ kind: 'address-alone' }];
  const presets = (presetsOf[platform] ?? [platform]).flatMap((id) => platforms.find(id) ?? []);
  const ways = presets.flatMap(({ authenticity }) => authenticity.map(({ scheme }) => scheme));
  return ways.filter((scheme, place) => scheme.kind !== 'address-alone' && ways.findIndex((other) => isDeepStrictEqual(other, scheme)) === place);
}

/** Where the vectors know a platform by another name than ours. */
const presetsOf: Readonly<Record<string, readonly string[]>> = { svix: ['standard-webhooks'], meta: ['meta-lead-ads', 'whatsapp'] };

const momentOf = (timestamp: number | undefined): number =>
  timestamp === undefined ? DURING_2026_MS : timestamp > 1e12 ? timestamp : timestamp * 1000;

function bytesOf(file: string): Uint8Array {
  const bytes = sampleBytes('webhooks', file);
  if (bytes === undefined) throw new Error(`A vector names ${file}, which is not among the samples.`);
  return bytes;
}

const inLowerCase = (given: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
