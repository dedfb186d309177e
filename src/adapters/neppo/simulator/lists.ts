import * as z from 'zod';
import { type Condition, rowsMeeting, valueAt } from './conditions.ts';
import type { Row, Table } from './table.ts';
import type { Json } from './wire-shape.ts';

/** What may be asked of a list. Anything that does not fit is treated as not said, as Neppo does. */
const listRequest = z
  .looseObject({
    conditions: z
      .array(z.looseObject({ key: z.string(), value: z.unknown().optional(), operator: z.string().nullish(), logic: z.string().nullish() }))
      .catch([]),
    page: z.coerce.number().int().min(0).catch(0),
    size: z.coerce.number().int().min(1).catch(50),
    sort: z.coerce.boolean().catch(false),
    sortColumn: z.string().catch('id'),
    direction: z.string().catch('ASC'),
  })
  .catch({ conditions: [], page: 0, size: 50, sort: false, sortColumn: 'id', direction: 'ASC' });

/** Pages are never larger, whatever was asked; Neppo says nothing about it. */
const LARGEST_PAGE = 50;

/** A gateway list: its rows, how they are shown, and which keys narrow them without looking at all. */
export interface Listing {
  readonly matching: (body: unknown) => Json[];
  readonly page: (body: unknown) => { results: Json[]; size: number };
}

export interface ListingOptions<R extends Row> {
  readonly table: Table<R>;
  readonly show: (row: R) => Json;
  /** Condition keys that the table's indexes answer, by index name. */
  readonly indexed?: Readonly<Record<string, string>>;
  /** Condition keys whose values a row has at hand, so that a large table need not be shown to be searched. */
  readonly columns?: Readonly<Record<string, (row: R) => unknown>>;
  /** True for the lists that ignore what was asked (v1 messages), or a test of the keys that are. */
  readonly ignores?: (key: string) => boolean;
}

export function createListing<R extends Row>(options: ListingOptions<R>): Listing {
  const { show } = options;
  const found = (body: unknown): readonly R[] => {
    const request = listRequest.parse(body);
    const conditions = request.conditions.filter(({ key }) => !(options.ignores?.(key) ?? false));
    const met = meeting(options, candidates(options, conditions), conditions);
    if (!request.sort || options.ignores?.(request.sortColumn)) return met;
    const isDescending = request.direction.toUpperCase() === 'DESC';
    if (request.sortColumn === 'id') return isDescending ? met.toReversed() : met;
    const sign = isDescending ? -1 : 1;
    const keyed = met.map((row) => ({ row, value: valueAt(show(row), request.sortColumn) }));
    return keyed.toSorted((a, b) => sign * compare(a.value, b.value)).map(({ row }) => row);
  };
  return {
    matching: (body) => found(body).map(show),
    page: (body) => {
      const { page, size: asked } = listRequest.parse(body);
      const all = found(body);
      const size = Math.min(asked, LARGEST_PAGE);
      return { results: all.slice(page * size, (page + 1) * size).map(show), size: all.length };
    },
  };
}

/** Looks at no more of the rows than the conditions name, where it can. */
function meeting<R extends Row>({ show, columns = {} }: ListingOptions<R>, rows: readonly R[], conditions: readonly Condition[]): readonly R[] {
  if (conditions.every(({ key }) => Object.hasOwn(columns, key))) return rowsMeeting(rows, conditions, (row, key) => columns[key]?.(row));
  const shown = rows.map((row) => ({ row, json: show(row) }));
  return rowsMeeting(shown, conditions, ({ json }, key) => valueAt(json, key)).map(({ row }) => row);
}

/** The rows worth looking at, lowest id first: few when conditions name indexed keys, all otherwise. */
function candidates<R extends Row>({ table, indexed = {} }: ListingOptions<R>, conditions: readonly Condition[]): readonly R[] {
  const [first, ...others] = conditions;
  if (first === undefined) return table.ordered;
  const isOr = ({ logic }: Condition): boolean => (logic ?? 'AND').toUpperCase() === 'OR';
  if (!conditions.some(isOr)) return conditions.map((condition) => narrowed(table, indexed, condition)).find(Boolean) ?? table.ordered;
  if (!others.every(isOr)) return table.ordered;
  const each = conditions.map((condition) => narrowed(table, indexed, condition));
  if (each.some((rows) => rows === undefined)) return table.ordered;
  return [...new Set(each.flatMap((rows) => rows ?? []))].toSorted((a, b) => a.id - b.id);
}

function narrowed<R extends Row>(table: Table<R>, indexed: Readonly<Record<string, string>>, condition: Condition): R[] | undefined {
  const value = String(condition.value);
  if (condition.operator === 'EQNUM' && condition.key === 'id') {
    const row = table.get(Number(value));
    return row ? [row] : [];
  }
  const index = indexed[condition.key];
  if (index === undefined) return undefined;
  if (condition.operator === 'EQNUM') return table.find(index, Number(value));
  return condition.operator === 'EQ' && !/(^|\.)id$|Id$/.test(condition.key) ? table.find(index, value) : undefined;
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a ?? ''), String(b ?? '')];
  return left < right ? -1 : left > right ? 1 : 0;
}
