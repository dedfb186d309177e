import type { Instant, WallClock, Zone } from '../kernel/instant.ts';

/** A moment, or a day of the calendar where no hour is told. */
export type Moment =
  | { readonly at: Instant; readonly day?: string }
  | { readonly day: string; readonly at?: undefined };

/** What a clock shows by texts of digits; what is absent is nought. */
export function wallOf(year?: string, month?: string, day?: string, hour?: string, minute?: string, second?: string, fraction?: string): WallClock {
  return {
    year: Number(year ?? 0), month: Number(month ?? 1), day: Number(day ?? 1),
    hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0),
    ms: Math.floor(Number(`0.${fraction ?? 0}`) * 1000),
  };
}

/** @param timedIn - where the hour is told; absent where none is, so that `zone` says when the day begins. */
export function momentOf(wall: WallClock, timedIn: Zone | undefined, zone: Zone): Moment | undefined {
  const at = (timedIn ?? zone).instantAt(wall);
  if (at === undefined) return undefined;
  const day = `${String(wall.year)}-${twoDigits(wall.month)}-${twoDigits(wall.day)}`;
  if (timedIn === undefined) return { day };
  // Days are often sent as the midnight of some zone: that day is meant, wherever one stands.
  return wall.hour + wall.minute + wall.second + wall.ms === 0 ? { at, day } : { at };
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
