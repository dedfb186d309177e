import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isDeskProblem } from '../../../client/index.ts';
import { usePanel } from './panel-context.ts';

/** What the hub was asked, as it stands. */
export interface Asked<Answer> {
  readonly answer: Answer | undefined;
  readonly trouble: string | undefined;
  again(): void;
}

interface AskSettings {
  /** Whoever types on is not answered after each letter. */
  readonly restMs?: number;
}

type Ask<Answer> = (options: { readonly signal: AbortSignal }) => Promise<Answer>;

const UNTOLD = {} as const;

/** Asks when it is first shown, and anew when what it is about changes; the newest question counts. `undefined` asks nothing. */
export function useAsked<Answer>(ask: Ask<Answer> | undefined, about: readonly unknown[], { restMs }: AskSettings = {}): Asked<Answer> {
  const { words: { shell } } = usePanel();
  const told = useSignal<{ readonly answer?: Answer; readonly trouble?: string }>(UNTOLD);
  const tries = useSignal(0);
  useEffect(() => {
    told.value = UNTOLD;
    if (ask === undefined) return;
    const late = new AbortController();
    const { signal } = late;
    const begin = (): void => void ask({ signal }).then((answer) => {
      if (!signal.aborted) told.value = { answer };
    }, (failure: unknown) => {
      if (!signal.aborted) told.value = { trouble: isDeskProblem(failure) ? failure.text : shell.failed };
    });
    const timer = restMs === undefined ? begin() : setTimeout(begin, restMs);
    return () => {
      clearTimeout(timer ?? undefined);
      late.abort();
    };
  }, [...about, tries.value]);
  return { answer: told.value.answer, trouble: told.value.trouble, again: () => void (tries.value += 1) };
}
