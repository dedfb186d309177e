import { parseMoment } from './brasilia-time.ts';
import type { Filter, Lambda, Operand, Value, ValueType } from './odata-parse.ts';
import type { ColumnType } from './columns.ts';
import type { Kind } from './schema.ts';
import { ApiError, badRequest } from './wire.ts';
import type { Json, Row } from './wire.ts';
import { linkedRow, linkedRows, targetOf, valueOf } from './world.ts';
import type { World } from './world.ts';

type Rows = Readonly<Record<string, Row>>;
type Test = (rows: Rows) => boolean;
interface Reading {
  readonly type: ValueType;
  readonly read: (rows: Rows) => Value;
}
type Kinds = Readonly<Record<string, Kind>>;

const ROOT = '';

/**
 * Turns a filter into a test over rows. Names and types are settled here, before any row is looked at, so that a
 * wrong one is a 400 even on an empty table. Comparing with an empty value is true for `ne` alone.
 */
export function compileFilter(world: World, kind: Kind, filter: Filter): (row: Row) => boolean {
  const test = compile(world, { [ROOT]: kind }, filter);
  return (row) => test({ [ROOT]: row });
}

function compile(world: World, kinds: Kinds, filter: Filter): Test {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const tests = filter.parts.map((part) => compile(world, kinds, part));
      return filter.kind === 'and'
        ? (rows) => tests.every((test) => test(rows))
        : (rows) => tests.some((test) => test(rows));
    }
    case 'not': {
      const test = compile(world, kinds, filter.part);
      return (rows) => !test(rows);
    }
    case 'compare':
      return comparison(filter.op, reading(world, kinds, filter.left), reading(world, kinds, filter.right));
    case 'lambda':
      return lambda(world, kinds, filter);
    case 'truth': {
      const { type, read } = reading(world, kinds, filter.operand);
      if (type !== 'bool') throw badRequest('The $filter expression must evaluate to a single boolean value.');
      return (rows) => read(rows) === true;
    }
  }
}

function comparison(op: string, left: Reading, right: Reading): Test {
  if (left.type !== right.type && left.type !== 'null' && right.type !== 'null') {
    throw badRequest(`The types '${left.type}' and '${right.type}' cannot be compared with '${op}'.`);
  }
  return (rows) => compare(op, left.read(rows), right.read(rows));
}

function compare(op: string, left: Value, right: Value): boolean {
  if (op === 'eq') return left === right;
  if (op === 'ne') return left !== right;
  if (left === null || right === null) return false;
  if (op === 'gt') return left > right;
  if (op === 'ge') return left >= right;
  return op === 'lt' ? left < right : left <= right;
}

function lambda(world: World, kinds: Kinds, { names, method, variable, part }: Lambda): Test {
  const collection = names.at(-1) ?? '';
  const { kind, walk } = walkTo(world, kinds, names.slice(0, -1));
  const target = targetOf(kind, collection);
  if (!target || kind.links[collection]?.how === 'one') throw unknownProperty(collection, kind);
  if (collection === 'OtherProperties' && !world.switches.filterOtherProperties) throw new ApiError(403, 'Forbidden.');
  const test = part ? compile(world, { ...kinds, [variable]: target }, part) : () => true;
  return (rows) => {
    const start = walk(rows);
    const found = start ? linkedRows(world, kind, start, collection) : [];
    const holds = (each: Row): boolean => test({ ...rows, [variable]: each });
    return method === 'all' ? found.every(holds) : found.some(holds);
  };
}

interface Place {
  readonly kind: Kind;
  readonly walk: (rows: Rows) => Row | undefined;
}

/** Follows `one` links; the first name may be a lambda's variable. */
function walkTo(world: World, kinds: Kinds, names: readonly string[]): Place {
  const [first = ''] = names;
  const variable = first in kinds && first !== ROOT ? first : ROOT;
  let kind = kinds[variable];
  if (!kind) throw badRequest('The query refers to nothing.');
  let walk = (rows: Rows): Row | undefined => rows[variable];
  for (const name of variable === ROOT ? names : names.slice(1)) {
    const link = kind.links[name];
    const target = targetOf(kind, name);
    if (!target || link?.how !== 'one') throw unknownProperty(name, kind);
    const before = walk;
    walk = (rows) => {
      const row = before(rows);
      return row ? linkedRow(world, row, link.to, link.by) : undefined;
    };
    kind = target;
  }
  return { kind, walk };
}

export const unknownProperty = (name: string, kind: Kind): ApiError =>
  badRequest(`Could not find a property named '${name}' on type '${kind.type}'.`);

function reading(world: World, kinds: Kinds, operand: Operand): Reading {
  if (operand.kind === 'literal') return { type: operand.type, read: () => operand.value };
  return operand.kind === 'path' ? columnReading(world, kinds, operand.names) : callReading(world, kinds, operand);
}

/** How to read the column at the end of a path; also what `$orderby` sorts by. */
function columnReading(world: World, kinds: Kinds, names: readonly string[]): Reading {
  const column = names.at(-1) ?? '';
  const { kind, walk } = walkTo(world, kinds, names.slice(0, -1));
  const type = kind.columns.get(column);
  if (!type) throw unknownProperty(column, kind);
  return {
    type: comparedAs(type),
    read: (rows) => {
      const row = walk(rows);
      return row ? scalar(valueOf(world, kind, row, column), type) : null;
    },
  };
}

export function columnReader(world: World, kind: Kind, names: readonly string[]): (row: Row) => Value {
  const { read } = columnReading(world, { [ROOT]: kind }, names);
  return (row) => read({ [ROOT]: row });
}

const comparedAs = (type: ColumnType): ValueType => (type === 'int' ? 'number' : type);

function scalar(value: Json, type: ColumnType): Value {
  if (type === 'date') return typeof value === 'string' ? (parseMoment(value) ?? null) : null;
  return typeof value === 'object' ? null : value;
}

const TEXT_TESTS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
};
const TEXT_CHANGES: Readonly<Record<string, (text: string) => string>> = {
  tolower: (text) => text.toLowerCase(),
  toupper: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
};

function callReading(world: World, kinds: Kinds, { method, args }: Extract<Operand, { kind: 'call' }>): Reading {
  const [first, second] = args.map((arg) => reading(world, kinds, arg));
  const test = TEXT_TESTS[method];
  if (test && first?.type === 'text' && second?.type === 'text') {
    return { type: 'bool', read: (rows) => textTest(test, first.read(rows), second.read(rows)) };
  }
  const change = TEXT_CHANGES[method];
  if (change && first?.type === 'text') {
    return { type: 'text', read: (rows) => changed(change, first.read(rows)) };
  }
  throw badRequest(`No function signature for the function with name '${method}' matches the specified arguments.`);
}

const changed = (change: (text: string) => string, text: Value): Value =>
  typeof text === 'string' ? change(text) : null;

const textTest = (test: (text: string, part: string) => boolean, text: Value, part: Value): boolean =>
  typeof text === 'string' && typeof part === 'string' && test(text, part);
