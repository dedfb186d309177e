import type { MarkerAnswer } from '../../ports/card-desk.ts';

/** @param complete - whether a row that is known to exist came along. */
export function markerAnswer<Id>([found, ...others]: readonly Id[], complete: boolean): MarkerAnswer<Id> {
  if (found === undefined) return { believable: complete };
  return { found, believable: true, ...(others.length === 0 ? {} : { others }) };
}
