import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Shelf } from './agent-shelf.ts';

export interface PreferenceNeeds {
  readonly name: string;
  readonly otherwise: 'on' | 'off';
  /** The agent's own; absent while nobody knows who it is. */
  readonly shelf: ReadonlySignal<Shelf | undefined>;
  readonly signal: AbortSignal;
}

/** What an agent likes better: kept over a reload, for this agent alone. */
export function createPreference({ name, otherwise, shelf, signal: closing }: PreferenceNeeds): Signal<'on' | 'off'> {
  const wished = signal(otherwise);
  let from: Shelf | undefined;
  const stop = effect(() => {
    const [now, on] = [wished.value, shelf.value];
    if (on === undefined) return;
    if (from === on) return on.keep(name, now);
    from = on;
    const kept = on.entries().find(([each]) => each === name)?.[1];
    wished.value = kept === 'on' || kept === 'off' ? kept : now;
  });
  closing.addEventListener('abort', stop, { once: true });
  return wished;
}
