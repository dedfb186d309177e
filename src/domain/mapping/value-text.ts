import { accepted, rejected, type Result } from '../kernel/result.ts';
import { isList } from './json.ts';
import type { Json, ValueProblem } from './mapping.ts';

/** Longer texts are told of, and left out: half a text would pass for a whole one. */
const LONGEST_TEXT = 10_000;
const MOST_PIECES = 1000;
// Tab and line breaks are text; what else steers terminals and breaks documents is not.
// oxlint-disable-next-line eslint/no-control-regex
const STEERING = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
// oxlint-disable-next-line eslint/no-control-regex
const UNCLEAN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uD800-\uDFFF]/;

/** The text of one value that is no list and no object; absent for those. */
export function scalarText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'boolean' ? String(value) : undefined;
}

/** A text as a field can hold it; entries of a list are put together with commas. */
export function convertText(value: Json): Result<string, ValueProblem> {
  const text = isList(value) ? listText(value) : scalarText(value);
  if (text === undefined) return rejected('not-text');
  if (text.length > LONGEST_TEXT) return rejected('too-long');
  return accepted((UNCLEAN.test(text) ? cleaned(text) : text).trim());
}

const cleaned = (text: string): string => text.replace(/\r\n?/g, '\n').replace(STEERING, '').toWellFormed();

function listText(list: readonly Json[]): string | undefined {
  const pieces: string[] = [];
  for (const entry of list.slice(0, MOST_PIECES)) {
    if (entry === null || entry === '') continue;
    const text = scalarText(entry);
    if (text === undefined) return undefined;
    pieces.push(text.trim());
  }
  return pieces.length === 0 ? undefined : pieces.join(', ');
}
