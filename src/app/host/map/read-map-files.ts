import { readFileSync } from 'node:fs';
import { checkMapping, suggestMapping, type Incoming, type Json, type Mapping } from '../../../domain/mapping/index.ts';
import type { ConversionEvent } from '../../../domain/lead/index.ts';
import type { Platform } from '../../../ports/index.ts';
import { Complaint, EXIT } from '../complaint.ts';
import type { Terminal } from '../terminal.ts';
import type { MappedBy } from './map-delivery.ts';

/** Headers as a JSON object, or as lines `Name: value`. */
export function headersIn(file: string, terminal: Terminal): Readonly<Record<string, string>> {
  const text = textIn(file, terminal).trim();
  if (text.startsWith('{')) return lowerCase(Object.entries(parseObject(jsonIn(file, terminal))).map(([name, value]) => [name, String(value)]));
  return lowerCase(text.split(/\r?\n/).flatMap((line): readonly (readonly [string, string])[] => {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line.trim()) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  }));
}

const lowerCase = (entries: readonly (readonly [string, string])[]): Readonly<Record<string, string>> => Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));

/** What the platform answered. */
export const callbackIn = (file: string, terminal: Terminal): Json => parseJson(jsonIn(file, terminal));

/** The mapping of a file, alone or in an integration with its events; else that of the platform, and where nothing is known of it a guess. */
export function mappedBy(platform: Platform, file: string | undefined, incoming: Incoming, terminal: Terminal): MappedBy {
  if (file === undefined) {
    const isGuessed = Object.keys(platform.mapping.fields).length === 0;
    return { mapping: isGuessed ? suggestMapping([incoming.body]).mapping : platform.mapping, events: [], isGuessed };
  }
  const given = parseObject(jsonIn(file, terminal));
  const isWhole = typeof given['mapping'] === 'object' && given['mapping'] !== null;
  const mapping = parseMapping(isWhole ? given['mapping'] : given);
  const [problem, ...more] = checkMapping(mapping);
  if (problem === undefined) return { mapping, events: isWhole && Array.isArray(given['events']) ? parseEvents(given['events']) : [], isGuessed: false };
  const { words: { map }, language } = terminal;
  const told = [problem, ...more].map(({ target, reason, mend }) => `${target} (${reason}): ${language === 'en' ? mend.en : mend.pt}`).join(' ');
  throw new Complaint(EXIT.refused, { what: map.map, why: map.mappingWrong(told.replace(/\.$/, '')), mend: map.mappingMend });
}

function textIn(file: string, { words: { map } }: Terminal): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Complaint(EXIT.refused, { what: map.map, why: map.fileUnreadable(file), mend: map.fileMend, cause });
  }
}

function jsonIn(file: string, terminal: Terminal): unknown {
  try {
    return JSON.parse(textIn(file, terminal));
  } catch (cause) {
    if (cause instanceof Complaint) throw cause;
    const { words: { map } } = terminal;
    throw new Complaint(EXIT.refused, { what: map.map, why: map.fileUnreadable(file), mend: map.fileMend, cause });
  }
}

/** Anything but an object is one without anything in it. */
const parseObject = (value: unknown): Readonly<Record<string, unknown>> =>
  (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, unknown>> : {});
/** Whatever it is, it is checked. */
const parseMapping = (value: unknown): Mapping => value as Mapping;
const parseJson = (value: unknown): Json => value as Json;
/** As the hub gave them. */
const parseEvents = (value: unknown): readonly ConversionEvent[] => value as readonly ConversionEvent[];
