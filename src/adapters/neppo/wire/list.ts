import * as z from 'zod';

/** One condition of the gateway's lists. Ids are asked with EQNUM: EQ on a numeric id is answered 500 (seen in 2026). */
export interface WireCondition {
  readonly key: string;
  readonly value: string;
  readonly operator: 'EQ' | 'EQNUM' | 'LIKE';
  readonly logic: 'AND' | 'OR';
}

export const idIs = (key: string, id: string): WireCondition => ({ key, value: id, operator: 'EQNUM', logic: 'AND' });

/** Larger pages are cut to this without a word (seen in 2026). */
export const PAGE_SIZE = 50;

/**
 * A page of a list: `{results, size}`, seen once with `content` instead; nothing at all when there is nothing. `size` is
 * not relied upon.
 */
export const wirePage = <Row>(row: z.ZodType<Row>): z.ZodType<readonly Row[]> => enveloped.pipe(z.array(row));

/** Made once: objects' schemas are compiled when they are first used, which takes longer than a page. */
const enveloped = z
  .union([
    z.object({ results: z.array(z.unknown()) }).transform(({ results }) => results),
    z.object({ content: z.array(z.unknown()) }).transform(({ content }) => content),
  ])
  .nullish()
  .transform((rows) => rows ?? []);

/** The same, with the count of all rows where the list tells it (N12): it is a hint, and never where a list ends. */
export const wireCountedPage = <Row>(row: z.ZodType<Row>): z.ZodType<{ readonly rows: readonly Row[]; readonly total: number | undefined }> =>
  z.unknown().transform((body, context) => {
    const rows = wirePage(row).safeParse(body);
    if (!rows.success) {
      context.issues.push(...rows.error.issues.map((issue) => ({ ...issue, code: 'custom' as const, input: undefined })));
      return z.NEVER;
    }
    return { rows: rows.data, total: counted.safeParse(body).data?.size };
  });

const counted = z.looseObject({ size: z.int().nonnegative() });

/** What a tenant's own address answers where one or many rows may come: a row, a bare array, a page, or nothing. */
export const wireRows = <Row>(row: z.ZodType<Row>): z.ZodType<readonly Row[]> =>
  z.union([z.array(row), row.transform((one) => [one]), wirePage(row)]);
