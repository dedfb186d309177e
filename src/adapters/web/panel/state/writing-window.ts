import { effect, signal, type ReadonlySignal } from '@preact/signals';
import type { DeskRow } from '../../../../domain/desk/desk-row.ts';
import type { Alarms } from './alarms.ts';
import type { WritingWindow } from './panel-state.ts';

/** Whether free text may be written (C5): it shuts at its time, and opens when the row tells of a later one. */
export function createWritingWindow({ row, now, alarms, signal: closing }: { readonly row: ReadonlySignal<DeskRow | undefined>; readonly now: () => number; readonly alarms: Alarms; readonly signal: AbortSignal }): ReadonlySignal<WritingWindow> {
  const window = signal<WritingWindow>({ state: 'open' });
  let name = '';

  function look(until: string | undefined): void {
    const leftMs = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until) - now();
    const state = leftMs > 0 ? 'open' : 'shut';
    if (window.peek().state !== state || window.peek().until !== until) window.value = { state, ...(until === undefined ? {} : { until }) };
    if (leftMs > 0 && Number.isFinite(leftMs)) alarms.set(name, leftMs, () => look(until));
    else alarms.cancel(name);
  }

  const stop = effect(() => {
    name = `window ${row.value?.protocol}`;
    look(row.value?.windowClosesAt);
  });
  closing.addEventListener('abort', () => {
    stop();
    alarms.cancel(name);
  }, { once: true });
  return window;
}
