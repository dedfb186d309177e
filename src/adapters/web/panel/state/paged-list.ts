import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { isDeskProblem, type DeskProblem } from '../../../../client/index.ts';
import type { Page } from '../../../../ports/history.ts';
import { createMeanwhile, createTurns } from './meanwhile.ts';
import type { ShownList } from './panel-state.ts';

/** How a row came to be, or to be gone. */
export type RowChange<Row> = { readonly put: Row } | { readonly drop: string };

/** A list as it is held: pages from the hub, and what the stream tells on top of them. */
export interface PagedList<Row> extends ShownList<Row> {
  change(change: RowChange<Row>): void;
  find(key: string): Row | undefined;
  /** Whether it was asked for at all. */
  readonly begun: ReadonlySignal<boolean>;
}

export interface PagedListNeeds<Row> {
  read(wish: { readonly limit: number; readonly after?: string }): Promise<Page<Row>>;
  keyOf(row: Row): string;
  /** The first of the list before the others. */
  compare(a: Row, b: Row): number;
  /** What does not belong into this list, or is not what is searched for, stays out of it. */
  belongs(row: Row): boolean;
  readonly signal: AbortSignal;
}

const PAGE = 50;
/** The hub gives no more at once. */
const MOST_ROWS = 200;

/** The rows down to an edge, whole: what lies beyond comes with its page. */
interface Held<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  readonly next?: string;
  readonly edge?: Row;
}

export function createPagedList<Row>({ read, keyOf, compare, belongs, signal: closing }: PagedListNeeds<Row>): PagedList<Row> {
  const rows = signal<readonly Row[]>([]);
  const state = signal<'loading' | 'ready' | 'failed'>('loading');
  const problem = signal<DeskProblem | undefined>(undefined);
  const hasMore = signal(false);
  const begun = signal(false);
  const meanwhile = createMeanwhile<RowChange<Row>>();
  const inTurn = createTurns();
  let held: Held<Row> = { rows: new Map() };

  const changed = (before: Held<Row>, change: RowChange<Row>): Held<Row> => {
    const after = new Map(before.rows);
    if ('drop' in change) after.delete(change.drop);
    else if (belongs(change.put) && !(before.edge !== undefined && compare(change.put, before.edge) > 0)) after.set(keyOf(change.put), change.put);
    else after.delete(keyOf(change.put));
    return { ...before, rows: after };
  };

  function show(next: Held<Row>): void {
    held = next;
    rows.value = [...held.rows.values()].toSorted(compare);
    hasMore.value = held.next !== undefined;
  }

  /** Pages from a place on, until there are so many rows. */
  async function readFrom(after: string | undefined, wanted: number): Promise<Held<Row>> {
    const found = new Map<string, Row>();
    for (let place = after, left = wanted; ; ) {
      const page: Page<Row> = await read({ limit: Math.min(MOST_ROWS, Math.max(left, PAGE)), ...(place === undefined ? {} : { after: place }) });
      for (const row of page.rows) if (belongs(row)) found.set(keyOf(row), row);
      const edge = page.rows.at(-1);
      if (page.next === undefined || edge === undefined) return { rows: found };
      place = page.next;
      left -= page.rows.length;
      if (left <= 0) return { rows: found, next: place, edge };
    }
  }

  async function load(pages: () => Promise<Held<Row>>): Promise<void> {
    begun.value = true;
    await inTurn(async () => {
      if (closing.aborted) return;
      try {
        const { read: loaded, told } = await meanwhile.during(pages);
        batch(() => {
          show(told.reduce(changed, loaded));
          state.value = 'ready';
          problem.value = undefined;
        });
      } catch (thrown) {
        if (closing.aborted) return;
        if (!isDeskProblem(thrown)) throw thrown;
        batch(() => {
          problem.value = thrown;
          if (state.peek() !== 'ready') state.value = 'failed';
        });
      }
    });
  }

  return {
    rows, state, problem, hasMore, begun,
    find: (key) => held.rows.get(key),
    change(change) {
      meanwhile.tell(change);
      if (state.peek() === 'ready') show(changed(held, change));
    },
    // What is shown stays until all of it is there anew.
    reload: async () => {
      if (state.peek() === 'failed') state.value = 'loading';
      await load(async () => await readFrom(undefined, Math.max(PAGE, held.rows.size)));
    },
    loadMore: async () => await load(async () => {
      const { next } = held;
      if (next === undefined) return held;
      const more = await readFrom(next, PAGE);
      // What was told while the page was read is in `held` already, and goes on top of the page too.
      return { ...more, rows: new Map([...more.rows, ...held.rows]) };
    }),
  };
}
