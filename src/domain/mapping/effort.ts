/** How much may still be made of a delivery. Mappings are written by people, and bodies come from anywhere: together they could take minutes. */
export interface Allowance {
  /** To be looked at. */
  left: number;
  /** Of texts that are taken over: one text of a delivery may be named by hundreds of rules, for each of a thousand events. */
  characters: number;
}

/** How much may still be looked at for one event. */
export interface Effort {
  left: number;
  readonly ofAll: Allowance;
}

/** Some tenths of a microsecond each. The largest mapping of the presets takes two thousand for an event. */
const MOST = 500_000;
/** Of a delivery with a thousand events. */
const MOST_OF_ALL = 10_000_000;
/** Eight times the largest body that is taken in. */
const MOST_CHARACTERS = 8_000_000;

export const freshAllowance = (): Allowance => ({ left: MOST_OF_ALL, characters: MOST_CHARACTERS });

export const freshEffort = (ofAll: Allowance): Effort => ({ left: MOST, ofAll });

/** Takes from what is left; `false` where there is too little. */
export function spend(effort: Effort | undefined, steps: number): boolean {
  if (effort === undefined) return true;
  effort.left -= steps;
  effort.ofAll.left -= steps;
  return effort.left >= 0 && effort.ofAll.left >= 0 && effort.ofAll.characters >= 0;
}

/** Takes a value over, whose texts are as long as that; `false` where there were too many before. */
export function takeOver(effort: Effort | undefined, length: number): boolean {
  if (effort === undefined) return true;
  effort.ofAll.characters -= length;
  return effort.ofAll.characters >= 0;
}
