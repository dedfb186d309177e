import { placeAt, scrollTopFor, type ReadingPlace } from './reading-place.ts';
import { createWindower, type Windower } from './windower.ts';

/** Rows to draw, and the pixels that stand for those that are not drawn. */
export interface Shown {
  readonly start: number;
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

export interface ScrollerSettings {
  /** Height of a row that was never drawn. */
  readonly estimate: number;
  /** It begins at its end, and stays there until somebody scrolls away. */
  readonly bottom: boolean;
  /** Other rows are to be drawn. */
  readonly changed: () => void;
  /** It was scrolled, or what it shows changed. */
  readonly moved: () => void;
}

/** Ties the heights of a long list to the element that scrolls: draw what is shown, then call `settle`. */
export interface Scroller {
  readonly shown: Shown;
  readonly atEnd: boolean;
  /** How far the first and the last row are, in pixels. */
  readonly distance: { readonly top: number; readonly end: number };
  attach(element: HTMLElement): () => void;
  /** Before the rows are drawn anew. */
  setRows(keys: readonly string[]): void;
  /** After they were drawn: measures them and keeps the line that is read where it is. */
  settle(): void;
  scrollTo(key: string, where: ScrollTarget): void;
  toEnd(): void;
  topOf(key: string): number | undefined;
  firstWhole(): string | undefined;
  pageFrom(key: string, direction: 1 | -1): string | undefined;
}

export type ScrollTarget = 'start' | 'third' | 'nearest';

const NEAR_END_PX = 40;
/** Less than may be: the rows that come next may hold more than those that are shown. */
const SHOWN_NODES = 190;
const [FEWEST_SPARE, MOST_SPARE] = [1, 6];
const NO_ROWS: Shown = { start: 0, end: 0, before: 0, after: 0 };
const FIRST_VIEW_PX = 480;

export function createScroller({ estimate, bottom, changed, moved }: ScrollerSettings): Scroller {
  const windower = createWindower(estimate);
  const watched = new Set<Element>();
  let element: HTMLElement | undefined;
  let shown = NO_ROWS;
  let place: ReadingPlace = { rows: [] };
  let isStuck = bottom;
  let setTo = 0;
  let spare = 2;
  /** Others than those that are drawn are shown next. */
  let awaitsRows = false;
  const view = (): number => element?.clientHeight ?? FIRST_VIEW_PX;
  const lowest = (): number => Math.max(0, windower.total - view());
  const wanted = (): number => {
    if (isStuck) return lowest();
    const at = element?.scrollTop ?? 0;
    // A list that is looked at from its beginning shows what comes in above.
    return !bottom && at < 1 ? at : scrollTopFor(place, windower) ?? at;
  };
  const window = (scrollTop: number): void => {
    const next = windowAt(scrollTop);
    if (next.start === shown.start && next.end === shown.end && Math.abs(next.before - shown.before) < 0.5 && Math.abs(next.after - shown.after) < 0.5) return;
    shown = next;
    awaitsRows = true;
    changed();
  };
  const windowAt = (scrollTop: number): Shown => {
    if (windower.count === 0) return NO_ROWS;
    const start = Math.max(0, windower.rowAt(scrollTop) - spare);
    const end = Math.min(windower.count, windower.rowAt(scrollTop + view()) + 1 + spare);
    return { start, end, before: windower.topOf(start), after: windower.total - windower.topOf(end) };
  };
  const measure = (): void => {
    if (element === undefined) return;
    for (const row of rowsIn(element)) {
      const index = windower.indexOf(row.dataset['key'] ?? '');
      if (index !== undefined) windower.setHeight(index, row.getBoundingClientRect().height);
    }
  };
  const watchRows = (sizes: ResizeObserver, around: HTMLElement): void => {
    const rows = new Set<Element>(rowsIn(around));
    for (const row of watched) if (!rows.has(row)) { sizes.unobserve(row); watched.delete(row); }
    for (const row of rows) if (!watched.has(row)) { sizes.observe(row); watched.add(row); }
  };
  const onScroll = (): void => {
    if (element === undefined) return;
    const at = element.scrollTop;
    if (Math.abs(at - setTo) >= 1) {
      setTo = at;
      isStuck = bottom && element.scrollHeight - at - element.clientHeight < NEAR_END_PX;
      place = placeAt(windower, at, view());
    }
    window(isStuck ? lowest() : at);
    moved();
  };
  const settle = (): void => {
    if (element === undefined || !element.checkVisibility()) return;
    measure();
    if (sizes !== undefined) watchRows(sizes, element);
    const to = wanted();
    window(to);
    if (isStuck) element.scrollTop = element.scrollHeight;
    else if (Math.abs(element.scrollTop - to) >= 0.5) element.scrollTop = to;
    setTo = element.scrollTop;
    // While rows that were never measured are on their way, and while the browser cannot scroll there yet, the aim stays what it was.
    if (!awaitsRows && !isStuck && Math.abs(setTo - Math.max(0, Math.min(to, lowest()))) < 1) {
      place = placeAt(windower, setTo, view());
      // An aim that ends at the very end leaves nothing below to be read first.
      isStuck = bottom && lowest() - setTo < 1;
    }
    spare = spareRows(element, shown, windower);
    moved();
  };
  let sizes: ResizeObserver | undefined;
  const aim = (index: number, offset: number): void => {
    isStuck = false;
    place = { rows: [{ key: windower.keyAt(index) ?? '', offset }] };
    window(Math.max(0, windower.topOf(index) - offset));
    settle();
  };
  return {
    get shown() {
      return shown;
    },
    get atEnd() {
      return isStuck || lowest() - (element?.scrollTop ?? 0) < NEAR_END_PX;
    },
    get distance() {
      const at = element?.scrollTop ?? 0;
      return { top: at, end: lowest() - at };
    },
    attach(scrolling) {
      element = scrolling;
      sizes = new ResizeObserver(settle);
      sizes.observe(scrolling);
      scrolling.addEventListener('scroll', onScroll, { passive: true });
      settle();
      return () => {
        sizes?.disconnect();
        watched.clear();
        scrolling.removeEventListener('scroll', onScroll);
        element = undefined;
      };
    },
    setRows(keys) {
      windower.setRows(keys);
      shown = windowAt(wanted());
    },
    settle() {
      awaitsRows = false;
      settle();
    },
    scrollTo(key, where) {
      const index = windower.indexOf(key);
      if (index === undefined) return;
      const at = element?.scrollTop ?? 0;
      const offset = where === 'start' ? 0 : where === 'third' ? Math.round(view() / 3) : nearest(windower.topOf(index) - at, windower.topOf(index + 1) - at, view());
      if (offset !== undefined) aim(index, offset);
    },
    toEnd() {
      isStuck = true;
      window(lowest());
      settle();
    },
    topOf(key) {
      const index = windower.indexOf(key);
      return index === undefined ? undefined : windower.topOf(index);
    },
    firstWhole: () => placeAt(windower, element?.scrollTop ?? 0, view()).rows[0]?.key,
    pageFrom(key, direction) {
      const index = windower.indexOf(key);
      return index === undefined ? undefined : windower.keyAt(windower.rowAt(Math.max(0, windower.topOf(index) + direction * view())));
    },
  };
}

const rowsIn = (element: HTMLElement): readonly HTMLElement[] => [...element.querySelectorAll<HTMLElement>(':scope > [data-key]')];

/** How far below the upper edge a row goes so that it is seen whole; undefined when it is. */
function nearest(top: number, end: number, view: number): number | undefined {
  if (top < 0 || end - top > view) return 0;
  return end > view ? view - (end - top) : undefined;
}

/** How many rows are drawn beyond what is seen: as many as keep the list small. */
function spareRows(element: HTMLElement, { start, end }: Shown, windower: Windower): number {
  const rows = Math.max(1, end - start);
  const nodesEach = Math.max(1, element.getElementsByTagName('*').length / rows);
  const seen = element.clientHeight * rows / Math.max(1, windower.topOf(end) - windower.topOf(start)) + 1;
  return Math.max(FEWEST_SPARE, Math.min(MOST_SPARE, Math.floor((SHOWN_NODES / nodesEach - seen) / 2)));
}
