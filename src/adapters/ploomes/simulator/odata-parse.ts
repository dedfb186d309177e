import odataParser from '@balena/odata-parser';
import { normaliseQuery } from './odata-normalise.ts';
import { ApiError, badRequest } from './wire.ts';

export type Value = string | number | boolean | null;
export type ValueType = 'number' | 'text' | 'bool' | 'date' | 'null';

/** What a comparison may stand between. */
export type Operand =
  | { readonly kind: 'literal'; readonly type: ValueType; readonly value: Value }
  | { readonly kind: 'path'; readonly names: readonly string[] }
  | { readonly kind: 'call'; readonly method: string; readonly args: readonly Operand[] };

export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'compare'; readonly op: string; readonly left: Operand; readonly right: Operand }
  | Lambda
  | { readonly kind: 'truth'; readonly operand: Operand };

/** `Phones/any(p: …)`; without a `part` it asks whether there is any row at all. */
export interface Lambda {
  readonly kind: 'lambda';
  readonly names: readonly string[];
  readonly method: string;
  readonly variable: string;
  readonly part: Filter | undefined;
}

/** One query as the platform understands it; an absent option is `undefined`. */
export interface Query {
  readonly filter: Filter | undefined;
  readonly select: readonly string[] | undefined;
  readonly expand: readonly Expand[];
  readonly orderBy: readonly { readonly names: readonly string[]; readonly descending: boolean }[];
  readonly top: number | undefined;
  readonly skip: number;
  readonly count: boolean;
}

export interface Expand {
  readonly name: string;
  readonly query: Query;
}

const NOTHING: Query = {
  filter: undefined, select: undefined, expand: [], orderBy: [], top: undefined, skip: 0, count: false,
};
const COMPARISONS: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);

/** Reads a raw query string (still percent-encoded); what cannot be read is a 400, as on the platform. */
export function parseQuery(rawQuery: string): Query {
  try {
    const query = normaliseQuery(decodeOptions(rawQuery));
    if (query === '') return NOTHING;
    const { tree, binds } = odataParser.parse(`/Rows?${query}`);
    return createReader(binds).options(tree.options);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const why = error instanceof Error ? error.message : '';
    throw badRequest(`The query specified in the URI is not valid. ${why}`.trim());
  }
}

/** Options are split before they are decoded, so that an encoded `&` inside a literal stays inside. */
function decodeOptions(rawQuery: string): string {
  return rawQuery
    .split('&')
    .map((option) => decodeURIComponent(option.replaceAll('+', ' ')))
    .filter((option) => option.startsWith('$'))
    .map((option) => option.replace(/^(\$\w+=)\s+/, '$1'))
    .join('&');
}

type Node = unknown;

const at = (node: Node, key: string): Node =>
  typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
const listAt = (node: Node, key: string): readonly Node[] => {
  const found = at(node, key);
  return Array.isArray(found) ? found : [];
};

function createReader(binds: Node) {
  const bound = (node: Node): readonly Node[] | undefined => {
    const found = at(binds, String(at(node, 'bind')));
    return Array.isArray(found) ? found : undefined;
  };
  const wholeNumber = (node: Node): number | undefined => {
    const value = bound(node)?.[1];
    return typeof value === 'number' ? value : undefined;
  };

  const options = (node: Node): Query => ({
    filter: at(node, '$filter') === undefined ? undefined : filter(at(node, '$filter')),
    select: selection(at(node, '$select')),
    expand: listAt(at(node, '$expand'), 'properties').map((each) => ({
      name: namesOf(each).join('/'),
      query: at(each, 'options') === undefined ? NOTHING : options(at(each, 'options')),
    })),
    orderBy: listAt(at(node, '$orderby'), 'properties').map((each) => ({
      names: namesOf(each), descending: at(each, 'order') === 'desc',
    })),
    top: wholeNumber(at(node, '$top')),
    skip: wholeNumber(at(node, '$skip')) ?? 0,
    count: at(node, '$count') === true || at(node, '$inlinecount') === 'allpages',
  });

  const filter = (node: Node): Filter => {
    if (Array.isArray(node)) return operation(node);
    const path = namesOf(node);
    const lambda = lambdaOf(node);
    if (!lambda) return { kind: 'truth', operand: operand(node) };
    const body = at(lambda, 'expression');
    return {
      kind: 'lambda', names: path, method: String(at(lambda, 'method')), variable: String(at(lambda, 'identifier')),
      part: body === undefined ? undefined : filter(body),
    };
  };

  const operation = (node: readonly Node[]): Filter => {
    const [name, ...parts] = node;
    if (name === 'and' || name === 'or') return { kind: name, parts: parts.map(filter) };
    if (name === 'not') return { kind: 'not', part: filter(parts[0]) };
    if (name === 'call') return { kind: 'truth', operand: operand(node) };
    if (typeof name === 'string' && COMPARISONS.has(name)) {
      return { kind: 'compare', op: name, left: operand(parts[0]), right: operand(parts[1]) };
    }
    throw badRequest(`The operator '${String(name)}' is not supported.`);
  };

  const operand = (node: Node): Operand => {
    if (node === null) return { kind: 'literal', type: 'null', value: null };
    if (Array.isArray(node)) return call(node);
    const literal = at(node, 'bind') === undefined ? undefined : bound(node);
    return literal ? literalOf(literal) : { kind: 'path', names: namesOf(node) };
  };

  const call = (node: readonly Node[]): Operand => {
    if (node[0] !== 'call') throw badRequest(`The operator '${String(node[0])}' is not supported here.`);
    return { kind: 'call', method: String(at(node[1], 'method')), args: listAt(node[1], 'args').map(operand) };
  };

  return { options };
}

function literalOf([type, value]: readonly Node[]): Operand {
  if (type === 'Text' && typeof value === 'string') return { kind: 'literal', type: 'text', value };
  if (type === 'Boolean' && typeof value === 'boolean') return { kind: 'literal', type: 'bool', value };
  if (type === 'Date Time' && typeof value === 'number') return { kind: 'literal', type: 'date', value };
  if (type === 'Real' && typeof value === 'number') return { kind: 'literal', type: 'number', value };
  throw badRequest(`A literal of type '${String(type)}' is not supported.`);
}

function selection(node: Node): readonly string[] | undefined {
  if (node === undefined || node === '*') return undefined;
  return listAt(node, 'properties').map((each) => namesOf(each).join('/'));
}

function namesOf(node: Node): readonly string[] {
  const name = at(node, 'name');
  if (typeof name !== 'string') return [];
  const rest = at(node, 'property');
  return rest === undefined || rest === null ? [name] : [name, ...namesOf(rest)];
}

/** `Phones/any(p: …)` is a lambda; `Phones/any()` comes as a call without arguments. */
function lambdaOf(node: Node): Node {
  const next = at(node, 'property');
  const here = at(node, 'lambda') ?? at(at(node, 'method'), '1');
  return here ?? (next === undefined || next === null ? undefined : lambdaOf(next));
}
