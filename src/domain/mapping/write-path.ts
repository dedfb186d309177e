import { isInert } from './json.ts';

/** Needs no quotes: no mark of the language in it, and no blanks at its ends. */
const PLAIN = /^[^.[\]"'\s$](?:[^.[\]"']*[^.[\]"'\s])?$/;

/** A path that leads one name further, written as people would; absent for a name that is never followed. */
export function withKey(path: string, key: string): string | undefined {
  if (isInert(key)) return undefined;
  if (PLAIN.test(key)) return path === '' ? key : `${path}.${key}`;
  return `${path}["${key.replaceAll(/["\\]/g, '\\$&')}"]`;
}
