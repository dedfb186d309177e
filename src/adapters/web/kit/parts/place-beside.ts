const GAP_PX = 4;
const EDGE_PX = 8;

/** Puts what was opened under its opener, or over it where more room is, within the page. */
export function placeBeside(opened: HTMLElement, opener: HTMLElement): void {
  const from = opener.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const below = innerHeight - from.bottom - GAP_PX - EDGE_PX;
  const above = from.top - GAP_PX - EDGE_PX;
  const goesBelow = below >= opened.offsetHeight || below >= above;
  const { style } = opened;
  style.maxHeight = `${Math.max(goesBelow ? below : above, 96)}px`;
  const left = from.left + from.width / 2 < innerWidth / 2 ? from.left : from.right - opened.offsetWidth;
  style.left = `${Math.max(EDGE_PX, Math.min(left, innerWidth - opened.offsetWidth - EDGE_PX))}px`;
  style.top = goesBelow ? `${from.bottom + GAP_PX}px` : `${Math.max(EDGE_PX, from.top - GAP_PX - opened.offsetHeight)}px`;
}
