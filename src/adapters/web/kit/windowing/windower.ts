/** Which rows of a long list stand at which pixel, for rows of unknown height. */
export interface Windower {
  /** The rows, top to bottom. Heights known by key stay; setting them is linear in their number. */
  setRows(keys: readonly string[]): void;
  /** A measured height; tells by how much it moved what stands below. */
  setHeight(index: number, height: number): number;
  /** Pixels above a row; of one past the last, all of them. */
  topOf(index: number): number;
  /** The row at a pixel; the last for what lies below, and 0 when there is none. */
  rowAt(y: number): number;
  indexOf(key: string): number | undefined;
  keyAt(index: number): string | undefined;
  readonly count: number;
  readonly total: number;
}

/** Heights live in a Fenwick tree, so that setting one and finding the row at a pixel take a logarithm of steps. */
export function createWindower(estimate: number): Windower {
  const heights = new Map<string, number>();
  let rows: readonly string[] = [];
  let indexes: ReadonlyMap<string, number> = new Map();
  let tree = new Float64Array(1);
  const heightOf = (key: string): number => heights.get(key) ?? estimate;
  const topOf = (index: number): number => {
    let sum = 0;
    for (let at = Math.min(index, rows.length); at > 0; at -= at & -at) sum += tree[at] ?? 0;
    return sum;
  };
  return {
    get count() {
      return rows.length;
    },
    get total() {
      return topOf(rows.length);
    },
    setRows(keys) {
      rows = keys;
      indexes = new Map(keys.map((key, index) => [key, index]));
      for (const key of heights.keys()) if (!indexes.has(key)) heights.delete(key);
      tree = treeOf(keys.map(heightOf));
    },
    setHeight(index, height) {
      const key = rows[index];
      if (key === undefined) return 0;
      const moved = height - heightOf(key);
      heights.set(key, height);
      if (moved !== 0) for (let at = index + 1; at < tree.length; at += at & -at) tree[at] = (tree[at] ?? 0) + moved;
      return moved;
    },
    topOf,
    rowAt(y) {
      let row = 0;
      let rest = y;
      for (let step = highestStep(rows.length); step > 0; step >>= 1) {
        const sum = tree[row + step];
        if (sum === undefined || sum > rest) continue;
        rest -= sum;
        row += step;
      }
      return Math.max(0, Math.min(row, rows.length - 1));
    },
    indexOf: (key) => indexes.get(key),
    keyAt: (index) => rows[index],
  };
}

function treeOf(heights: readonly number[]): Float64Array<ArrayBuffer> {
  const tree = new Float64Array(heights.length + 1);
  for (const [index, height] of heights.entries()) {
    const at = index + 1;
    const sum = (tree[at] ?? 0) + height;
    tree[at] = sum;
    const parent = at + (at & -at);
    if (parent < tree.length) tree[parent] = (tree[parent] ?? 0) + sum;
  }
  return tree;
}

const highestStep = (count: number): number => (count === 0 ? 0 : 2 ** Math.floor(Math.log2(count)));
