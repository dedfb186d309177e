import { contradiction } from './failures.ts';
import { PAGE_SIZE } from './wire/list.ts';

/** One of Neppo's pages of a conversation, the youngest rows first; `count` is of its rows before any were left out. */
export interface BackPage<Row> {
  readonly rows: readonly Row[];
  readonly count: number;
  readonly total: number | undefined;
}

export type ReadBack<Row> = (page: number) => Promise<BackPage<Row>>;

interface Place {
  readonly page: number;
  /** The oldest id that was given. */
  readonly before: number;
  /** How many rows there were then. */
  readonly total: number;
}

const NEWEST: Place = { page: 0, before: Number.POSITIVE_INFINITY, total: 0 };

/**
 * Goes back through a conversation. Neppo counts pages from its end, so that what was said meanwhile moves the rest back: rows that were
 * given before are left out, and the next pages read until there is enough. Where rows went away, as many pages are read again.
 */
export async function pageBack<Row extends { readonly id: string }>(
  read: ReadBack<Row>,
  { older, limit }: { readonly older?: string; readonly limit: number },
): Promise<{ readonly rows: readonly Row[]; readonly older?: string }> {
  const place = parsePlace(older) ?? NEWEST;
  const rows: { readonly row: Row; readonly page: number }[] = [];
  let first = await read(place.page);
  const gone = first.total === undefined ? 0 : Math.max(0, place.total - first.total);
  const start = Math.max(0, place.page - Math.ceil(gone / PAGE_SIZE));
  if (start !== place.page) first = await read(start);
  const given = new Set<string>();
  for (let page = start, found = first; ; page += 1, found = await read(page)) {
    const isNew = ({ id }: Row): boolean => !(Number(id) >= place.before) && !given.has(id);
    rows.push(...found.rows.filter(isNew).map((row) => ({ row, page })));
    if (rows.length > limit || found.count < PAGE_SIZE) break;
    // Asked for more, it told the same again: without this, a list that ignores its page number has no end.
    if (page > start && found.rows.every(({ id }) => given.has(id))) throw contradiction('POST messages', 'page (the one before again)');
    for (const { id } of found.rows) given.add(id);
  }
  const wanted = rows.slice(0, limit);
  const oldest = wanted.at(-1);
  if (rows.length <= limit || oldest === undefined) return { rows: wanted.map(({ row }) => row) };
  return { rows: wanted.map(({ row }) => row), older: [oldest.page, oldest.row.id, first.total ?? 0].join(':') };
}

/** A text that another release wrote begins at the newest again. */
function parsePlace(text: string | undefined): Place | undefined {
  const [, page, before, total] = /^(\d{1,9}):(\d{1,18}):(\d{1,12})$/.exec(text ?? '') ?? [];
  return page === undefined ? undefined : { page: Number(page), before: Number(before), total: Number(total) };
}
