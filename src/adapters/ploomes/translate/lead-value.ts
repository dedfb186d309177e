import { foldText } from '../../../domain/contact/fold-text.ts';
import { parseInstant } from '../../../domain/kernel/instant.ts';
import type { LeadValue, LeadValues } from '../../../domain/lead/lead.ts';
import type { RefusedValue } from '../../../ports/crm-leads.ts';
import type { OtherPropertyBody, OtherPropertyRow } from '../wire/other-property.ts';
import type { LeadField } from './lead-field.ts';
import { brasiliaTime, momentIn } from './moments.ts';

type WireValue = string | number | boolean;

/** A value that its field can hold; several options are several. */
export interface FittedValue {
  readonly field: LeadField;
  readonly values: readonly WireValue[];
}

/** What of a lead's values can be written, and what cannot (ACL-04). */
export interface FittedValues {
  readonly fitted: readonly FittedValue[];
  readonly refused: readonly RefusedValue[];
}

/** Fits values to the fields that there are. Texts that say nothing are left out: they never erase. */
export function fitValues(values: LeadValues, fields: readonly LeadField[]): FittedValues {
  const fitted: FittedValue[] = [];
  const refused: RefusedValue[] = [];
  for (const [key, value] of Object.entries(values)) {
    const field = fields.find((each) => each.key === key);
    const fit = field === undefined ? undefined : wireValues(field, value);
    if (field === undefined) refused.push({ key, reason: 'field-unknown' });
    else if (fit === undefined) refused.push({ key, reason: 'value-unfit' });
    else if (fit.length > 0) fitted.push({ field, values: fit });
  }
  return { fitted, refused };
}

/** A body with values in it: those of Ploomes' own fields as columns, those of custom fields beside the ones that are there (P5). */
export function withValues(body: ValuedBody, fitted: readonly FittedValue[]): ValuedBody {
  const columns = fitted.flatMap(({ field: { column }, values: [value] }) => (column === undefined || value === undefined ? [] : [[column, value] as const]));
  const properties = fitted.flatMap(({ field: { key, column, holds }, values }) =>
    (column === undefined ? values.map((value): OtherPropertyBody => ({ FieldKey: key, [holds]: value })) : []));
  return {
    ...body, ...Object.fromEntries(columns),
    ...(properties.length === 0 ? {} : { OtherProperties: [...(body.OtherProperties ?? []), ...properties] }),
  };
}

/** What is sent of a row. */
export type ValuedBody = Readonly<Record<string, unknown>> & { readonly OtherProperties?: readonly OtherPropertyBody[] };

/** A row with the values that are there already. */
export type ValuedRow = Readonly<Record<string, unknown>> & { readonly OtherProperties?: readonly OtherPropertyRow[] | null | undefined };

/** The values that a row does not have yet. */
export const differing = (fitted: readonly FittedValue[], row: ValuedRow): readonly FittedValue[] =>
  fitted.filter(({ field, values }) => {
    const standing = new Set(standingValues(row, field).map((each) => comparable(field, each)));
    return standing.size !== new Set(values).size || values.some((each) => !standing.has(comparable(field, each)));
  });

function standingValues(row: ValuedRow, { key, column, holds }: LeadField): readonly unknown[] {
  if (column !== undefined) return [row[column]].filter(isThere);
  const rows = (row.OtherProperties ?? []).filter(({ FieldKey }) => FieldKey === key);
  return rows.map((each) => each[holds] ?? (holds === 'IntegerValue' ? each.ObjectValueId : undefined)).filter(isThere);
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

const comparable = ({ holds }: LeadField, value: unknown): unknown =>
  holds === 'DateTimeValue' && typeof value === 'string' ? (momentIn(value) ?? value) : typeof value === 'string' ? value.trim() : value;

/** Absent where the field cannot hold it; empty where it says nothing. */
function wireValues(field: LeadField, value: LeadValue): readonly WireValue[] | undefined {
  const parts = (typeof value === 'object' ? value : [value]).filter((each) => typeof each !== 'string' || each.trim() !== '');
  if (parts.length === 0) return [];
  if (field.type === 'text') return [parts.map((each) => String(each).trim()).join(', ')];
  if (field.type !== 'options' && parts.length > 1) return undefined;
  const fits = parts.map((each) => wireValue(field, each)).filter((each) => each !== undefined);
  return fits.length === parts.length ? [...new Set(fits)] : undefined;
}

function wireValue({ type, holds, options = [] }: LeadField, value: WireValue): WireValue | undefined {
  switch (type) {
    case 'number':
      return numeric(value, holds === 'IntegerValue');
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'date-time':
      return dateTime(String(value).trim());
    case 'option':
    case 'options':
      return optionId(options, String(value).trim());
    default:
      return undefined;
  }
}

function numeric(value: WireValue, isWhole: boolean): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  return isWhole && !Number.isSafeInteger(number) ? undefined : number;
}

/** A day is the midnight that it begins with in Brasília, as Ploomes keeps it. */
function dateTime(text: string): string | undefined {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (!isDay && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  const moment = parseInstant(isDay ? `${text}T00:00:00` : text);
  return moment.ok ? brasiliaTime(moment.value) : undefined;
}

/** By its id, by its name, or by its name but for case and accents, where that is one option's alone. */
function optionId(options: NonNullable<LeadField['options']>, wanted: string): number | undefined {
  const alike = options.filter(({ name }) => foldText(name.trim()) === foldText(wanted));
  const found = options.find(({ id }) => id === wanted) ?? options.find(({ name }) => name.trim() === wanted) ?? (alike.length === 1 ? alike[0] : undefined);
  return found === undefined ? undefined : Number(found.id);
}
