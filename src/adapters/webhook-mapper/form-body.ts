import qs from 'qs';
import { accepted, rejected, type Result } from '../../domain/kernel/result.ts';
import type { Json } from '../../domain/mapping/mapping.ts';
import { readEncoded } from './body-text.ts';

/** What a form may be at most; the largest seen has 200 fields, four levels deep. */
export const FORM_LIMITS = { fields: 5000, depth: 12, list: 100 } as const;

/**
 * A form as the senders in PHP write it: `fields[name][value]=Ana`, `items[0][sku]=1`, and a name that comes twice is a list. Dots in names stay.
 * What is nested deeper than the limit stays a name; a place in a list beyond the limit makes the list an object, so that it costs nothing.
 */
export function readForm(text: string): Result<Json, 'too-wide'> {
  if (isBeyond(text, FORM_LIMITS.fields)) return rejected('too-wide');
  const { fields, depth, list } = FORM_LIMITS;
  return accepted(parseFields(qs.parse(text, { plainObjects: true, depth, parameterLimit: fields, arrayLimit: list, decoder: readEncoded })));
}

function isBeyond(text: string, fields: number): boolean {
  let count = 1;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) count += 1;
  return count > fields;
}

/** The parsed form with ordinary objects, into which a field called `__proto__` cannot come. */
function parseFields(value: unknown): Json {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(parseFields);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, parseFields(inner)]));
}
