import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { MarkerAnswer } from '../../ports/card-desk.ts';
import { allOf, eq, oneOf } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import { brasiliaTime } from './translate/moments.ts';
import { isMarkedText } from './translate/marked-text.ts';
import { carries } from './translate/other-properties.ts';
import { markedRow, type MarkedRow } from './wire/deal.ts';

/** Ploomes' clock may run behind ours: rows from a little before count too, and the marker tells them apart. */
const CLOCK_DIFFERENCE_MS = 10 * 60_000;

/** What is looked for: a row of this client, made since, that carries the marker. */
export interface MarkedRowQuery<Id> {
  readonly entity: 'Deals' | 'InteractionRecords' | 'Tasks' | 'Documents' | 'Quotes' | 'Orders';
  /** A custom field, or a text that ends with the marker. */
  readonly markedIn: { readonly fieldKey: string } | { readonly column: 'Description' | 'Name' };
  readonly marker: string;
  readonly clientId: number;
  readonly since: Instant;
  readonly knownId?: number;
  readonly translateId: (id: number) => Id;
}

/**
 * Looks for a row whose creating answer was lost.
 *
 * The pipeline is no condition, since automations move new cards on. A known row is asked for along with the others: an
 * answer without it is a lie. Without a known row the count has to agree with the list.
 */
export async function findMarked<Id>(client: PloomesClient, query: MarkedRowQuery<Id>): Promise<MarkerAnswer<Id>> {
  const since = brasiliaTime(addMs(query.since, -CLOCK_DIFFERENCE_MS));
  const recent = allOf(eq('ContactId', query.clientId), `CreateDate ge ${since}`);
  const filter = query.knownId === undefined ? recent : oneOf(`(${recent})`, eq('Id', query.knownId));

  const { markedIn, marker } = query;
  const shown = 'column' in markedIn ? { select: `Id,${markedIn.column}` } : { select: 'Id', expand: 'OtherProperties' };
  const question = { filter, ...shown, orderby: 'Id desc', top: 300 };
  const rows = await client.page(query.entity, question, markedRow);
  const [found, ...others] = rows.filter((row) => isMarked(row, markedIn, marker)).map(({ Id }) => query.translateId(Id));
  if (found !== undefined) return { found, believable: true, ...(others.length === 0 ? {} : { others }) };

  const believable = query.knownId === undefined
    ? (await client.count(query.entity, filter)) === rows.length
    : rows.some(({ Id }) => Id === query.knownId);
  return { believable };
}

const isMarked = (row: MarkedRow, markedIn: MarkedRowQuery<unknown>['markedIn'], marker: string): boolean =>
  'column' in markedIn ? isMarkedText(row[markedIn.column], marker) : carries(row, markedIn.fieldKey, marker);
