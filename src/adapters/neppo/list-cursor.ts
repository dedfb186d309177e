import { contradiction } from './failures.ts';
import { PAGE_SIZE } from './wire/list.ts';

/** A page of a list, and the text behind which the next one begins; none on the last. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
  readonly total?: number;
}

interface CountedRows<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
}

interface Place {
  readonly page: number;
  /** The last id that was given. */
  readonly last: number;
  /** How many rows there were then. */
  readonly total: number;
}

const BEGINNING: Place = { page: 0, last: 0, total: 0 };

/**
 * Reads on behind a place. Neppo counts pages, so that rows which went away meanwhile move those behind them a page
 * forward: where it counts fewer rows than before, as many pages are read again, and what was given is left out.
 */
export async function behind<Row extends { readonly id: string }>(
  next: string | undefined,
  route: string,
  read: (page: number) => Promise<CountedRows<Row>>,
): Promise<ListPage<Row>> {
  const place = parsePlace(next) ?? BEGINNING;
  const first = await read(place.page);
  const gone = first.total === undefined ? 0 : Math.max(0, place.total - first.total);
  const page = Math.max(0, place.page - Math.ceil(gone / PAGE_SIZE));
  const { rows, total } = page === place.page ? first : await read(page);
  const isNew = ({ id }: Row): boolean => Number(id) > place.last;
  // Asked for more, it told the same again: without this, a list that ignores its page number has no end.
  if (rows.length === PAGE_SIZE && gone === 0 && !rows.some(isNew)) throw contradiction(route, 'page (the one before again)');
  const last = Math.max(place.last, ...rows.map(({ id }) => Number(id)));
  return {
    // Rows out of order say nothing of what was given before: then some may be given twice, and none is left out.
    rows: gone > 0 && isInOrder(rows) ? rows.filter(isNew) : rows,
    ...(rows.length < PAGE_SIZE ? {} : { next: [page + 1, last, total ?? 0].join(':') }),
    ...(total === undefined ? {} : { total }),
  };
}

const isInOrder = (rows: readonly { readonly id: string }[]): boolean =>
  rows.every(({ id }, at) => at === 0 || Number(rows[at - 1]?.id) < Number(id));

/** A text that another release wrote begins the list anew, which costs calls and nothing else. */
function parsePlace(text: string | undefined): Place | undefined {
  const [, page, last, total] = /^(\d{1,9}):(\d{1,15}):(\d{1,12})$/.exec(text ?? '') ?? [];
  return page === undefined ? undefined : { page: Number(page), last: Number(last), total: Number(total) };
}
