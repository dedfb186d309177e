import { isList, isObject, memberOf } from '../../domain/mapping/json.ts';
import type { Json } from '../../domain/mapping/mapping.ts';

/** Names of members, and places in lists. */
type Keys = readonly (string | number)[];

/** What stands below these; for presets' small functions. Mappings have paths. */
export function jsonAt(json: Json | undefined, ...keys: Keys): Json | undefined {
  let here: Json | undefined = json;
  for (const key of keys) here = stepInto(here, key);
  return here;
}

/** The entries of a list; none where there is no list. */
export const listAt = (json: Json | undefined, ...keys: Keys): readonly Json[] => {
  const here = jsonAt(json, ...keys);
  return isList(here) ? here : [];
};

/** The text of what stands there, numbers included; `undefined` for anything else. A list of one stands for its entry, as `each: '$'` has it. */
export function textAt(json: Json | undefined, ...keys: Keys): string | undefined {
  const here = jsonAt(isList(json) && json.length === 1 ? json[0] : json, ...keys);
  if (typeof here === 'number') return String(here);
  return typeof here === 'string' && here.trim() !== '' ? here.trim() : undefined;
}

function stepInto(json: Json | undefined, key: string | number): Json | undefined {
  if (typeof key === 'number') return isList(json) ? json[key] : undefined;
  return isObject(json) ? memberOf(json, key) : undefined;
}
