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
  /** True for the lists that ignore what was asked (v1 messages), or a test of the keys that are. */
  readonly ignores?: (key: string) => boolean;
}

export function createListing<R extends Row>(options: ListingOptions<R>): Listing {
  const matching = (body: unknown): Json[] => {
    const request = listRequest.parse(body);
    const conditions = request.conditions.filter(({ key }) => !(options.ignores?.(key) ?? false));
    const met = rowsMeeting(candidates(options, conditions), conditions);
    if (!request.sort || options.ignores?.(request.sortColumn)) return met;
    const sign = request.direction.toUpperCase() === 'DESC' ? -1 : 1;
    return met.toSorted((a, b) => sign * compare(valueAt(a, request.sortColumn), valueAt(b, request.sortColumn)));
  };
  return {
    matching,
    page: (body) => {
      const { page, size: asked } = listRequest.parse(body);
      const all = matching(body);
      const size = Math.min(asked, LARGEST_PAGE);
      return { results: all.slice(page * size, (page + 1) * size), size: all.length };
    },
  };
}

/** The rows worth showing: few when a condition names an indexed key, all otherwise. */
function candidates<R extends Row>({ table, show, indexed = {} }: ListingOptions<R>, conditions: readonly Condition[]): Json[] {
  const onlyAnd = conditions.every(({ logic }) => (logic ?? 'AND').toUpperCase() === 'AND');
  const narrow = onlyAnd ? conditions.map((condition) => narrowed(table, indexed, condition)).find(Boolean) : undefined;
  return (narrow ?? table.all()).map(show);
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
