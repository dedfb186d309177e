import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import { translateKey } from '../sql/translate-identity.ts';
import { keyText } from './key-text.ts';

/** Identity keys as they are handed to a statement: a list of kinds, and one of values beside it. */
export type KeyColumns = readonly [kinds: readonly string[], values: readonly string[]];

/** Each key once, in an order that all processes share, so that their locks do not cross. */
export function keyColumns(keys: readonly IdentityKey[]): KeyColumns {
  const columns = keys.map((key) => translateKey(key).map(keyText));
  const once = [...new Map(columns.map((column) => [JSON.stringify(column), column])).entries()];
  const sorted = once.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, column]) => column);
  return [sorted.map(([kind = '']) => kind), sorted.map(([, value = '']) => value)];
}
