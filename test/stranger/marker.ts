import type { MarkerAnswer } from 'vinculo/ports';

/** An absence is believed only where a row that is known to exist came along (a CRM under load may answer with nothing). */
export function answerByMarker<Id extends string>(
  rows: readonly { readonly id: number }[], [found, ...others]: readonly Id[], known: Id | undefined,
): MarkerAnswer<Id> {
  if (found !== undefined) return { found, believable: true, ...(others.length === 0 ? {} : { others }) };
  return { believable: known === undefined || rows.some(({ id }) => id === Number(known)) };
}
