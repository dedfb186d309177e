import { signal, type ReadonlySignal } from '@preact/signals';
import type { Alarms } from './alarms.ts';
import type { Toast } from './panel-state.ts';

export interface Toasts {
  readonly shown: ReadonlySignal<readonly Toast[]>;
  show(text: string, kind: Toast['kind']): void;
  dismiss(id: number): void;
}

/** So many are read at once; an older one makes room. */
const MOST = 3;
/** What failed takes longer to read. */
const SHOWN_MS: Readonly<Record<Toast['kind'], number>> = { done: 4_000, failed: 8_000 };

export function createToasts(alarms: Alarms): Toasts {
  const shown = signal<readonly Toast[]>([]);
  let last = 0;
  const dismiss = (id: number): void => {
    alarms.cancel(`toast ${id}`);
    shown.value = shown.peek().filter((toast) => toast.id !== id);
  };
  return {
    shown, dismiss,
    show(text, kind) {
      // Said again, it is shown anew rather than twice.
      const others = shown.peek().filter((toast) => toast.text !== text).slice(1 - MOST);
      const id = ++last;
      shown.value = [...others, { id, text, kind }];
      alarms.set(`toast ${id}`, SHOWN_MS[kind], () => dismiss(id));
    },
  };
}
