import { isList } from './json.ts';
import type { Incoming, Json } from './mapping.ts';
import { withKey } from './write-path.ts';

/** What was seen at one path of received payloads (WHK-04). Holds no values. */
export interface SeenPath {
  readonly path: string;
  /** In how many deliveries with each type: `text`, `number`, `boolean`, `list`, `object`, `null`. */
  readonly types: Readonly<Record<string, number>>;
}

/** The structure of what an integration received, merged. */
export interface SeenStructure {
  /** Of so many deliveries. */
  readonly of: number;
  readonly paths: readonly SeenPath[];
}

/** Beyond, the deeper paths are forgotten, then those later in the alphabet: whatever the order of deliveries, the same remain. */
const MOST_PATHS = 2000;
const DEEPEST = 32;
const LONGEST_KEY = 200;
/** Entries of a list, and names of an object, that are looked at. */
const MOST_MEMBERS = 2000;
const MOST_VALUES = 20_000;

/** Adds what one delivery holds to what was seen before (WHK-04). Entries of a list count as one path, `items[].name`. The order of deliveries does not matter. */
export function mergeStructure(seen: SeenStructure | undefined, incoming: Incoming): SeenStructure {
  const before = seen?.paths ?? [];
  const paths = new Map(before.map((each) => [each.path, each]));
  for (const [path, types] of typesIn(incoming)) paths.set(path, { path, types: counted(paths.get(path)?.types, types) });
  const all = [...paths.values()];
  // Deliveries of one platform mostly look alike: then they stand in their order already.
  return { of: (seen?.of ?? 0) + 1, paths: all.length === before.length ? all : all.toSorted(byDepthThenName).slice(0, MOST_PATHS) };
}

function counted(before: SeenPath['types'] = {}, types: ReadonlySet<string>): SeenPath['types'] {
  const counts: Record<string, number> = { ...before };
  let isNew = false;
  for (const type of types) {
    isNew ||= counts[type] === undefined;
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return isNew ? Object.fromEntries(Object.entries(counts).toSorted(byName)) : counts;
}

const byName = ([a]: readonly [string, number], [b]: readonly [string, number]): number => (a < b ? -1 : 1);

const depthOf = (path: string): number => path.split(/[.[]/, DEEPEST * 2).length;

const byDepthThenName = ({ path: a }: SeenPath, { path: b }: SeenPath): number => depthOf(a) - depthOf(b) || (a < b ? -1 : a > b ? 1 : 0);

/** The types at every path of one delivery. */
function typesIn({ body, headers, query, callback }: Incoming): ReadonlyMap<string, ReadonlySet<string>> {
  const types = new Map<string, Set<string>>();
  const from: Visit[] = [{ path: '', value: body, depth: 0 }, { path: '$headers', value: headers, depth: 0 }, { path: '$query', value: query, depth: 0 }];
  if (callback !== undefined) from.push({ path: '$callback', value: callback, depth: 0 });
  for (const start of from) look(start, types);
  return types;
}

interface Visit {
  readonly path: string;
  readonly value: Json;
  readonly depth: number;
}

/** Level by level and without recursion, so that no payload is too deep; what is shallow is seen first. */
function look(start: Visit, types: Map<string, Set<string>>): void {
  const queue: Visit[] = [start];
  for (let place = 0; place < queue.length && place < MOST_VALUES; place++) {
    const visit = queue[place];
    if (visit === undefined) return;
    if (visit.depth > 0 || start.path === '') note(types, visit);
    if (visit.depth < DEEPEST && queue.length < MOST_VALUES) queue.push(...membersOf(visit));
  }
}

function note(types: Map<string, Set<string>>, { path, value }: Visit): void {
  const name = path === '' ? '$' : path;
  const known = types.get(name);
  if (known === undefined) types.set(name, new Set([typeOf(value)]));
  else known.add(typeOf(value));
}

function membersOf({ path, value, depth }: Visit): readonly Visit[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isList(value)) return value.slice(0, MOST_MEMBERS).map((entry) => ({ path: `${path === '' ? '$' : path}[]`, value: entry, depth: depth + 1 }));
  const members: Visit[] = [];
  for (const [key, member] of Object.entries(value).slice(0, MOST_MEMBERS)) {
    const longer = key === '' || key.length > LONGEST_KEY ? undefined : withKey(path, key);
    if (longer !== undefined) members.push({ path: longer, value: member, depth: depth + 1 });
  }
  return members;
}

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
}
