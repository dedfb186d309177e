import { accepted, rejected, type Result } from './result.ts';

/** A primitive that was checked once and is told apart by the compiler ever after. Structural, so two copies of the package agree. */
export type Brand<Primitive, Name extends string> = Primitive & { readonly __brand: Name };

/** Reads an id that another system gave, a number or its text. */
export function parseId<Id extends Brand<string, string>>(raw: string | number): Result<Id, 'empty'> {
  const text = String(raw).trim();
  return text === '' ? rejected('empty') : accepted(text as Id);
}
