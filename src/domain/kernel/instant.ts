import { parseISO } from 'date-fns/parseISO';
import type { Brand } from './brand.ts';
import { accepted, rejected, type Result } from './result.ts';

/** A moment in UTC, written `2026-05-04T17:03:00.000Z`, so that alphabetical order is order in time. */
export type Instant = Brand<string, 'Instant'>;

/** Where a date without an offset belongs, as an ISO offset. Neppo writes Brasília time (N14). */
const BRASILIA = '-03:00';

const HAS_OFFSET = /(?:[zZ]|[+-]\d{2}:?\d{2})$/;

/** What nearly all are written like, and the language reads by itself, ten times as fast; on days that every month has. */
const COMMON = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * Reads an ISO date and time.
 *
 * @param offsetWhenMissing - used for a text that names no offset.
 */
export function parseInstant(text: string, offsetWhenMissing: string = BRASILIA): Result<Instant, 'not-a-date'> {
  const trimmed = text.trim();
  const written = HAS_OFFSET.test(trimmed) ? trimmed : `${trimmed}${offsetWhenMissing}`;
  const epochMs = (COMMON.test(written) ? new Date(written) : parseISO(written)).getTime();
  return Number.isNaN(epochMs) ? rejected('not-a-date') : accepted(instantOf(epochMs));
}

/** The instant of a count of milliseconds since 1970. */
export const instantOf = (epochMs: number): Instant => parsedInstant(new Date(epochMs).toISOString());

/** Milliseconds since 1970. */
export const epochMsOf = (instant: Instant): number => Date.parse(instant);

/** The instant so many milliseconds later; earlier where negative. */
export const addMs = (instant: Instant, ms: number): Instant => instantOf(epochMsOf(instant) + ms);

/** Drops the fraction of a second: Neppo's dates have none, so ours must not look later than they are. */
export const floorToSecond = (instant: Instant): Instant => instantOf(Math.floor(epochMsOf(instant) / 1000) * 1000);

/** Orders instants, earlier first; usable as a comparator. */
export const compareInstants = (a: Instant, b: Instant): number => (a < b ? -1 : a > b ? 1 : 0);

/** Day, hour and minute as people in that time zone read them; with the second where order within a minute matters. */
export const formatInstant = (instant: Instant, language: string, timeZone: string, upTo: 'minute' | 'second' = 'minute'): string =>
  new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'short', timeStyle: upTo === 'second' ? 'medium' : 'short' }).format(epochMsOf(instant));

const parsedInstant = (iso: string): Instant => iso as Instant;
