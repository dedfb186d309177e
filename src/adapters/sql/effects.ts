import { isDeepStrictEqual } from 'node:util';
import { Defect } from '../../domain/kernel/error.ts';
import type { Effect } from '../../ports/effect-ledger.ts';
import { parseJson } from './json.ts';
import type { Row } from './row.ts';

/**
 * Whether a result has to be written, or stands there already.
 *
 * @throws {@link Defect} when it was never intended, or another result stands there.
 */
export function settlingOf(effect: Effect | undefined, result: string | null, key: string): 'to-write' | 'written' {
  if (effect === undefined) throw new Defect('defect.effect-not-intended', `The ledger could not settle ${key}: it was never intended; intend first.`);
  if (effect.state === 'intended') return 'to-write';
  if (isDeepStrictEqual(effect.result, parseJson(result))) return 'written';
  throw new Defect('defect.effect-settled', `The ledger could not settle ${key}: another result stands there; a key names one effect.`);
}

/** What an intent came to; it cannot be gone within one transaction. */
export function found(effect: Effect | undefined): Effect {
  if (effect === undefined) throw new Defect('defect.unreachable', 'The ledger lost an intent within one transaction.');
  return effect;
}

export const parsePlan = (value: unknown): unknown => parseJson(typeof value === 'string' ? value : null);

export function translateEffect(row: Row): Effect {
  const { state, intended_at: intendedAt } = row;
  const detail = state === 'done' ? { result: parseJson(row['result'] as string | null) } : { misses: parseJson(String(row['misses'])) };
  return { state, intendedAt, ...detail } as Effect;
}
