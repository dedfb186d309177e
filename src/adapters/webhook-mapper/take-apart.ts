import { accepted, type Result } from '../../domain/kernel/result.ts';
import type { Incoming } from '../../domain/mapping/mapping.ts';
import type { RawRequest } from '../../ports/platform.ts';
import { readEncoded } from './body-text.ts';
import { decodeBody, type UnreadableBody } from './decode-body.ts';

/** A request as the mapping reads it (WHK-02). What comes by GET carries its fields in its address, so they stand for a body. */
export function takeApart(request: RawRequest): Result<Incoming, UnreadableBody> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const query = queryOf(request.url);
  const body = decodeBody(request.body, headers['content-type']);
  if (!body.ok) return body;
  const sent = request.method.toUpperCase() === 'GET' && body.value === null && Object.keys(query).length > 0 ? query : body.value;
  return accepted({ body: sent, headers, query });
}

/** Of a name that comes twice, the first. */
function queryOf(url: string): Readonly<Record<string, string>> {
  if (!URL.canParse(url, 'https://hub.invalid')) return {};
  const pairs = new URL(url, 'https://hub.invalid').search.slice(1).split('&').filter((pair) => pair !== '').map((pair): readonly [string, string] => {
    const [name = ''] = pair.split('=', 1);
    return [readEncoded(name), readEncoded(pair.slice(name.length + 1))];
  });
  return Object.fromEntries(pairs.toReversed());
}
