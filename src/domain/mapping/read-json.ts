import { accepted, rejected, type Result } from '../kernel/result.ts';
import type { Json } from './mapping.ts';

/** Why a text is no JSON that is read here. */
export type JsonProblem = 'empty' | 'not-json' | 'too-deep';

/** Deeper than anything that a platform sends. */
const DEEPEST = 200;
/** Shorter integers do not lie beyond 2^53. */
const LONG = 16;

/**
 * Reads JSON; integers beyond 2^53 become the text of their digits, since as numbers they would be others. A byte order mark is dropped;
 * of equal names in one object the last counts. Never throws.
 */
export function readJson(raw: string): Result<Json, JsonProblem> {
  const text = raw.codePointAt(0) === 0xfeff ? raw.slice(1) : raw;
  if (text.trim() === '') return rejected('empty');
  const long = mayHoldLong(text);
  const look = long || mayBeDeep(text) ? lookThrough(text) : undefined;
  if (look !== undefined && look.depth > DEEPEST) return rejected('too-deep');
  try {
    const value = parsedJson(text);
    return accepted(look === undefined || look.long.length === 0 ? value : parsedJson(withQuotes(text, look.long)));
  } catch {
    return rejected('not-json');
  }
}

const parsedJson = (text: string): Json => JSON.parse(text) as Json;

/**
 * Whether an integer may lie beyond 2^53. Of so many digits in a row one stands at a place that their number divides, so that few characters
 * are looked at. In a text in quotes it costs time, and nothing else.
 */
function mayHoldLong(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text, at)) continue;
    let begin = at;
    while (isDigit(text, begin - 1)) begin -= 1;
    while (isDigit(text, at + 1)) at += 1;
    if (at - begin + 1 >= LONG && beginsNumber(text, begin)) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= ZERO && code <= NINE;
}

function beginsNumber(text: string, at: number): boolean {
  const before = text.charAt(text[at - 1] === '-' ? at - 2 : at - 1);
  return before === ':' || before === ',' || before === '[' || before.trim() === '';
}

/** Whether there are brackets enough. */
function mayBeDeep(text: string): boolean {
  let opened = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      opened += 1;
      if (opened > DEEPEST) return true;
    }
  }
  return false;
}

interface Look {
  readonly depth: number;
  /** Begin and end of each integer that a number cannot hold. */
  readonly long: readonly (readonly [begin: number, end: number])[];
}

const [QUOTE, BRACE, BRACKET, CLOSING_BRACE, CLOSING_BRACKET, MINUS, ZERO, NINE, BACKSLASH] = [34, 123, 91, 125, 93, 45, 48, 57, 92] as const;

/** One pass over the text, what stands in quotes left out. Says nothing of use about a text that is no JSON. */
function lookThrough(text: string): Look {
  const long: (readonly [number, number])[] = [];
  let [depth, deepest, at] = [0, 0, 0];
  while (at < text.length) {
    const code = text.charCodeAt(at);
    let next = at + 1;
    if (code === QUOTE) next = endOfQuoted(text, at);
    else if (code === BRACE || code === BRACKET) depth += 1;
    else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) depth -= 1;
    else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      next = endOfNumber(text, at);
      if (next - at >= 16 && isLongInteger(text.slice(at, next))) long.push([at, next]);
    }
    deepest = Math.max(deepest, depth);
    at = next;
  }
  return { depth: deepest, long };
}

function endOfQuoted(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

function endOfNumber(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && '0123456789+-.eE'.includes(text.charAt(at))) at += 1;
  return at;
}

const isLongInteger = (digits: string): boolean => /^-?\d+$/.test(digits) && !Number.isSafeInteger(Number(digits));

function withQuotes(text: string, long: Look['long']): string {
  const pieces: string[] = [];
  let from = 0;
  for (const [begin, end] of long) {
    pieces.push(text.slice(from, begin), '"', text.slice(begin, end), '"');
    from = end;
  }
  return `${pieces.join('')}${text.slice(from)}`;
}
