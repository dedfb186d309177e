import { maskPhone } from './mask.ts';

/** A moment: ISO text, or milliseconds since 1970. */
type Moment = string | number;

/** How moments, numbers and names are written for people, in one language. */
export interface Format {
  /** `14:02` */
  time(at: Moment): string;
  /** `Hoje`, `Ontem`, `19 de novembro`, and with the year when it is another. */
  day(at: Moment): string;
  /** `Hoje, 20 de novembro` */
  dayInFull(at: Moment): string;
  /** As short as a list needs it: the time today, then `Ontem`, then `19/11`, then `19/11/25`. */
  short(at: Moment): string;
  /** `20/11/2026 14:02` */
  dateTime(at: Moment): string;
  /** `6 min`, `22 h 29 min`, `2 d`; under a minute in seconds. */
  duration(ms: number): string;
  /** `02:47`, `1:02:47` */
  clock(ms: number): string;
  number(value: number): string;
  /** `R$ 48.200`; cents only where there are some. */
  money(amount: number, currency?: string): string;
  /** `184 kB` */
  bytes(count: number): string;
  /** `+55 19 99741-2063`, of digits with their DDI. */
  phone(digits: string): string;
  plural(count: number, forms: PluralForms): string;
  initials(name: string): string;
}

/** What a counted thing is called; `other` where a language has no form of its own. */
export interface PluralForms {
  readonly one: string;
  readonly other: string;
  readonly many?: string;
}

interface FormatSettings {
  readonly now?: () => number;
  /** The browser's, unless told. */
  readonly timeZone?: string | undefined;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** Writes in this language, by the browser's own knowledge of it. */
export function createFormat(locale: string, { now = Date.now, timeZone }: FormatSettings = {}): Format {
  const date = (options: Intl.DateTimeFormatOptions): ((at: Moment) => string) => {
    const format = new Intl.DateTimeFormat(locale, timeZone === undefined ? options : { ...options, timeZone });
    return (at) => format.format(new Date(at));
  };
  const time = date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayOfYear = date({ day: 'numeric', month: 'long' });
  const dayWithYear = date({ day: 'numeric', month: 'long', year: 'numeric' });
  const numeric = date({ day: '2-digit', month: '2-digit' });
  const numericWithYear = date({ day: '2-digit', month: '2-digit', year: '2-digit' });
  const full = date({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const plurals = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  const daysAgo = dayCounter(timeZone, now);
  const sameYear = (at: Moment): boolean => yearIn(at, timeZone) === yearIn(now(), timeZone);
  const named = (ago: number): string | undefined => (ago === 0 || ago === 1 ? capital(relative.format(-ago, 'day'), locale) : undefined);
  const calendarDay = (at: Moment): string => (sameYear(at) ? dayOfYear : dayWithYear)(at);
  return {
    time,
    day: (at) => named(daysAgo(at)) ?? calendarDay(at),
    dayInFull: (at) => [named(daysAgo(at)) ?? [], calendarDay(at)].flat().join(', '),
    short: (at) => (daysAgo(at) === 0 ? time(at) : named(daysAgo(at)) ?? (sameYear(at) ? numeric : numericWithYear)(at)),
    dateTime: (at) => `${full(at)} ${time(at)}`,
    duration: createDuration(locale),
    clock,
    number: (value) => number.format(value),
    money: (amount, currency = 'BRL') => new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }).format(amount),
    bytes: createBytes(locale),
    phone: (digits) => maskPhone(`+${digits}`),
    plural: (count, forms) => {
      const form = plurals.select(count);
      return form === 'one' ? forms.one : form === 'many' ? forms.many ?? forms.other : forms.other;
    },
    initials,
  };
}

/** First letters of the first and the last name; none of what is no name, such as a number. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')].at(0) ?? '');
  return letters.join('').toLocaleUpperCase();
}

/** Days between calendar days, as people count them: five minutes before midnight was yesterday. */
function dayCounter(timeZone: string | undefined, now: () => number): (at: Moment) => number {
  const format = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...(timeZone === undefined ? {} : { timeZone }) });
  const dayNumber = (at: Moment): number => Date.parse(`${format.format(new Date(at))}T00:00:00Z`) / (DAY_MINUTES * MINUTE_MS);
  return (at) => dayNumber(now()) - dayNumber(at);
}

const yearIn = (at: Moment, timeZone: string | undefined): string => new Intl.DateTimeFormat('en', { year: 'numeric', ...(timeZone === undefined ? {} : { timeZone }) }).format(new Date(at));

const capital = (text: string, locale: string): string => `${text.slice(0, 1).toLocaleUpperCase(locale)}${text.slice(1)}`;

function createDuration(locale: string): (ms: number) => string {
  const unit = (name: string, unitDisplay: 'short' | 'narrow'): ((value: number) => string) => {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay });
    return (value) => format.format(value);
  };
  const [seconds, minutes, hours, days] = [unit('second', 'short'), unit('minute', 'short'), unit('hour', 'short'), unit('day', 'short')];
  return (ms) => {
    const whole = Math.floor(Math.max(0, ms) / MINUTE_MS);
    if (whole === 0) return seconds(Math.floor(Math.max(0, ms) / 1000));
    if (whole < 60) return minutes(whole);
    if (whole >= 2 * DAY_MINUTES) return days(Math.floor(whole / DAY_MINUTES));
    return whole % 60 === 0 ? hours(whole / 60) : `${hours(Math.floor(whole / 60))} ${minutes(whole % 60)}`;
  };
}

function clock(ms: number): string {
  const total = Math.floor(Math.max(0, ms) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  return hours === 0 ? `${two(minutes)}:${two(seconds)}` : `${hours}:${two(minutes)}:${two(seconds)}`;
}

function createBytes(locale: string): (count: number) => string {
  const format = (unit: string): Intl.NumberFormat => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: unit === 'megabyte' ? 1 : 0 });
  return (count) => (count < 1000 ? format('byte').format(count) : count < 999_500 ? format('kilobyte').format(count / 1000) : format('megabyte').format(count / 1_000_000));
}
