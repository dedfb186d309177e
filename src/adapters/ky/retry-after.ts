import type { Retry } from '../../domain/kernel/error.ts';

/** A platform that asks for more is broken or wants to be: nobody's work is held back for longer on a header's word. */
const LONGEST_MS = 3_600_000;

/** Only what begins with a weekday is a date here: `Date.parse` alone takes `-5` for a day in May. */
const HTTP_DATE = /^(?:mon|tue|wed|thu|fri|sat|sun)/i;

/**
 * Reads `Retry-After`, given in seconds or as an HTTP date, and no more than an hour of it. Without one, or with one that
 * says nothing, it is `'soon'`: the caller's own pauses apply.
 */
export function retryAfter(header: string | null, nowMs: number): Retry {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return { afterMs: Math.min(Math.ceil(Number(text) * 1000), LONGEST_MS) };
  const at = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? 'soon' : { afterMs: Math.min(Math.max(0, at - nowMs), LONGEST_MS) };
}
