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

/** What a calendar and a clock on a wall show, wherever they hang. Months count from 1. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

/** A time zone, or a fixed offset from UTC. */
export interface Zone {
  /** The instant at which clocks there show this; absent where there is no such day or hour. */
  instantAt(wall: WallClock): Instant | undefined;
  /** The day there at that instant: `2026-05-04`. */
  dayAt(instant: Instant): string;
}

/** The zone of that name (`America/Sao_Paulo`); absent when there is none. Worth keeping: it is costly to make. */
export function zoneNamed(name: string): Zone | undefined {
  try {
    const clock = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    return zoneOf((epochMs) => offsetMsOf(clock.format(epochMs)));
  } catch {
    return undefined;
  }
}

/** The zone that is so many minutes ahead of UTC. */
export const zoneAhead = (minutes: number): Zone => zoneOf(() => minutes * 60_000);

function zoneOf(offsetMsAt: (epochMs: number) => number): Zone {
  return {
    instantAt(wall) {
      const shown = shownMs(wall);
      return shown === undefined ? undefined : instantWithin(shown - offsetMsAt(shown - offsetMsAt(shown)));
    },
    dayAt(instant) {
      const epochMs = epochMsOf(instant);
      return new Date(epochMs + offsetMsAt(epochMs)).toISOString().slice(0, 10);
    },
  };
}

const OFFSET = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/;

/** Of `5/4/2026, GMT-03:00`; plain `GMT` is no offset. */
function offsetMsOf(text: string): number {
  const [, sign, hours, minutes, seconds = 0] = OFFSET.exec(text) ?? [];
  const ms = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}

/** As if the clock showed UTC; absent on the 31st of February, or at 25 o'clock. */
function shownMs({ year, month, day, hour, minute, second, ms }: WallClock): number | undefined {
  if (year < 1000 || hour > 23 || minute > 59 || second > 59) return undefined;
  const shown = new Date(Date.UTC(year, month - 1, day, hour, minute, second, ms));
  return shown.getUTCMonth() === month - 1 && shown.getUTCDate() === day ? shown.getTime() : undefined;
}

const FIRST_MS = -30_610_224_000_000;
const LAST_MS = 253_402_300_799_999;

/** The instant of a count of milliseconds; absent beyond the years 1000 to 9999, whose text would not sort. */
export const instantWithin = (epochMs: number): Instant | undefined =>
  epochMs >= FIRST_MS && epochMs <= LAST_MS ? instantOf(epochMs) : undefined;

const parsedInstant = (iso: string): Instant => iso as Instant;
