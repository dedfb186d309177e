import { accepted, rejected, type Result } from '../kernel/result.ts';
import { hasValue, isList } from './json.ts';
import { isLike } from './like.ts';
import type { Json, Source } from './mapping.ts';
import { parsePath, type PathReason } from './path.ts';
import { readPath, type Scope } from './read-path.ts';
import { convertText, scalarText } from './value-text.ts';

/** Why a source cannot be read. */
export type SourceReason = PathReason | 'not-a-source' | 'too-deep' | 'too-many-sources';

/** Why a source cannot be read, in which path of it, and at which character. */
export interface SourceProblem {
  readonly reason: SourceReason;
  readonly path: string;
  readonly at: number;
}

/** A source that is ready to be read many times. */
export interface CompiledSource {
  /** As it is told to people: paths, put together with ` + `. */
  readonly path: string;
  /** Whether it says the same whatever comes. */
  readonly fixed: boolean;
  /** What is there; absent where there is no value. */
  read(scope: Scope): Json | undefined;
}

const DEEPEST = 8;
const MOST_PARTS = 20;
/** As many as a platform may have events. */
const MOST_LIKES = 300;
const LONGEST_LIKE = 500;

type Compiled = Result<CompiledSource, SourceProblem>;

/** Makes a source ready. Never throws, not even on what is no source at all. */
export function compileSource(source: Source, depth = 0): Compiled {
  if (depth > DEEPEST) return rejected({ reason: 'too-deep', path: '', at: 0 });
  if (typeof source === 'string') return compilePath(source);
  if (typeof source !== 'object' || source === null) return noSource;
  if ('constant' in source) return compileConstant(source.constant);
  if ('join' in source) return compileJoin(source, depth);
  return 'when' in source ? compileWhen(source, depth) : noSource;
}

const noSource: Compiled = rejected({ reason: 'not-a-source', path: '', at: 0 });

function compilePath(text: string): Compiled {
  const parsed = parsePath(text);
  if (!parsed.ok) return rejected({ ...parsed.reason, path: text });
  const path = parsed.value;
  return accepted({ path: text.trim(), fixed: false, read: (scope) => valueOf(readPath(path, scope)) });
}

const valueOf = (value: Json | undefined): Json | undefined => (hasValue(value) ? value : undefined);

function compileConstant(constant: string | number | boolean): Compiled {
  if (scalarText(constant) === undefined) return noSource;
  const value = valueOf(constant);
  return accepted({ path: `"${String(constant)}"`, fixed: true, read: () => value });
}

function compileJoin({ join, with: between = ' ' }: Extract<Source, { join: unknown }>, depth: number): Compiled {
  if (!isListOfSources(join) || join.length === 0 || typeof between !== 'string') return noSource;
  if (join.length > MOST_PARTS) return rejected({ reason: 'too-many-sources', path: '', at: 0 });
  const parts: CompiledSource[] = [];
  for (const part of join) {
    const compiled = compileSource(part, depth + 1);
    if (!compiled.ok) return compiled;
    parts.push(compiled.value);
  }
  const path = parts.map((part) => part.path).join(' + ');
  return accepted({ path, fixed: parts.every(({ fixed }) => fixed), read: (scope) => readJoin(parts, between, scope) });
}

/** Constants alone are no value where something was to stand beside them: `55` is no phone. */
function readJoin(parts: readonly CompiledSource[], between: string, scope: Scope): Json | undefined {
  const texts: string[] = [];
  let found = parts.every(({ fixed }) => fixed);
  for (const part of parts) {
    const value = part.read(scope);
    const text = value === undefined ? undefined : convertText(value);
    if (text === undefined || !text.ok || text.value === '') continue;
    texts.push(text.value);
    found ||= !part.fixed;
  }
  return found && texts.length > 0 ? texts.join(between) : undefined;
}

const isListOfSources = (join: readonly Source[]): join is readonly Source[] => Array.isArray(join);

function compileWhen({ when, from }: Extract<Source, { when: unknown }>, depth: number): Compiled {
  if (typeof when !== 'object' || when === null || typeof when.path !== 'string') return noSource;
  const likes = likesOf(when.like);
  if (likes.length === 0) return noSource;
  if (likes.length > MOST_LIKES) return rejected({ reason: 'too-many-sources', path: when.path, at: 0 });
  if (likes.some((like) => like.length > LONGEST_LIKE)) return rejected({ reason: 'too-long', path: when.path, at: 0 });
  const condition = compilePath(when.path);
  if (!condition.ok) return condition;
  const source = compileSource(from, depth + 1);
  if (!source.ok) return source;
  const { path, read } = source.value;
  return accepted({ path, fixed: false, read: (scope) => (holds(condition.value.read(scope), likes) ? read(scope) : undefined) });
}

/** Mappings are written by people too, and come in as JSON. */
const likesOf = (like: string | readonly string[]): readonly string[] =>
  (typeof like === 'string' ? [like] : Array.isArray(like) ? like : []).filter((each) => typeof each === 'string').map((each) => each.trim());

/** What is not there is like the empty text alone. */
function holds(value: Json | undefined, likes: readonly string[]): boolean {
  const texts = value === undefined ? [] : (isList(value) ? value : [value]).map(scalarText);
  if (texts.length === 0) return likes.includes('');
  return texts.some((text) => text !== undefined && likes.some((like) => like !== '' && isLike(text.trim(), like)));
}
