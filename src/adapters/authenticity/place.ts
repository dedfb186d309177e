import type { Place, RawRequest } from '../../ports/index.ts';

/** What stands at a place of a request; absent and empty are the same. */
export function textAt(place: Place, request: RawRequest): string | undefined {
  if ('header' in place) return headerOf(request, place.header);
  if ('query' in place) return new URLSearchParams(queryOf(request.url)).get(place.query) || undefined;
  return fieldOf(new TextDecoder().decode(request.body), place.field);
}

export const headerOf = ({ headers }: RawRequest, name: string): string | undefined => ownText(headers, name.toLowerCase());

/** The query of an address as it was written; addresses that no parser would take have one too. */
export function queryOf(url: string): string {
  const [address = ''] = url.split('#', 1);
  const start = address.indexOf('?');
  return start === -1 ? '' : address.slice(start + 1);
}

function fieldOf(body: string, name: string): string | undefined {
  const read = parseObject(body);
  if (read !== undefined) return ownText(read, name) ?? textBelow(read, name.split('.'));
  const form = new URLSearchParams(body);
  return form.get(name) || form.get(bracketed(name.split('.'))) || undefined;
}

function textBelow(whole: unknown, [name, ...below]: readonly string[]): string | undefined {
  if (name === undefined || !isObject(whole)) return undefined;
  return below.length === 0 ? ownText(whole, name) : textBelow(Object.hasOwn(whole, name) ? whole[name] : undefined, below);
}

/** As PHP writes it: `data[token]`. */
const bracketed = ([first = '', ...below]: readonly string[]): string => first + below.map((name) => `[${name}]`).join('');

function ownText(holder: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function parseObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(body);
    return isObject(read) ? read : undefined;
  } catch {
    // No JSON: then it is a form, or nothing that holds fields.
    return undefined;
  }
}
