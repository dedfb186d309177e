/** How much may still be looked at for one event. Mappings are written by people, and bodies come from anywhere: together they could take minutes. */
export interface Effort {
  left: number;
}

/** Some tenths of a microsecond each. The largest mapping of the presets takes two thousand for a delivery. */
const MOST = 500_000;

export const freshEffort = (): Effort => ({ left: MOST });

/** Takes from what is left; `false` where there is too little. */
export function spend(effort: Effort | undefined, steps: number): boolean {
  if (effort === undefined) return true;
  effort.left -= steps;
  return effort.left >= 0;
}
