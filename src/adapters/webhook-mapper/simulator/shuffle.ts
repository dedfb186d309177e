/** Puts lists in another order, the same one for the same seed. */
export function createShuffle(seed: number): <Item>(items: readonly Item[]) => readonly Item[] {
  let state = seed >>> 0;
  /** Mulberry32: small, and good enough for an order. */
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return (items) => items.map((item) => ({ item, rank: random() })).toSorted((left, right) => left.rank - right.rank).map(({ item }) => item);
}
