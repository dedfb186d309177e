import { Defect } from './error.ts';

/** Makes a forgotten variant a compile error; reached at run time only by a value that lied about its type. */
export function assertNever(value: never): never {
  throw new Defect('defect.unreachable', `A variant nobody handles was reached: ${JSON.stringify(value)}`);
}
