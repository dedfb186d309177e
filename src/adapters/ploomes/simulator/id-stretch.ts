import type { Filter } from './odata-parse.ts';
import { placeOf } from './ordered-rows.ts';
import type { Row } from './wire.ts';

/** The places from which to which rows in order of their numbers can meet a filter at all. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Whether every row of the stretch meets the filter. */
  readonly isExact: boolean;
}

/** What a filter says of the row's own number, so that a page of a large table is found without looking at the rest. */
export function stretchOf(rows: readonly Row[], filter: Filter | undefined): Stretch {
  if (filter === undefined) return { from: 0, to: rows.length, isExact: true };
  const parts = conjunctsOf(filter).map((part) => boundOf(rows, part));
  const bounds = parts.filter((bound) => bound !== undefined);
  return {
    from: Math.max(0, ...bounds.map(({ from }) => from)),
    to: Math.min(rows.length, ...bounds.map(({ to }) => to)),
    isExact: bounds.length === parts.length,
  };
}

const conjunctsOf = (filter: Filter): readonly Filter[] => (filter.kind === 'and' ? filter.parts.flatMap(conjunctsOf) : [filter]);

function boundOf(rows: readonly Row[], filter: Filter): Pick<Stretch, 'from' | 'to'> | undefined {
  if (filter.kind !== 'compare' || filter.left.kind !== 'path' || filter.right.kind !== 'literal') return undefined;
  const { left: { names }, right: { value }, op } = filter;
  if (names.length !== 1 || names[0] !== 'Id' || typeof value !== 'number' || !Number.isSafeInteger(value)) return undefined;
  const behind = placeOf(rows, value + 1);
  if (op === 'gt') return { from: behind, to: rows.length };
  if (op === 'ge') return { from: placeOf(rows, value), to: rows.length };
  if (op === 'eq') return { from: placeOf(rows, value), to: behind };
  return undefined;
}
