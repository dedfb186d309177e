import { Defect } from '../../domain/kernel/error.ts';

/** What is stored as text; `undefined` is stored as absent. Anything else that JSON cannot hold is a defect of the caller. */
export function toJson(value: unknown): string | null {
  if (value === undefined) return null;
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new Defect('defect.not-json', 'The store could not keep a value, because it is no JSON; hand it plain data.', { cause });
  }
}

export const parseJson = (text: string | null): unknown => (text === null ? undefined : JSON.parse(text));
