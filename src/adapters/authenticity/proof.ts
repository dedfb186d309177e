import type { RawRequest, Scheme } from '../../ports/index.ts';
import { headerOf, textAt } from './place.ts';
import { isCanonical } from './same-text.ts';
import { refused, type Refusal } from './verdict.ts';

export type Hmac = Extract<Scheme, { readonly kind: 'hmac' }>;

/** What a request offers to show that it is authentic. */
export interface Proof {
  /** Properly written ones only; several while the sender exchanges its secret. */
  readonly signatures: readonly string[];
  /** As it was written, since that is what was signed. */
  readonly timestamp?: string;
  readonly id?: string;
}

const BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;
const COUNT = /^\d{1,15}$/;

/** Reads the proof of a request, or tells what is wrong with it. */
export function readProof(scheme: Hmac, request: RawRequest): Proof | Refusal {
  const text = textAt(scheme.at, request);
  if (text === undefined) return refused('signature-missing');
  const pairs = pairsOf(scheme, text);
  const offered = offeredIn(scheme, pairs ?? text);
  if (offered.length === 0) return refused('signature-missing');
  const signatures = offered.filter((each) => isCanonical(each, scheme.encoding, BYTES[scheme.algorithm]));
  if (signatures.length === 0) return refused('signature-malformed');
  const timestamp = timestampOf(scheme, pairs ?? [], request);
  if (typeof timestamp === 'object') return timestamp;
  const id = scheme.idHeader === undefined ? undefined : headerOf(request, scheme.idHeader);
  if (scheme.idHeader !== undefined && id === undefined) return refused('signature-missing');
  return { signatures, ...(timestamp === undefined ? {} : { timestamp }), ...(id === undefined ? {} : { id }) };
}

type Pair = readonly [name: string, value: string];

function pairsOf({ pairs }: Hmac, text: string): readonly Pair[] | undefined {
  return pairs && text.split(pairs.separator ?? ',').map(pairOf);
}

function pairOf(text: string): Pair {
  const end = text.indexOf('=');
  return end === -1 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
}

function offeredIn({ pairs, list, prefix = '' }: Hmac, found: string | readonly Pair[]): readonly string[] {
  const texts = typeof found === 'string' ? listed(found, list) : found.flatMap(([name, value]) => (name === pairs?.signature ? [value] : []));
  if (list === undefined) return texts.map((text) => (text.startsWith(prefix) ? text.slice(prefix.length) : ''));
  return texts.flatMap((text) => (text.startsWith(prefix) ? [text.slice(prefix.length)] : []));
}

const listed = (text: string, separator: string | undefined): readonly string[] => (separator === undefined ? [text] : text.split(separator));

function timestampOf(scheme: Hmac, pairs: readonly Pair[], request: RawRequest): string | undefined | Refusal {
  const { timestamp, pairs: names } = scheme;
  if (timestamp === undefined && names?.time === undefined) return undefined;
  const written = timestamp?.header === undefined
    ? pairs.flatMap(([name, value]) => (name === names?.time ? [value] : []))
    : [headerOf(request, timestamp.header)].flatMap((text) => text ?? []);
  const [only] = written;
  if (only === undefined) return refused('signature-missing');
  return written.length === 1 && COUNT.test(only) ? only : refused('signature-malformed');
}
