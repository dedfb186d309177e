import { stretchOf } from './id-stretch.ts';
import { columnReader, compileFilter, unknownProperty } from './odata-filter.ts';
import type { Expand, Query, Value } from './odata-parse.ts';
import type { Kind } from './schema.ts';
import { badRequest } from './wire.ts';
import type { Json, Row } from './wire.ts';
import { linkedRow, linkedRows, targetOf, valueOf } from './world.ts';
import type { World } from './world.ts';

/** No list is longer than this, however large the `$top`; the rest is cut without a word. */
const PAGE_CAP = 300;

const EXPAND_DEPTH = 3;

interface Listing {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** The rows a query asks for, and how many there are before paging. */
export function listRows(world: World, kind: Kind, rows: readonly Row[], query: Query): Listing {
  const shape = createShape(world, kind, query);
  const size = Math.min(query.top ?? PAGE_CAP, PAGE_CAP);
  if (isInOrder(query)) {
    const { page, total } = pageInOrder(world, kind, rows, query, size);
    return { rows: page.map(shape), total };
  }
  const found = selectRows(world, kind, rows, query);
  return { rows: found.slice(query.skip, query.skip + size).map(shape), total: found.length };
}

/** Whether the order that is asked for is that of the numbers, in which tables are kept. */
const isInOrder = ({ orderBy: [first] }: Query): boolean =>
  first === undefined || (!first.descending && first.names.length === 1 && first.names[0] === 'Id');

/** Looks at no more rows than it must: at those behind the number that the filter names, until the page is full. */
function pageInOrder(world: World, kind: Kind, rows: readonly Row[], query: Query, size: number): { readonly page: readonly Row[]; readonly total: number } {
  const test = query.filter ? compileFilter(world, kind, query.filter) : () => true;
  const { from, to, isExact } = stretchOf(rows, query.filter);
  const [first, end] = [query.skip, query.skip + size];
  if (isExact) return { page: rows.slice(Math.min(to, from + first), Math.min(to, from + end)), total: Math.max(0, to - from) };
  const page: Row[] = [];
  let total = 0;
  for (let at = from; at < to && (query.count || total < end); at += 1) {
    const row = rows[at];
    if (row === undefined || !test(row)) continue;
    if (total >= first && total < end) page.push(row);
    total += 1;
  }
  return { page, total };
}

function selectRows(world: World, kind: Kind, rows: readonly Row[], query: Query): readonly Row[] {
  const test = query.filter ? compileFilter(world, kind, query.filter) : () => true;
  const keys = query.orderBy.map(({ names, descending }) => ({
    read: columnReader(world, kind, names),
    sign: descending ? -1 : 1,
  }));
  const found = rows.filter(test);
  if (keys.length === 0) return found;
  return found.toSorted((left, right) => {
    for (const { read, sign } of keys) {
      const order = sign * compareValues(read(left), read(right));
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** Empty values come first when ascending. */
function compareValues(left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return left < right ? -1 : 1;
}

/**
 * How a row is shown: its columns (or the selected ones), nothing of its children unless expanded. Unknown names are
 * refused when the shape is made, before any row is looked at.
 */
export function createShape(world: World, kind: Kind, query: Query, depth = 1): (row: Row) => Row {
  for (const name of query.select ?? []) {
    if (!kind.columns.has(name) && !(name in kind.links)) throw unknownProperty(name, kind);
  }
  const shown = [...kind.columns.keys()].filter((name) => query.select?.includes(name) ?? true);
  const expansions = query.expand.map((each) => createExpansion(world, kind, each, depth));
  return (row) => {
    const shaped: Row = {};
    for (const name of shown) shaped[name] = valueOf(world, kind, row, name);
    for (const { name, expand } of expansions) shaped[name] = expand(row);
    return shaped;
  };
}

interface Expansion {
  readonly name: string;
  readonly expand: (row: Row) => Json;
}

function createExpansion(world: World, kind: Kind, { name, query }: Expand, depth: number): Expansion {
  const link = kind.links[name];
  const target = targetOf(kind, name);
  if (!link || !target) throw unknownProperty(name, kind);
  if (depth > EXPAND_DEPTH) throw badRequest(`The $expand path is deeper than ${EXPAND_DEPTH} levels.`);
  const shape = createShape(world, target, query, depth + 1);
  if (link.how === 'one') {
    return {
      name,
      expand: (row) => {
        const found = linkedRow(world, row, link.to, link.by);
        return found ? shape(found) : null;
      },
    };
  }
  return {
    name,
    expand: (row) =>
      selectRows(world, target, linkedRows(world, kind, row, name), query)
        .slice(query.skip, query.top === undefined ? undefined : query.skip + query.top)
        .map(shape),
  };
}
