import { accepted, rejected, type Result } from '../kernel/result.ts';
import { hasValue, isList } from './json.ts';
import type { Json, Transform, ValueProblem } from './mapping.ts';
import { readNumberText } from './value-number.ts';
import { convertText, scalarText } from './value-text.ts';

/** What is left of a value; absent where nothing is. */
type Changed = Result<Json | undefined, ValueProblem>;

const MOST_ENTRIES = 1000;

/** Applies the transforms in their order. Entries of a list are changed one by one. Never throws. */
export function applyTransforms(value: Json, transforms: readonly Transform[]): Changed {
  let current: Json | undefined = value;
  for (const transform of transforms) {
    if (!hasValue(current)) return accepted(undefined);
    const changed: Changed = transform === 'first' ? accepted(firstOf(current)) : changeEach(current, transform);
    if (!changed.ok) return changed;
    current = changed.value;
  }
  return accepted(hasValue(current) ? current : undefined);
}

const firstOf = (value: Json): Json | undefined => (isList(value) ? value.find((entry) => hasValue(entry)) : value);

type OfOne = Exclude<Transform, 'first'>;

function changeEach(value: Json, transform: OfOne): Changed {
  if (!isList(value)) return change(value, transform);
  const entries: Json[] = [];
  for (const entry of value.slice(0, MOST_ENTRIES)) {
    const changed = change(entry, transform);
    if (!changed.ok) return changed;
    if (changed.value !== undefined) entries.push(changed.value);
  }
  return accepted(entries);
}

function change(value: Json, transform: OfOne): Changed {
  if (transform === 'cents') return inWhole(value);
  const text = convertText(value);
  if (!text.ok) return text;
  return accepted(typeof transform === 'string' ? inOtherForm(text.value, transform) : changeText(text.value, value, transform));
}

function changeText(text: string, value: Json, transform: Exclude<OfOne, string>): Json | undefined {
  if ('cut' in transform) return withoutEnds(text, transform.cut);
  return 'map' in transform ? mapped(text, value, transform) : pieceOf(text, transform);
}

/** What was read as text is trimmed already. */
function inOtherForm(text: string, transform: Exclude<Extract<OfOne, string>, 'cents'>): string {
  switch (transform) {
    case 'trim':
      return text;
    case 'digits':
      return text.normalize('NFKC').replaceAll(/\D/g, '');
    case 'lower-case':
      return text.toLowerCase();
    case 'upper-case':
      return text.toUpperCase();
  }
}

function inWhole(value: Json): Changed {
  const written = scalarText(value);
  const cents = typeof value === 'number' ? value : written === undefined ? undefined : readNumberText(written);
  return cents === undefined || !Number.isFinite(cents) ? rejected('not-a-number') : accepted(cents / 100);
}

function withoutEnds(text: string, cut: string): string {
  if (typeof cut !== 'string' || cut === '') return text;
  const begun = text.startsWith(cut) ? text.slice(cut.length) : text;
  return (begun.endsWith(cut) ? begun.slice(0, -cut.length) : begun).trim();
}

function mapped(text: string, value: Json, { map, otherwise }: Extract<OfOne, { map: unknown }>): Json | undefined {
  if (typeof map === 'object' && map !== null && Object.hasOwn(map, text)) return map[text];
  return otherwise === 'drop' ? undefined : value;
}

/** Where blanks part the pieces, several count as one. */
function pieceOf(text: string, { split, take }: Extract<OfOne, { take: unknown }>): string | undefined {
  if (typeof split !== 'string' || split === '') return text;
  const pieces = text.split(split).map((piece) => piece.trim());
  return (split.trim() === '' ? pieces.filter((piece) => piece !== '') : pieces).at(take);
}
