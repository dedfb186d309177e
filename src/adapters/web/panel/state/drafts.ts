import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Shelf } from './agent-shelf.ts';
import type { Draft, Drafts } from './panel-state.ts';

export interface DraftNeeds {
  /** The agent's own; absent while nobody knows who it is. */
  readonly shelf: ReadonlySignal<Shelf | undefined>;
  now(): number;
  readonly signal: AbortSignal;
}

export interface HeldDrafts extends Drafts {
  /** What was begun has been sent, or handed to the outbox; anything else that was sent leaves it alone. */
  clear(protocol: string, sent: string): void;
}

const EMPTY: Draft = { text: '', mode: 'reply' };
/** Nobody goes on after a month. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

interface KeptDraft extends Draft {
  readonly at: number;
}

export function createDrafts({ shelf, now, signal: closing }: DraftNeeds): HeldDrafts {
  const drafts = new Map<string, Signal<Draft>>();
  const begun = signal<ReadonlyMap<string, string>>(new Map());

  function add(protocol: string, draft: Draft): Signal<Draft> {
    const added = signal(draft);
    drafts.set(protocol, added);
    // Nothing is written that was there already.
    let kept = draft;
    const stop = effect(() => {
      const [now, on] = [added.value, shelf.value];
      tell(protocol, now);
      if (on === undefined || now === kept) return;
      kept = now;
      keep(on, protocol, now);
    });
    closing.addEventListener('abort', stop, { once: true });
    return added;
  }

  function tell(protocol: string, { text }: Draft): void {
    const before = begun.peek();
    if ((before.get(protocol) ?? '') === text.trim()) return;
    const { [protocol]: _, ...others } = Object.fromEntries(before);
    begun.value = new Map(Object.entries(text.trim() === '' ? others : { ...others, [protocol]: text.trim() }));
  }

  function keep(on: Shelf, protocol: string, draft: Draft): void {
    if (draft.text === '' && draft.mode === EMPTY.mode) on.drop(protocol);
    else on.keep(protocol, JSON.stringify({ ...draft, at: now() } satisfies KeptDraft));
  }

  /** What the agent has begun in the meantime is newer than what was kept. */
  function restore(on: Shelf): void {
    for (const [protocol, text] of on.entries()) {
      const kept = parseDraft(text);
      if (kept === undefined || kept.at + KEPT_MS < now()) on.drop(protocol);
      else place(protocol, { text: kept.text, mode: kept.mode });
    }
  }

  function place(protocol: string, draft: Draft): void {
    const there = drafts.get(protocol);
    if (there === undefined) add(protocol, draft);
    else if (there.peek().text === '') there.value = draft;
  }

  const stop = effect(() => {
    const on = shelf.value;
    if (on !== undefined) queueMicrotask(() => restore(on));
  });
  closing.addEventListener('abort', stop, { once: true });

  const of = (protocol: string): Signal<Draft> => drafts.get(protocol) ?? add(protocol, EMPTY);
  return {
    of,
    begun,
    clear(protocol, sent) {
      const draft = of(protocol);
      if (draft.peek().text.trim() === sent.trim()) draft.value = { ...draft.peek(), text: '' };
    },
  };
}

/** What stands in a browser's storage may have been written by anybody, or by another release. */
function parseDraft(text: string): KeptDraft | undefined {
  try {
    const read = JSON.parse(text) as Partial<KeptDraft> | null;
    return typeof read?.text === 'string' && typeof read.at === 'number' ? { text: read.text, at: read.at, mode: read.mode === 'comment' ? 'comment' : 'reply' } : undefined;
  } catch {
    return undefined;
  }
}
