import { instantWithin, zoneAhead, type Zone } from '../kernel/instant.ts';
import { readPattern } from './date-pattern.ts';
import { momentOf, wallOf, type Moment } from './moment.ts';

const LONGEST = 60;
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const BRAZILIAN = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:(?:\s+|\s*[,-]\s*|\s+às\s+)(\d{1,2})[:h](\d{2})(?::(\d{2}))?)?$/i;
const RFC = /^(?:[a-z]{3},?\s+)?(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d{2}):(\d{2})(?::(\d{2}))?\s*(Z|UTC|GMT|[+-]\d{4})$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/;
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Reads a date as platforms write it; `format` as in a rule, or whatever it looks like. Never throws. */
export function readMoment(value: string | number, zone: Zone, format?: string): Moment | undefined {
  const text = String(value).trim();
  if (text.length > LONGEST) return undefined;
  if (format === 'epoch-s' || format === 'epoch-ms') return readEpoch(text, format === 'epoch-s' ? 1000 : 1);
  if (format === 'iso') return readIso(text, zone);
  if (format !== undefined) return readPattern(format, text, zone);
  return readIso(text, zone) ?? readCount(text) ?? readBrazilian(text, zone) ?? readRfc(text) ?? readCompact(text, zone);
}

/** Seconds have 9 or 10 digits from 1973 to 2286, milliseconds 12 or 13, microseconds 15 or 16. */
function readCount(text: string): Moment | undefined {
  const [, whole] = /^-?(\d{9,16})(?:\.\d+)?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const factor = { 9: 1000, 10: 1000, 12: 1, 13: 1, 15: 0.001, 16: 0.001 }[whole.length];
  return factor === undefined ? undefined : readEpoch(text, factor);
}

function readEpoch(text: string, factor: number): Moment | undefined {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return undefined;
  const at = instantWithin(Math.round(Number(text) * factor));
  return at === undefined ? undefined : { at };
}

function readIso(text: string, zone: Zone): Moment | undefined {
  const [found, year, month, day, hour, minute, second, fraction, offset] = ISO.exec(text) ?? [];
  if (found === undefined) return undefined;
  const wall = wallOf(year, month, day, hour, minute, second, fraction);
  return momentOf(wall, hour === undefined ? undefined : (zoneOfOffset(offset) ?? zone), zone);
}

function readBrazilian(text: string, zone: Zone): Moment | undefined {
  const [found, day, month, year, hour, minute, second] = BRAZILIAN.exec(text) ?? [];
  return found === undefined ? undefined : momentOf(wallOf(year, month, day, hour, minute, second), hour === undefined ? undefined : zone, zone);
}

function readCompact(text: string, zone: Zone): Moment | undefined {
  const [found, year, month, day, hour, minute, second] = COMPACT.exec(text) ?? [];
  return found === undefined ? undefined : momentOf(wallOf(year, month, day, hour, minute, second), hour === undefined ? undefined : zone, zone);
}

function readRfc(text: string): Moment | undefined {
  const [found, day, month = '', year, hour, minute, second, offset] = RFC.exec(text) ?? [];
  const place = MONTHS.indexOf(month.toLowerCase());
  if (found === undefined || place < 0) return undefined;
  const zone = zoneOfOffset(offset) ?? zoneAhead(0);
  return momentOf(wallOf(year, String(place + 1), day, hour, minute, second), zone, zone);
}

function zoneOfOffset(offset: string | undefined): Zone | undefined {
  if (offset === undefined) return undefined;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  const ahead = Number(hours) * 60 + Number(minutes);
  return zoneAhead(sign === '-' ? -ahead : ahead);
}
