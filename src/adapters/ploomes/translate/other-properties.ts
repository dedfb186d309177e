import type { OtherPropertyBody, OtherPropertyRow } from '../wire/other-property.ts';

/**
 * The whole list to send when some custom fields of a row change: what stands there already, with ours put in. It has to
 * be whole, since in some accounts a PATCH replaces the list (P5); where it merges, the whole list does no harm.
 */
export function mergeOtherProperties(
  standing: readonly OtherPropertyRow[],
  changes: readonly OtherPropertyBody[],
): readonly OtherPropertyBody[] {
  const changed = new Set(changes.map(({ FieldKey }) => FieldKey));
  return [...standing.filter(({ FieldKey }) => !changed.has(FieldKey)).map(bodyOf), ...changes];
}

/** The marker is compared here, since filtering by custom field is refused in some accounts (P6). */
export const carries = (row: { readonly OtherProperties?: readonly OtherPropertyRow[] | null | undefined }, key: string, marker: string): boolean =>
  (row.OtherProperties ?? []).some(({ FieldKey, StringValue }) => FieldKey === key && StringValue === marker);

function bodyOf(row: OtherPropertyRow): OtherPropertyBody {
  const reference = row.ObjectValueId ?? row.UserValueId ?? row.ContactValueId ?? row.ProductValueId ?? row.AttachmentValueId;
  const values = {
    StringValue: row.StringValue,
    BigStringValue: row.BigStringValue,
    IntegerValue: row.IntegerValue ?? reference,
    DecimalValue: row.DecimalValue,
    DateTimeValue: row.DateTimeValue,
    BoolValue: row.BoolValue,
  };
  const set = Object.entries(values).filter((entry): entry is [string, string | number | boolean] => entry[1] !== null && entry[1] !== undefined);
  return { FieldKey: row.FieldKey, ...Object.fromEntries(set) };
}
