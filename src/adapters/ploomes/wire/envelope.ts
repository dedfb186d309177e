import * as z from 'zod';

/** A list as OData sends it; the count is there when it was asked for. */
export const listOf = <Row>(row: z.ZodType<Row>): z.ZodType<{ value: Row[]; '@odata.count'?: number | undefined }> =>
  z.looseObject({ value: z.array(row), '@odata.count': z.int().optional() });

export const countOnly = z.looseObject({ '@odata.count': z.int().nonnegative() });

/** What a creating call answers: a list whose first row is the new one, or (seen with webhooks) the row by itself. */
export const created = <Row>(row: z.ZodType<Row>): z.ZodType<Row> => z.preprocess(unwrapped, row);

const wrapped = z.object({ value: z.tuple([z.unknown()], z.unknown()) });

function unwrapped(body: unknown): unknown {
  const parsed = wrapped.safeParse(body);
  return parsed.success ? parsed.data.value[0] : body;
}

export const identified = z.looseObject({ Id: z.int() });

/** What a change answers: the row, in a list or by itself; nothing, in accounts that send no body; and what is none of these says nothing. */
export const changedRow = z.preprocess(unwrapped, z.looseObject({ LastUpdateDate: z.string().nullish().catch(undefined) }).optional().catch(undefined));
export type ChangedRow = z.infer<typeof changedRow>;
