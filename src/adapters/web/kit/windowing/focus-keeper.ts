import type { Scroller } from './scroller.ts';

/** One row of a list takes the focus, by arrows among them; what is redrawn, moved or taken away does not lose it. */
export interface FocusKeeper {
  /** The row that Tab leads to. */
  stop(keys: readonly string[]): number;
  beforeUpdate(before: readonly string[], after: readonly string[]): void;
  afterUpdate(list: HTMLElement): void;
  moveTo(key: string): void;
  onKey(event: KeyboardEvent): void;
  onFocus(event: FocusEvent): void;
  onBlur(event: FocusEvent): void;
}

const IN_A_ROW = 'a[href], button, input, select, textarea, [tabindex]';
const WITH_KEYS_OF_THEIR_OWN = 'input, textarea, select, audio, video, [role=menu], [role=slider]';

export function createFocusKeeper(scroller: Scroller, keys: () => readonly string[], redraw: () => void): FocusKeeper {
  /** The row that was focused last, and is the stop since. */
  let current: string | undefined;
  let focused: HTMLElement | undefined;
  let isUpdating = false;
  let isAwaited = false;
  return {
    stop(rows) {
      const at = current === undefined ? -1 : rows.indexOf(current);
      if (at >= 0) return at;
      const first = scroller.firstWhole();
      return first === undefined ? (rows.length === 0 ? -1 : 0) : rows.indexOf(first);
    },
    beforeUpdate(before, after) {
      isUpdating = focused !== undefined;
      if (current === undefined || after.includes(current)) return;
      // Of a row that is gone its neighbour takes over.
      const stays = new Set(after);
      const at = before.indexOf(current);
      current = [...before.slice(at + 1), ...before.slice(0, Math.max(0, at)).toReversed()].find((key) => stays.has(key));
      isAwaited ||= focused !== undefined;
    },
    afterUpdate(list) {
      if (list.role !== 'log') makeOneStop(list, keys()[this.stop(keys())]);
      const lost = focused !== undefined && (document.activeElement === null || document.activeElement === document.body);
      isUpdating = false;
      if (!isAwaited && !lost) return;
      const target = !isAwaited && focused?.isConnected === true ? focused : stopIn(list, current);
      if (target === undefined) return;
      isAwaited = false;
      target.focus({ preventScroll: true });
    },
    moveTo(key) {
      current = key;
      isAwaited = true;
      scroller.scrollTo(key, 'nearest');
      redraw();
    },
    onKey(event) {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || current === undefined) return;
      if (event.target instanceof Element && event.target.closest(WITH_KEYS_OF_THEIR_OWN) !== null) return;
      const to = rowFor(event.key, current, keys(), scroller);
      if (to === undefined) return;
      event.preventDefault();
      this.moveTo(to);
    },
    onFocus(event) {
      if (!(event.target instanceof HTMLElement)) return;
      focused = event.target;
      const key = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'];
      if (key === undefined || key === current) return;
      current = key;
      redraw();
    },
    onBlur() {
      // An element that is moved or taken away is blurred as well: then it is given back.
      if (!isUpdating) focused = undefined;
    },
  };
}

function rowFor(key: string, current: string, rows: readonly string[], scroller: Scroller): string | undefined {
  const at = rows.indexOf(current);
  switch (key) {
    case 'ArrowDown': return rows[at + 1];
    case 'ArrowUp': return rows[at - 1];
    case 'Home': return rows[0];
    case 'End': return rows.at(-1);
    case 'PageDown': return scroller.pageFrom(current, 1);
    case 'PageUp': return scroller.pageFrom(current, -1);
    default: return undefined;
  }
}

/** What takes the focus in a row: the row itself, or the first inside it that can. */
function stopIn(list: HTMLElement, key: string | undefined): HTMLElement | undefined {
  const row = [...list.querySelectorAll<HTMLElement>('[data-row]')].find((one) => one.dataset['row'] === key);
  return row === undefined ? undefined : row.hasAttribute('tabindex') ? row : row.querySelector<HTMLElement>(IN_A_ROW) ?? undefined;
}

/** Rows that say nothing of tab stops are made to: the whole list is one. */
function makeOneStop(list: HTMLElement, stop: string | undefined): void {
  for (const row of list.querySelectorAll<HTMLElement>('[data-row]')) {
    const tabIndex = row.dataset['row'] === stop ? 0 : -1;
    for (const inside of row.querySelectorAll<HTMLElement>(IN_A_ROW)) inside.tabIndex = tabIndex;
  }
}
