import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Alarms } from './alarms.ts';
import type { PagedList, RowChange } from './paged-list.ts';
import type { ShownList } from './panel-state.ts';

/** A list, and what a search leaves of it; what is not searched for is kept up to date beside it, so that it is there when the search ends. */
export interface SearchedList<Row> {
  readonly shown: ShownList<Row>;
  /** All of it, whatever is searched for. */
  readonly whole: PagedList<Row>;
  change(change: RowChange<Row>): void;
  /** All of it, and what is searched for. */
  reload(): Promise<void>;
  /** Loads what could not be. */
  mend(): void;
}

export interface SearchedListNeeds<Row> {
  readonly name: string;
  readonly search: ReadonlySignal<string>;
  /** Whether the list is looked at: nothing is searched for in one that is not. */
  readonly isShown: ReadonlySignal<boolean>;
  create(search: string, signal: AbortSignal): PagedList<Row>;
  isFound(row: Row, search: string): boolean;
  readonly alarms: Alarms;
  readonly signal: AbortSignal;
}

/** Nobody types slower than the hub is asked. */
const TYPING_MS = 250;

interface Search<Row> {
  readonly for: string;
  readonly list: PagedList<Row>;
  readonly ends: AbortController;
}

export function createSearchedList<Row>({ name, search, isShown, create, isFound, alarms, signal: closing }: SearchedListNeeds<Row>): SearchedList<Row> {
  const whole = create('', closing);
  const searching = signal<Search<Row> | undefined>(undefined);
  const sought = computed(() => (isShown.value ? search.value.trim() : ''));

  function searchFor(text: string): void {
    if (searching.peek()?.for === text) return;
    searching.peek()?.ends.abort();
    const ends = new AbortController();
    const list = create(text, AbortSignal.any([closing, ends.signal]));
    searching.value = { for: text, list, ends };
    void list.reload();
  }

  function endSearch(): void {
    alarms.cancel(`search ${name}`);
    searching.peek()?.ends.abort();
    searching.value = undefined;
  }

  const stop = effect(() => {
    const text = sought.value;
    untracked(() => {
      if (text === '') endSearch();
      else if (searching.peek()?.for !== text) alarms.set(`search ${name}`, TYPING_MS, () => searchFor(text));
    });
  });
  closing.addEventListener('abort', stop, { once: true });

  /** What answers the search as it is typed now. */
  const answering = computed(() => (searching.value?.for === sought.value ? searching.value.list : undefined));
  const current = computed(() => (sought.value === '' ? whole : answering.value));
  const known = computed(() => {
    const answered = current.value;
    if (answered !== undefined && (answered === whole || answered.state.value === 'ready')) return answered.rows.value;
    // Until the hub has answered, what is here already is looked through.
    return whole.rows.value.filter((row) => isFound(row, sought.value));
  });
  const all = (): readonly PagedList<Row>[] => [whole, searching.peek()?.list].filter((list) => list !== undefined);

  return {
    whole,
    shown: {
      rows: known,
      state: computed(() => current.value?.state.value ?? 'loading'),
      problem: computed(() => current.value?.problem.value),
      hasMore: computed(() => current.value?.hasMore.value ?? false),
      loadMore: async () => await current.peek()?.loadMore(),
      reload: async () => await current.peek()?.reload(),
    },
    change: (change) => all().forEach((list) => list.change(change)),
    reload: async () => void await Promise.all(all().map(async (list) => await list.reload())),
    mend: () => all().filter((list) => list.problem.peek() !== undefined).forEach((list) => void list.reload()),
  };
}
