import { createHash } from 'node:crypto';

/** Chance that can be repeated: the same seed gives the same choices. */
export interface Chance {
  /** From 0 up to, but not including, 1. */
  fraction(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  oneOf<Thing>(things: readonly [Thing, ...Thing[]]): Thing;
  happens(share: number): boolean;
  /** A chance of its own for one subject, whatever was asked of this one before. */
  of(subject: string): Chance;
}

export function createChance(seed: number | string): Chance {
  const next = createSequence(createHash('sha256').update(String(seed)).digest().readUInt32LE(0));
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    fraction: next,
    between,
    oneOf: (things) => things[between(0, things.length - 1)] ?? things[0],
    happens: (share) => next() < share,
    of: (subject) => createChance(`${seed}/${subject}`),
  };
}

/** Mulberry32. */
function createSequence(begin: number): () => number {
  let state = begin;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
