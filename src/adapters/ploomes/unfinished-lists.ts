import type * as z from 'zod';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';

/** Lists that were broken off for want of calls. Without them a list of more pages than an account lets us read at once would never end. */
export interface UnfinishedLists {
  /** What was read of the list a moment ago, to go on from; and where to keep it when it is broken off again. */
  take<Row>(list: string, row: z.ZodType<Row>, now: Instant): { readonly rows: readonly Row[]; keep(rows: readonly Row[]): void };
}

/** So long what was read is believed, as lists of funnels and users are. */
const BELIEVED_MS = 60_000;

export function createUnfinishedLists(): UnfinishedLists {
  const kept = new Map<string, { readonly rows: unknown; readonly begunAt: Instant }>();
  return {
    take: (list, row, now) => {
      const known = kept.get(list);
      kept.delete(list);
      const isRecent = known !== undefined && now < addMs(known.begunAt, BELIEVED_MS);
      const begunAt = isRecent ? known.begunAt : now;
      return { rows: isRecent ? parseRows(row, known.rows) : [], keep: (rows) => void kept.set(list, { rows, begunAt }) };
    },
  };
}

/** A list is always read with the same schema, so that these were read with it before. */
const parseRows = <Row>(_row: z.ZodType<Row>, rows: unknown): readonly Row[] => rows as readonly Row[];
