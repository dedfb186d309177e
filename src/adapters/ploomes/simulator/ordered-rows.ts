import type { Row } from './wire.ts';
import { idOf } from './wire.ts';

/** The rows of one table in the order of their numbers; reading a stretch of them copies no more than that stretch. */
export interface OrderedRows {
  /** Never a copy: it changes with the next write. */
  readonly rows: readonly Row[];
  get(id: number): Row | undefined;
  put(row: Row): void;
  drop(id: number): void;
}

export function createOrderedRows(): OrderedRows {
  const byId = new Map<number, Row>();
  const rows: Row[] = [];
  return {
    rows,
    get: (id) => byId.get(id),
    put: (row) => {
      const place = placeOf(rows, idOf(row));
      rows.splice(place, byId.has(idOf(row)) ? 1 : 0, row);
      byId.set(idOf(row), row);
    },
    drop: (id) => {
      if (byId.delete(id)) rows.splice(placeOf(rows, id), 1);
    },
  };
}

/** Where the number stands among ordered rows, or would. */
export function placeOf(rows: readonly Row[], id: number): number {
  const last = rows.at(-1);
  if (last === undefined || idOf(last) < id) return rows.length;
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && idOf(row) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
