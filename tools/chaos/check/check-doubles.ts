import type { Double } from './check-effects.ts';
import type { SetAside } from './store-rows.ts';

/** A double, what it came of, and how long it took until the hub listed it; `undefined` when it never did. */
export interface JudgedDouble extends Double {
  readonly of: 'a freeze' | 'something else';
  readonly listedAfterMs: number | undefined;
}

const REASONS: Readonly<Record<Double['what'], string>> = { card: 'card-doubled', record: 'record-doubled' };

/** What a frozen process was about to send leaves it this soon after it goes on. */
const AFTER_A_THAW_MS = 15_000;

/**
 * Looks for each double of the CRM in what the hub listed by itself.
 *
 * @param thaws - when workers went on that had been frozen for longer than their lanes were left to them.
 */
export function judgeDoubles(doubles: readonly Double[], setAside: readonly SetAside[], thaws: readonly number[]): readonly JudgedDouble[] {
  return doubles.map((double) => {
    const madeAt = Date.parse(double.at);
    const listed = setAside
      .filter(({ connection, reason, decision }) => connection === double.connection && reason === REASONS[double.what] && names(decision, double.ids))
      .map(({ endedAt }) => Date.parse(endedAt) - madeAt)
      .toSorted((a, b) => a - b);
    const thawed = thaws.some((at) => madeAt >= at - SECOND_MS && madeAt <= at + AFTER_A_THAW_MS);
    return { ...double, of: thawed ? 'a freeze' : 'something else', listedAfterMs: listed[0] };
  });
}

/** What the outside's clock may be off by rounding. */
const SECOND_MS = 1_000;

/** Whether all of these rows are named in what was decided. */
function names(decision: unknown, ids: readonly number[]): boolean {
  const text = JSON.stringify(decision ?? '');
  return ids.every((id) => new RegExp(`\\b${id}\\b`).test(text));
}
