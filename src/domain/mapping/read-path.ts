import { foldText } from '../contact/fold-text.ts';
import { spend, type Effort } from './effort.ts';
import { isInert, isList, isObject, memberOf, type JsonObject } from './json.ts';
import type { Incoming, Json } from './mapping.ts';
import type { ParsedPath, Segment } from './path.ts';

/** What paths are read from: a delivery, and the item of it that is looked at. */
export interface Scope {
  readonly incoming: Incoming;
  readonly item: Json;
  readonly index: number;
  /** What may still be looked at. @defaultValue no end */
  readonly effort?: Effort;
}

/** A whole delivery as what is looked at. */
export const wholeOf = (incoming: Incoming): Scope => ({ incoming, item: incoming.body, index: 0 });

/** More entries than any form or order has; what lies beyond is not looked at. */
const MOST_ENTRIES = 10_000;
/** More questions than any form asks: to compare without regard to case and accents takes time. */
const MOST_FOLDED = 300;

/** What stands at a path; absent where there is nothing. Never throws, however the body is shaped. */
export function readPath({ root, segments }: ParsedPath, scope: Scope): Json | undefined {
  switch (root) {
    case 'item':
      return follow(scope.item, segments, scope);
    case 'root':
      return follow(scope.incoming.body, segments, scope);
    case 'callback':
      return follow(scope.incoming.callback, segments, scope);
    case 'query':
      return follow(scope.incoming.query, segments, scope);
    case 'headers':
      return readHeader(scope.incoming.headers, segments);
    case 'index':
      return scope.index;
  }
}

function follow(start: Json | undefined, segments: readonly Segment[], scope: Scope, from = 0): Json | undefined {
  let value = start;
  for (let place = from; place < segments.length && value !== undefined; place++) {
    const segment = segments[place];
    if (segment === undefined) return undefined;
    if (segment.kind === 'all') return followAll(value, segments, scope, place + 1);
    value = stepInto(value, segment, scope);
  }
  return value;
}

function stepInto(value: Json, segment: Exclude<Segment, { readonly kind: 'all' }>, scope: Scope): Json | undefined {
  switch (segment.kind) {
    case 'key':
      return step(value, segment.key);
    case 'index':
      return isList(value) ? value[scope.index] : undefined;
    case 'pick':
      return pick(value, segment, scope.effort);
  }
}

function step(value: Json, key: string): Json | undefined {
  if (isObject(value)) return memberOf(value, key);
  return isList(value) && /^\d{1,9}$/.test(key) ? value[Number(key)] : undefined;
}

function followAll(value: Json, segments: readonly Segment[], scope: Scope, from: number): Json | undefined {
  const found: Json[] = [];
  for (const entry of entriesOf(value)) {
    if (!spend(scope.effort, 1 + segments.length - from)) break;
    const there = follow(entry, segments, scope, from);
    if (there === undefined || there === null) continue;
    for (const each of isList(there) ? there : [there]) {
      if (found.length >= MOST_ENTRIES) return found;
      found.push(each);
    }
  }
  return found.length === 0 ? undefined : found;
}

/** Forms make objects of lists with gaps, and XML makes one object of a list of one. */
function entriesOf(value: Json): readonly Json[] {
  if (isList(value)) return value.length > MOST_ENTRIES ? value.slice(0, MOST_ENTRIES) : value;
  if (!isObject(value)) return [];
  const keys = Object.keys(value).filter((key) => !isInert(key));
  return keys.length > 0 && keys.length <= MOST_ENTRIES && keys.every((key) => /^\d+$/.test(key)) ? keys.map((key) => value[key] ?? null) : [value];
}

function pick(value: Json, segment: Segment & { readonly kind: 'pick' }, effort: Effort | undefined): Json | undefined {
  const most = segment.how === 'holds' ? MOST_FOLDED : MOST_ENTRIES;
  if (isList(value)) return value.slice(0, most).find((entry) => answers(entry, segment, effort));
  if (!isObject(value)) return undefined;
  return answers(value, segment, effort) ? value : membersOf(value, most).find((entry) => answers(entry, segment, effort));
}

const membersOf = (value: JsonObject, most: number): readonly Json[] =>
  Object.entries(value).slice(0, most).flatMap(([key, member]) => (isInert(key) ? [] : [member]));

function answers(entry: Json, { by, how, text }: Segment & { readonly kind: 'pick' }, effort: Effort | undefined): boolean {
  if (!spend(effort, by.length)) return false;
  let there: Json | undefined = entry;
  for (const key of by) there = there === undefined ? undefined : step(there, key);
  if (there === undefined || there === null || typeof there === 'object') return false;
  const written = String(there).trim();
  if (how === 'equal') return written === text;
  const looked = written.slice(0, 1000);
  return spend(effort, looked.length + text.length) && foldText(looked).includes(foldText(text));
}

/** Names of headers mean the same in any case; they come in lower case, and a host that passes others is forgiven. */
function readHeader(headers: Readonly<Record<string, string>>, segments: readonly Segment[]): Json | undefined {
  const [first, ...rest] = segments;
  if (first?.kind !== 'key' || rest.length > 0) return segments.length === 0 ? headers : undefined;
  if (Object.hasOwn(headers, first.key)) return headers[first.key];
  const name = Object.keys(headers).find((each) => each.toLowerCase() === first.key);
  return name === undefined ? undefined : headers[name];
}
