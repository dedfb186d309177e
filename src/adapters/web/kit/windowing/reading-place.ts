import type { Windower } from './windower.ts';

/** Where somebody reads: rows on screen, by how far below its upper edge each begins. */
export interface ReadingPlace {
  readonly rows: readonly { readonly key: string; readonly offset: number }[];
}

/** Rows that begin on screen, and before them the one that is cut by the upper edge, which is held to only where nothing else is left. */
export function placeAt(windower: Windower, scrollTop: number, view: number): ReadingPlace {
  if (windower.count === 0) return { rows: [] };
  const from = windower.rowAt(scrollTop);
  const to = windower.rowAt(scrollTop + Math.max(0, view - 1));
  const rows = Array.from({ length: to - from + 1 }, (_, nth) => ({ key: windower.keyAt(from + nth) ?? '', offset: windower.topOf(from + nth) - scrollTop }));
  const [cut, ...whole] = rows;
  return { rows: cut !== undefined && cut.offset < 0 ? [...whole, cut] : rows };
}

/**
 * Where to scroll so that the same line stands where it stood. A row that moved away from its neighbour, as a session does when
 * somebody writes, is not what is being read.
 */
export function scrollTopFor(place: ReadingPlace, windower: Windower): number | undefined {
  const left = place.rows.flatMap(({ key, offset }) => {
    const index = windower.indexOf(key);
    return index === undefined ? [] : [{ index, offset }];
  });
  const kept = left.find(({ index }, nth) => left[nth + 1]?.index === index + 1) ?? left[0];
  return kept === undefined ? undefined : windower.topOf(kept.index) - kept.offset;
}
