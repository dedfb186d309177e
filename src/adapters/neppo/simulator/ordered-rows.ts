/** Rows in the order of their ids. Reading a stretch of them copies no more than that stretch, however many there are. */
export interface OrderedRows<R extends { readonly id: number }> {
  /** Never a copy: it changes with the next write. */
  readonly rows: readonly R[];
  readonly put: (row: R) => void;
  readonly remove: (id: number) => void;
}

export function createOrderedRows<R extends { readonly id: number }>(): OrderedRows<R> {
  const rows: R[] = [];
  /** Where the id stands, or would. */
  const placeOf = (id: number): number => {
    let [low, high] = [0, rows.length];
    if ((rows.at(-1)?.id ?? -1) < id) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rows[middle]?.id ?? Infinity) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    rows,
    put: (row) => {
      const place = placeOf(row.id);
      rows.splice(place, rows[place]?.id === row.id ? 1 : 0, row);
    },
    remove: (id) => {
      const place = placeOf(id);
      if (rows[place]?.id === id) rows.splice(place, 1);
    },
  };
}
