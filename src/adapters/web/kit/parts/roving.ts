const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Where a key leads in a row of `count`, which is a ring; undefined when the key leads nowhere. */
function nextIndex(key: string, from: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  return step === undefined ? undefined : (from + step + count) % count;
}

/** Moves the focus among those inside that fit the selector, by the key that was pressed; tells which one has it now. */
export function moveFocus(event: KeyboardEvent, around: HTMLElement, selector: string): number | undefined {
  const stops = [...around.querySelectorAll<HTMLElement>(selector)];
  const to = nextIndex(event.key, stops.findIndex((stop) => stop.contains(document.activeElement)), stops.length);
  if (to === undefined) return undefined;
  event.preventDefault();
  stops[to]?.focus();
  return to;
}
