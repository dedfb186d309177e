import { isUtf8 as isValidUtf8 } from 'node:buffer';
import type { IntegrationId } from '../../../domain/index.ts';
import { parsePath, type Json, type ParsedPath } from '../../../domain/mapping/index.ts';
import type { NewDelivery, Platform, RawRequest, Scheme } from '../../../ports/index.ts';

/** Names of our own among a kept delivery's headers; whatever a sender puts there is not kept. */
const INTEGRATION = 'vinculo-integration';
const SENT = 'vinculo-sent';

/** Credentials and traces of the sender's own. */
const NOT_KEPT: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'traceparent', 'tracestate', 'baggage', INTEGRATION, SENT]);

type Kept = Pick<NewDelivery, 'headers' | 'body'>;

/** What is not kept of one request, by where it stands. */
interface Hidden {
  readonly headers: ReadonlySet<string>;
  readonly query: ReadonlySet<string>;
  /** Of the body. */
  readonly paths: readonly ParsedPath['segments'][];
}

/**
 * A delivery as it may be kept: without what authenticates it by being shown, and without what its platform is known to send and nobody needs.
 * It stays byte for byte as it came where there was nothing to take out; else it is kept as the JSON that it says.
 *
 * @param body - as it was understood; absent where nobody can.
 */
export function keptRequest(request: RawRequest, integration: IntegrationId, { platform, scheme }: { readonly platform: Platform; readonly scheme: Scheme }, body: Json | undefined): Kept {
  const hidden = hiddenOf(platform, scheme);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => !hidden.headers.has(name)));
  const cleaned = body === undefined ? undefined : hidden.paths.reduce(without, body);
  const text = new TextDecoder('utf-8').decode(request.body);
  const asItCame = cleaned === undefined || (cleaned === body && isUtf8(headers['content-type']) && !isGarbled(text, request.body));
  return {
    body: asItCame ? text : JSON.stringify(cleaned),
    headers: {
      ...headers,
      ...(asItCame ? {} : { 'content-type': 'application/json' }),
      [INTEGRATION]: integration,
      [SENT]: `${request.method.toUpperCase()} ${queryWithout(request.url, hidden.query)}`,
    },
  };
}

/** The integration that a kept delivery came to. */
export const integrationOf = ({ headers }: Pick<Kept, 'headers'>): IntegrationId | undefined => parseIntegration(headers[INTEGRATION]);

/** The request once more, as far as it was kept. */
export function requestOf({ headers, body }: Kept): RawRequest {
  const [method = 'POST', query = ''] = (headers[SENT] ?? '').split(' ');
  return { method, url: `https://hub.invalid/${query}`, headers, body: new TextEncoder().encode(body) };
}

function hiddenOf({ unkept = [] }: Platform, scheme: Scheme): Hidden {
  const shown = scheme.kind === 'shown' ? [scheme.at].flat() : [];
  const paths = [...unkept, ...shown.flatMap((at) => ('field' in at ? [at.field] : []))].flatMap((path) => {
    const parsed = parsePath(path);
    return parsed.ok ? [parsed.value] : [];
  });
  const named = (root: ParsedPath['root']): readonly string[] => paths.flatMap(({ root: own, segments: [first] }) => (own === root && first?.kind === 'key' ? [first.key] : []));
  return {
    headers: new Set([...NOT_KEPT, ...shown.flatMap((at) => ('header' in at ? [at.header.toLowerCase()] : [])), ...named('headers').map((name) => name.toLowerCase())]),
    query: new Set([...shown.flatMap((at) => ('query' in at ? [at.query] : [])), ...named('query')]),
    paths: paths.flatMap(({ root, segments }) => (root === 'item' || root === 'root' ? [segments] : [])),
  };
}

function queryWithout(url: string, hidden: ReadonlySet<string>): string {
  const { search, searchParams } = new URL(url);
  if (![...hidden].some((name) => searchParams.has(name))) return search; // its letters may be Latin-1, which to write it anew would lose
  for (const name of hidden) searchParams.delete(name);
  return searchParams.size === 0 ? '' : `?${searchParams.toString()}`;
}

const isUtf8 = (contentType = ''): boolean => {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase();
  return charset === undefined || charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii';
};

/** Senders that do not tell their charset may write Latin-1: as UTF-8 its letters would be gone, although the body was understood. */
const isGarbled = (text: string, body: Uint8Array): boolean => text.includes('\uFFFD') && !isValidUtf8(body);

/** A value without what stands at a path, in each entry of a list on the way; the very same value where nothing does. */
function without(value: Json, [segment, ...rest]: ParsedPath['segments']): Json {
  if (segment === undefined || value === null || typeof value !== 'object') return value;
  if (isList(value)) return eachWithout(value, segment.kind === 'all' ? rest : [segment, ...rest]);
  if (segment.kind !== 'key') return value;
  const there = Object.hasOwn(value, segment.key) ? value[segment.key] : undefined;
  if (there === undefined) return value;
  if (rest.length === 0) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== segment.key));
  const left = without(there, rest);
  return left === there ? value : { ...value, [segment.key]: left };
}

function eachWithout(list: readonly Json[], path: ParsedPath['segments']): Json {
  const left = list.map((each) => without(each, path));
  return left.some((each, place) => each !== list[place]) ? left : list;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const parseIntegration = (text: string | undefined): IntegrationId | undefined => text as IntegrationId | undefined;
