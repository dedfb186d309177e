import type { Json } from './mapping.ts';

/** The members of a JSON object, as they came. */
export type JsonObject = { readonly [key: string]: Json };

/** Whether it is an object, neither a list nor nothing. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is a list. `Array.isArray` alone does not see readonly lists. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Names that mean something to the language itself: nothing is read from them and nothing is written under them. */
const INERT: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a name is one of those that are never followed. */
export const isInert = (key: string): boolean => INERT.has(key);

/** What an object holds itself under a name; what it inherits is not there. */
export const memberOf = (value: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(value, key) && !INERT.has(key) ? value[key] : undefined;

/** Whether there is a value: empty texts, lists and objects are none. */
export function hasValue(value: Json | undefined): value is Exclude<Json, null> {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value !== 'object') return true;
  return isList(value) ? value.some(hasSomething) : hasKeys(value);
}

const hasSomething = (entry: Json): boolean => entry !== null && entry !== '';

function hasKeys(value: JsonObject): boolean {
  for (const key in value) if (Object.hasOwn(value, key) && !INERT.has(key)) return true;
  return false;
}
