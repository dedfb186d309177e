import * as z from 'zod';

/** Ids are texts; so is the total. Both come as numbers from some accounts. */
const id = z.union([z.string(), z.number()]).transform(String);

const field = z.looseObject({ id, title: z.string().default(''), type: z.string().default('text'), perstag: z.string().default('') });
const option = z.looseObject({ id, field: id, value: z.string().nullish(), label: z.string().nullish() });

/** One page of `/fields`. The options of all its fields stand beside them. */
export const fieldPage = z.looseObject({
  fields: z.array(field),
  fieldOptions: z.array(option).default([]),
  meta: z.looseObject({ total: id.optional() }).optional(),
});

export type WireField = z.output<typeof field>;
export type WireOption = z.output<typeof option>;
