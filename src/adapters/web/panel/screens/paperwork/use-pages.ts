import { batch, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isDeskProblem } from '../../../../../client/index.ts';
import type { Page } from '../../../../../ports/history.ts';
import { usePanel } from '../../panel-context.ts';

/** Rows of a search, page by page. */
export interface Pages<Row> {
  /** Absent until the first answer. */
  readonly rows: readonly Row[] | undefined;
  readonly trouble: string | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  more(): void;
  again(): void;
}

export interface PageRead {
  readonly search: string;
  readonly limit: number;
  readonly after?: string;
}

interface PagesNeeds<Row> {
  /** What is typed; read when nobody types any more. */
  readonly search: string;
  /** Fewer letters are not searched for. */
  readonly fewest: number;
  read(wish: PageRead, options: { readonly signal: AbortSignal }): Promise<Page<Row>>;
}

const TYPING_MS = 300;
const ROWS = 20;

/** Reads what is searched for; what was found before stays until there is something newer. */
export function usePages<Row>({ search, fewest, read }: PagesNeeds<Row>): Pages<Row> {
  const { words: { shell } } = usePanel();
  const rows = useSignal<readonly Row[] | undefined>(undefined);
  const next = useSignal<string | undefined>(undefined);
  const trouble = useSignal<string | undefined>(undefined);
  const isLoading = useSignal(false);
  const tries = useSignal(0);
  const late = useRef(new AbortController());
  const sought = search.trim();

  async function load(after: string | undefined, { signal }: AbortController): Promise<void> {
    isLoading.value = true;
    trouble.value = undefined;
    try {
      const page = await read({ search: sought, limit: ROWS, ...(after === undefined ? {} : { after }) }, { signal });
      if (signal.aborted) return;
      batch(() => {
        rows.value = after === undefined ? page.rows : [...(rows.peek() ?? []), ...page.rows];
        next.value = page.next;
      });
    } catch (failure) {
      if (!signal.aborted) trouble.value = isDeskProblem(failure) ? failure.text : shell.failed;
    } finally {
      if (!signal.aborted) isLoading.value = false;
    }
  }

  useEffect(() => {
    const mine = new AbortController();
    late.current = mine;
    if (sought.length < fewest) {
      batch(() => {
        rows.value = undefined;
        next.value = undefined;
        trouble.value = undefined;
        isLoading.value = false;
      });
      return;
    }
    const timer = setTimeout(() => void load(undefined, mine), rows.peek() === undefined && fewest === 0 ? 0 : TYPING_MS);
    return () => {
      clearTimeout(timer);
      mine.abort();
    };
  }, [sought, tries.value]);

  return {
    rows: rows.value, trouble: trouble.value, isLoading: isLoading.value, hasMore: next.value !== undefined,
    more: () => void (isLoading.peek() ? undefined : load(next.peek(), late.current)),
    again: () => void (tries.value += 1),
  };
}
