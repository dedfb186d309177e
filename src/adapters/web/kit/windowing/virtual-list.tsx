import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { classes } from '../parts/classes.ts';
import { createFocusKeeper, type FocusKeeper } from './focus-keeper.ts';
import { createScroller, type Scroller, type ScrollTarget } from './scroller.ts';

interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** What is inside a row. What can be focused in it takes `place.tabIndex`, so that the whole list is one stop. */
  readonly row: (item: Item, place: RowPlace) => ComponentChild;
  /** Height of a row before it was seen. */
  readonly estimate: number;
  readonly label: string;
  /** A list, whose rows hold what is focused; or a log, whose rows are focused themselves. */
  readonly role?: 'list' | 'log' | undefined;
  /** Begins at its end and stays there, as a conversation does. */
  readonly bottom?: boolean | undefined;
  /** Where it begins, in place of its beginning or end: once, when the first rows are there. */
  readonly startAt?: string | undefined;
  /** Stands over a row, such as a day. */
  readonly divider?: ((item: Item, previous: Item | undefined) => ComponentChild) | undefined;
  /** Somebody comes near the first row, and nothing new stands above it since: load older ones. */
  readonly onTop?: (() => void) | undefined;
  /** The same near the last row. */
  readonly onEnd?: (() => void) | undefined;
  /** Whether the end is on screen, when that changed. */
  readonly onAtEnd?: ((isAtEnd: boolean) => void) | undefined;
  readonly list?: { current: ListHandle | null } | undefined;
  readonly class?: string | undefined;
  readonly id?: string | undefined;
}

export interface RowPlace {
  readonly index: number;
  readonly tabIndex: 0 | -1;
}

/** What can be done with a list from outside. */
export interface ListHandle {
  scrollToKey(key: string, where?: ScrollTarget): void;
  focusKey(key: string): void;
  toEnd(): void;
}

/** A list of any length, of which only what is seen is drawn; the line that is read stays where it is. */
export function VirtualList<Item>(props: VirtualListProps<Item>): ComponentChild {
  const { items, keyOf, role = 'list' } = props;
  const element = useRef<HTMLDivElement>(null);
  const drawn = useSignal(0);
  const latest = useRef(props);
  latest.current = props;
  const known = useRef<Known<Item>>({ items: undefined, keys: [] });
  const [scroller, focus] = useMemo(() => createWorks(latest, () => known.current.keys, () => { drawn.value += 1; }), []);
  void drawn.value;
  const isFirst = items.length > 0 && known.current.keys.length === 0;
  if (known.current.items !== items) {
    const keys = items.map(keyOf);
    focus.beforeUpdate(known.current.keys, keys);
    known.current = { items, keys };
    scroller.setRows(keys);
  }

  useLayoutEffect(() => (element.current === null ? undefined : scroller.attach(element.current)), [scroller]);
  useLayoutEffect(() => {
    if (isFirst && props.startAt !== undefined) scroller.scrollTo(props.startAt, 'third');
    else scroller.settle();
    if (element.current !== null) focus.afterUpdate(element.current);
  });
  const handle = useMemo((): ListHandle => ({
    scrollToKey: (key, where = 'start') => scroller.scrollTo(key, where),
    focusKey: (key) => focus.moveTo(key),
    toEnd: () => scroller.toEnd(),
  }), []);
  if (props.list !== undefined) props.list.current = handle;

  const { shown } = scroller;
  const stop = focus.stop(known.current.keys);
  const indexes = drawnRows(shown.start, shown.end, stop);
  return (
    <div
      ref={element} id={props.id} class={classes('v-list', props.class)} role={role} aria-live={role === 'log' ? 'off' : undefined} aria-label={props.label}
      onKeyDown={(event) => focus.onKey(event)} onFocusIn={(event) => focus.onFocus(event)} onFocusOut={(event) => focus.onBlur(event)}
    >
      <div key="before" class="v-space" role="presentation" style={{ height: `${shown.before}px` }} />
      {indexes.map((index) => {
        const item = items[index];
        if (item === undefined) return null;
        const isOff = index < shown.start || index >= shown.end;
        const tabIndex = index === stop ? 0 : -1;
        return (
          <div key={keyOf(item)} data-key={isOff ? undefined : keyOf(item)} class="v-row" role="presentation" style={isOff ? { position: 'absolute', top: `${scroller.topOf(keyOf(item)) ?? 0}px` } : { position: '', top: '' }}>
            {props.divider?.(item, items[index - 1])}
            <div class="v-item" data-row={keyOf(item)} role={role === 'log' ? 'article' : 'listitem'} aria-setsize={items.length} aria-posinset={index + 1} tabIndex={role === 'log' ? tabIndex : undefined}>
              {props.row(item, { index, tabIndex })}
            </div>
          </div>
        );
      })}
      <div key="after" class="v-space" role="presentation" style={{ height: `${shown.after}px` }} />
    </div>
  );
}

interface Known<Item> {
  readonly items: readonly Item[] | undefined;
  readonly keys: readonly string[];
}

/** Those on screen, and the one that Tab leads to, wherever it is. */
function drawnRows(start: number, end: number, stop: number): readonly number[] {
  const rows = Array.from({ length: end - start }, (_, nth) => start + nth);
  if (stop >= 0 && stop < start) return [stop, ...rows];
  return stop >= end ? [...rows, stop] : rows;
}

const NEAR_PX = 400;

function createWorks<Item>(latest: { readonly current: VirtualListProps<Item> }, keys: () => readonly string[], redraw: () => void): [Scroller, FocusKeeper] {
  let wasAtEnd: boolean | undefined;
  const asked: { top: Item | undefined; end: Item | undefined } = { top: undefined, end: undefined };
  const moved = (): void => {
    const { items, onTop, onEnd, onAtEnd } = latest.current;
    const { top, end } = scroller.distance;
    if (wasAtEnd !== scroller.atEnd) onAtEnd?.(wasAtEnd = scroller.atEnd);
    if (top > NEAR_PX) asked.top = undefined;
    else if (items.length > 0 && asked.top !== items[0]) {
      asked.top = items[0];
      onTop?.();
    }
    if (end > NEAR_PX) asked.end = undefined;
    else if (items.length > 0 && asked.end !== items.at(-1)) {
      asked.end = items.at(-1);
      onEnd?.();
    }
  };
  const scroller = createScroller({ estimate: latest.current.estimate, bottom: latest.current.bottom === true, changed: redraw, moved });
  return [scroller, createFocusKeeper(scroller, keys, redraw)];
}
