import './sheet.css';
import type { ComponentChild, ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from './icon-button.tsx';

interface SheetProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons at its foot. */
  readonly footer?: ComponentChild;
}

const REACHABLE = 'a[href], button:not([tabindex="-1"]), input, select, textarea, [tabindex="0"]';

/** Lies over the foot of a screen until it is closed. It keeps the focus, and gives it back to what opened it. */
export function Sheet({ title, closeLabel, onClose, children, footer }: SheetProps): ComponentChild {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const sheet = dialog.current;
    if (sheet === null) return;
    const opener = document.activeElement;
    sheet.showModal();
    (sheet.querySelector<HTMLElement>('[autofocus]') ?? reachableIn(sheet.querySelector('.in')).at(0) ?? reachableIn(sheet.querySelector('footer')).at(0) ?? sheet).focus();
    return () => {
      sheet.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog} class="dlg" aria-labelledby={heading} tabIndex={-1}
      onCancel={(event) => {
        // Whoever shows it takes it away: a sheet that closed itself would leave the state behind.
        event.preventDefault();
        if (event.target === event.currentTarget) onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && isOutside(event, event.currentTarget)) onClose();
      }}
      onKeyDown={(event) => keepFocus(event, event.currentTarget)}
    >
      <header><h3 id={heading}>{title}</h3><IconButton icon="x" label={closeLabel} onClick={onClose} /></header>
      <div class="in">{children}</div>
      {footer === undefined ? null : <footer>{footer}</footer>}
    </dialog>
  );
}

const reachableIn = (around: Element | null): readonly HTMLElement[] => [...(around?.querySelectorAll<HTMLElement>(REACHABLE) ?? [])].filter((found) => found.checkVisibility());

/** In a frame the browser would let Tab out into the page around it. */
function keepFocus(event: KeyboardEvent, sheet: HTMLElement): void {
  if (event.key !== 'Tab') return;
  const stops = reachableIn(sheet);
  const edge = event.shiftKey ? stops.at(0) : stops.at(-1);
  if (document.activeElement !== edge && document.activeElement !== sheet) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops.at(0))?.focus();
}

function isOutside({ clientX, clientY }: MouseEvent, sheet: HTMLElement): boolean {
  const { left, right, top, bottom } = sheet.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
