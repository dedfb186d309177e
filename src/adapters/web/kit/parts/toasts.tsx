import type { ComponentChild } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../icon.tsx';

interface ToastsProps {
  readonly items: readonly ShownToast[];
}

export interface ShownToast {
  readonly key: string;
  readonly text: string;
  readonly kind: 'done' | 'failed';
}

/** Short words about what was done. They lie over sheets too, and are silent: whoever adds one announces it. */
export function Toasts({ items }: ToastsProps): ComponentChild {
  const region = useRef<HTMLDivElement>(null);
  const newest = items.at(-1)?.key;
  useLayoutEffect(() => {
    const shown = region.current;
    if (shown === null) return;
    if (shown.matches(':popover-open')) shown.hidePopover();
    // Shown anew it lies over what was opened meanwhile.
    if (newest !== undefined) shown.showPopover();
  }, [newest]);
  return (
    <div ref={region} class="toasts" popover="manual" aria-hidden="true">
      {items.map((toast) => <div key={toast.key} class={`toast ${toast.kind}`}><Icon name={toast.kind === 'done' ? 'check' : 'alert'} size="s" />{toast.text}</div>)}
    </div>
  );
}
