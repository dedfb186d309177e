import { accepted, rejected, type Result } from '../kernel/result.ts';
import { isInert } from './json.ts';

/** Where a path begins. `item` is the body, or what is read of `each` where that is set. */
export type PathRoot = 'item' | 'headers' | 'query' | 'callback' | 'root' | 'index';

/** One step of a path. */
export type Segment =
  /** By name; a name of digits is also a place in a list. */
  | { readonly kind: 'key'; readonly key: string }
  /** The entry of a list at the place that the item has among those of `each`. */
  | { readonly kind: 'index' }
  /** Every entry. */
  | { readonly kind: 'all' }
  /** The first entry whose value there is the text (`=`), or holds it without regard to case and accents (`~`). */
  | { readonly kind: 'pick'; readonly by: readonly string[]; readonly how: 'equal' | 'holds'; readonly text: string };

/** A path that was understood. */
export interface ParsedPath {
  readonly root: PathRoot;
  readonly segments: readonly Segment[];
}

/** Why a path is not understood. */
export type PathReason =
  | 'empty' | 'too-long' | 'too-many-segments' | 'empty-segment' | 'bracket-open' | 'quote-open' | 'unexpected-character' | 'forbidden-name' | 'rest-after-index';

/** Why a path is not understood, and at which character, from 0. */
export interface PathProblem {
  readonly reason: PathReason;
  readonly at: number;
}

const LONGEST = 500;
const MOST_SEGMENTS = 32;
const ROOTS: ReadonlyMap<string, PathRoot> = new Map([
  ['$headers', 'headers'], ['$query', 'query'], ['$callback', 'callback'], ['$root', 'root'], ['$index', 'index'], ['$', 'item'],
]);

/** Reads a path as people write it (WHK-03). Never throws. */
export function parsePath(text: string): Result<ParsedPath, PathProblem> {
  const from = text.length - text.trimStart().length;
  const path = text.trimEnd();
  if (path.length <= from) return rejected({ reason: 'empty', at: 0 });
  if (path.length > LONGEST) return rejected({ reason: 'too-long', at: LONGEST });
  const [name = ''] = /^\$\w*(?=[.[]|$)/.exec(path.slice(from)) ?? [];
  const root = ROOTS.get(name);
  const read = readSegments(path, root === undefined ? from : from + name.length, root === undefined);
  if (!read.ok) return read;
  if (root === 'index' && read.value.length > 0) return rejected({ reason: 'rest-after-index', at: from + name.length });
  return accepted({ root: root ?? 'item', segments: root === 'headers' ? inLowerCase(read.value) : read.value });
}

const inLowerCase = (segments: readonly Segment[]): readonly Segment[] =>
  segments.map((segment) => (segment.kind === 'key' ? { kind: 'key', key: segment.key.toLowerCase() } : segment));

type Step<Value> = Result<{ readonly value: Value; readonly next: number }, PathProblem>;

function readSegments(path: string, from: number, atStart: boolean): Result<readonly Segment[], PathProblem> {
  const segments: Segment[] = [];
  let at = from;
  let bare = atStart;
  while (at < path.length) {
    if (segments.length >= MOST_SEGMENTS) return rejected({ reason: 'too-many-segments', at });
    const step = readSegment(path, at, bare);
    if (!step.ok) return step;
    const { value, next } = step.value;
    if (value.kind === 'key' ? isInert(value.key) : value.kind === 'pick' && value.by.some(isInert)) return rejected({ reason: 'forbidden-name', at });
    segments.push(value);
    at = next;
    bare = false;
  }
  return accepted(segments);
}

function readSegment(path: string, at: number, bare: boolean): Step<Segment> {
  if (path[at] === '[') return readBracket(path, at + 1);
  if (bare) return readBareKey(path, at);
  if (path[at] !== '.') return rejected({ reason: 'unexpected-character', at });
  // `items.[0]` is what some tools write for `items[0]`.
  return path[at + 1] === '[' ? readBracket(path, at + 2) : readBareKey(path, at + 1);
}

function readBareKey(path: string, from: number): Step<Segment> {
  let next = from;
  while (next < path.length && path[next] !== '.' && path[next] !== '[') {
    if (path[next] === ']') return rejected({ reason: 'unexpected-character', at: next });
    next += 1;
  }
  const key = path.slice(from, next).trim();
  return key === '' ? rejected({ reason: 'empty-segment', at: from }) : accepted({ value: { kind: 'key', key }, next });
}

/** What follows a `[`: nothing, a place, a quoted name, or what to look for. */
function readBracket(path: string, from: number): Step<Segment> {
  if (path[from] === ']') return accepted({ value: { kind: 'all' }, next: from + 1 });
  if (path[from] === '"' || path[from] === "'") return readQuotedKey(path, from);
  const sign = /[=~\]]/.exec(path.slice(from));
  if (sign === null) return rejected({ reason: 'bracket-open', at: from - 1 });
  const at = from + sign.index;
  const left = path.slice(from, at).trim();
  if (left === '') return rejected({ reason: 'empty-segment', at: from });
  if (sign[0] === ']') return accepted({ value: left === '$index' ? { kind: 'index' } : { kind: 'key', key: left }, next: at + 1 });
  return readPick(path, at + 1, left.split('.').map((key) => key.trim()), sign[0] === '=' ? 'equal' : 'holds');
}

function readQuotedKey(path: string, from: number): Step<Segment> {
  const quoted = readQuoted(path, from);
  if (!quoted.ok) return quoted;
  const { value, next } = quoted.value;
  if (path[next] === ']') return accepted({ value: { kind: 'key', key: value }, next: next + 1 });
  const sign = path[next];
  return sign === '=' || sign === '~'
    ? readPick(path, next + 1, [value], sign === '=' ? 'equal' : 'holds')
    : rejected({ reason: next < path.length ? 'unexpected-character' : 'bracket-open', at: next < path.length ? next : from - 1 });
}

function readPick(path: string, from: number, by: readonly string[], how: 'equal' | 'holds'): Step<Segment> {
  if (by.includes('')) return rejected({ reason: 'empty-segment', at: from - 1 });
  const quote = path[from];
  const end = path.indexOf(']', from);
  const value = quote === '"' || quote === "'" ? readQuoted(path, from) : accepted({ value: path.slice(from, end).trim(), next: end });
  if (!value.ok) return value;
  const { value: text, next } = value.value;
  if (next < 0 || path[next] === undefined) return rejected({ reason: 'bracket-open', at: from - 1 });
  return path[next] === ']' ? accepted({ value: { kind: 'pick', by, how, text }, next: next + 1 }) : rejected({ reason: 'unexpected-character', at: next });
}

/** A text in quotes, in which a backslash takes the next character as it is. */
function readQuoted(path: string, from: number): Step<string> {
  const quote = path[from];
  let value = '';
  for (let at = from + 1; at < path.length; at++) {
    if (path[at] === quote) return accepted({ value, next: at + 1 });
    if (path[at] === '\\') at += 1;
    value += path[at] ?? '';
  }
  return rejected({ reason: 'quote-open', at: from });
}
