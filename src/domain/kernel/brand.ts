import { accepted, rejected, type Result } from './result.ts';

/** A primitive that was checked once and is told apart by the compiler ever after. Structural, so two copies of the package agree. */
export type Brand<Primitive, Name extends string> = Primitive & { readonly __brand: Name };

/** Reads an id that another system gave, a number or its text. */
export function parseId<Id extends Brand<string, string>>(raw: string | number): Result<Id, 'empty'> {
  const text = String(raw).trim();
  return text === '' ? rejected('empty') : accepted(text as Id);
}

/** Orders ids, lowest first: numbers by value, before any other text. */
export const compareIds = (a: string, b: string): number => compareTexts(sortable(a), sortable(b)) || compareTexts(a, b);

// A length before the digits makes order of text and order of value the same.
const sortable = (id: string): string => {
  if (!/^\d+$/.test(id)) return `~${id}`;
  const digits = id.replace(/^0+(?=\d)/, '');
  return `${String(digits.length).padStart(4, '0')}${digits}`;
};

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
