import type { Result } from 'vinculo/domain';

/** The value of a text that is right by construction; a generator whose text is wrong is broken, and says so. */
export function present<Value>(read: Result<Value, string>): Value {
  if (!read.ok) throw new Error(`A generator made a value that does not parse: ${read.reason}.`);
  return read.value;
}
