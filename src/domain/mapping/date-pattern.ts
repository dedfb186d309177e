import type { Zone } from '../kernel/instant.ts';
import { momentOf, wallOf, type Moment } from './moment.ts';

const LONGEST = 40;
const TOKEN = /yyyy|SSS|MM|dd|HH|mm|ss|yy|[MdHms]/g;
const PARTS: ReadonlyMap<string, readonly [name: string, digits: string]> = new Map([
  ['yyyy', ['year', '(\\d{4})']], ['yy', ['shortYear', '(\\d{2})']],
  ['MM', ['month', '(\\d{2})']], ['M', ['month', '(\\d{1,2})']],
  ['dd', ['day', '(\\d{2})']], ['d', ['day', '(\\d{1,2})']],
  ['HH', ['hour', '(\\d{2})']], ['H', ['hour', '(\\d{1,2})']],
  ['mm', ['minute', '(\\d{2})']], ['m', ['minute', '(\\d{1,2})']],
  ['ss', ['second', '(\\d{2})']], ['s', ['second', '(\\d{1,2})']],
  ['SSS', ['fraction', '(\\d{1,9})']],
]);

/**
 * Whether dates can be read by a pattern: it is short, and tells year, month and day, nothing twice. Two places for one part would contradict each
 * other, and many of them could be read in more ways than there is time to try.
 */
export function isDatePattern(pattern: string): boolean {
  if (pattern.length > LONGEST) return false;
  const names = [...pattern.matchAll(TOKEN)].map(([token]) => PARTS.get(token)?.[0]);
  const told = new Set(names);
  return told.size === names.length && (told.has('year') || told.has('shortYear')) && told.has('month') && told.has('day');
}

/** Reads a date that is written like a pattern (`dd/MM/yyyy HH:mm`). */
export function readPattern(pattern: string, text: string, zone: Zone): Moment | undefined {
  if (!isDatePattern(pattern)) return undefined;
  const names: string[] = [];
  const source = escaped(pattern).replaceAll(TOKEN, (token) => {
    const [name = '', digits = ''] = PARTS.get(token) ?? [];
    names.push(name);
    return digits;
  });
  const found = new RegExp(`^${source}$`).exec(text);
  if (found === null) return undefined;
  const parts = new Map(names.map((name, place) => [name, found[place + 1]]));
  const year = parts.get('year') ?? `20${parts.get('shortYear') ?? ''}`;
  const wall = wallOf(year, parts.get('month'), parts.get('day'), parts.get('hour'), parts.get('minute'), parts.get('second'), parts.get('fraction'));
  return momentOf(wall, parts.has('hour') ? zone : undefined, zone);
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
