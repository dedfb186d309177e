import { brasiliaMs } from './clock.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { Json } from './wire-shape.ts';

/** One condition of Neppo's list convention; everything is text on the wire, though numbers are let through. */
export interface Condition {
  readonly key: string;
  readonly value?: unknown;
  readonly operator?: string | null | undefined;
  readonly logic?: string | null | undefined;
}

type Test = (value: unknown) => boolean;

/** The value of a row under a dotted key; undefined where the key does not exist. */
export type ReadValue<Row> = (row: Row, key: string) => unknown;

/**
 * Keeps the rows that meet the conditions, as Neppo does: an unknown key, an unknown operator and a date that is not
 * epoch milliseconds are ignored without a word, several values in IN find nothing, and EQ on a numeric id is an
 * internal error (seen in 2026). Conditions are taken from left to right, each joined by its own `logic`.
 *
 * @throws {@link SimulatorRefusal} 500 for EQ on a numeric id.
 */
export function rowsMeeting<Row>(rows: readonly Row[], conditions: readonly Condition[], read: ReadValue<Row>): readonly Row[] {
  const tests = conditions.flatMap((condition) => {
    if (!isKnownKey(rows, condition.key, read)) return [];
    const test = testOf(condition, rows, read);
    return test ? [{ keep: (row: Row) => test(read(row, condition.key)), or: isOr(condition) }] : [];
  });
  if (tests.length === 0) return rows;
  return rows.filter((row) =>
    tests.reduce((met, { keep, or }, index) => (index === 0 ? keep(row) : or ? met || keep(row) : met && keep(row)), true),
  );
}

const isOr = ({ logic }: Condition): boolean => (logic ?? 'AND').toUpperCase() === 'OR';

function testOf<Row>({ key, operator, value }: Condition, rows: readonly Row[], read: ReadValue<Row>): Test | undefined {
  const text = textOf(value);
  switch ((operator ?? 'EQ').toUpperCase()) {
    case 'EQ':
      if (isNumericId(rows, key, read)) throw new SimulatorRefusal(500, 'Internal Server Error');
      return (found) => textOf(found) === text;
    case 'EQNUM':
      return (found) => found !== null && found !== '' && text !== '' && Number(found) === Number(text);
    case 'NEQ':
      return (found) => found !== null && textOf(found) !== text;
    case 'IS_TRUE':
      return (found) => found === true;
    case 'LIKE':
      return likeTest(text);
    case 'IN':
      return inTest(value);
    case 'AFTER':
      return dateTest(text, (found, limit) => found > limit);
    case 'BEFORE':
      return dateTest(text, (found, limit) => found < limit);
    default:
      return undefined;
  }
}

function likeTest(pattern: string): Test {
  const wanted = pattern.toLowerCase();
  const source = (wanted.includes('%') ? wanted : `%${wanted}%`).split('%').map(escaped).join('.*');
  const like = new RegExp(`^${source}$`, 's');
  return (found) => found !== null && like.test(textOf(found).toLowerCase());
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function inTest(value: unknown): Test {
  const values = Array.isArray(value) ? value.map(textOf) : textOf(value).split(',');
  return (found) => values.length === 1 && found !== null && textOf(found) === values[0]?.trim();
}

function dateTest(text: string, holds: (found: number, limit: number) => boolean): Test | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  return (found) => typeof found === 'string' && holds(brasiliaMs(found), Number(text));
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const isNumericId = <Row>(rows: readonly Row[], key: string, read: ReadValue<Row>): boolean =>
  /(^|\.)id$|Id$/.test(key) && rows.some((row) => typeof read(row, key) === 'number');

/** A key is known when some row has it, be it empty; an empty parent hides its children without making them unknown. */
const isKnownKey = <Row>(rows: readonly Row[], key: string, read: ReadValue<Row>): boolean =>
  rows.some((row) => read(row, key) !== undefined);

/** The value under a dotted key; null under an empty parent, undefined where the key does not exist. */
export function valueAt(row: unknown, key: string): unknown {
  let found: unknown = row;
  for (const part of key.split('.')) {
    if (found === null) return null;
    if (!isRecord(found) || !Object.hasOwn(found, part)) return undefined;
    found = found[part];
  }
  return found;
}

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
