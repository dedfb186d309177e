import * as z from 'zod';

const text = z.string().nullish();
const integer = z.int().nullish();

/** The value of a custom field on a row. One of the values is set; references come back in a column of their own too. */
export const otherPropertyRow = z.looseObject({
  FieldKey: z.string(),
  StringValue: text,
  BigStringValue: text,
  IntegerValue: integer,
  DecimalValue: z.number().nullish(),
  DateTimeValue: text,
  BoolValue: z.boolean().nullish(),
  ObjectValueId: integer,
  UserValueId: integer,
  ContactValueId: integer,
  ProductValueId: integer,
  AttachmentValueId: integer,
});
export type OtherPropertyRow = z.infer<typeof otherPropertyRow>;

/** How a custom field's value is written: options, users and contacts go by their id as an integer; `null` empties the field. */
export type OtherPropertyBody =
  { readonly FieldKey: string } & Readonly<Record<string, string | number | boolean | null>>;
