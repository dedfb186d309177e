import type { ValueType } from '../../../domain/mapping/mapping.ts';
import type { CrmField } from '../../../ports/crm-leads.ts';
import type { PloomesConfig } from '../ploomes-config.ts';
import type { LeadFieldRow } from '../wire/settings.ts';

/** A field that a lead may write, and where its values stand. */
export interface LeadField extends CrmField {
  /** Of Ploomes' own fields: their column. */
  readonly column?: string;
  /** Of custom fields: the column of a value. */
  readonly holds: 'StringValue' | 'BigStringValue' | 'IntegerValue' | 'DecimalValue' | 'DateTimeValue' | 'BoolValue';
}

/** Custom fields bear a GUID in their key, those of Ploomes' own a name: `deal_title` (seen in every account so far). */
const CUSTOM_KEY = /_[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** Columns that a lead has targets of its own for, or that say where a row stands. */
const RESERVED: ReadonlySet<string> = new Set([
  'Id', 'Name', 'Email', 'Phones', 'CPF', 'CNPJ', 'Register', 'CompanyId', 'TypeId', 'Title', 'ContactId', 'PersonId', 'PipelineId', 'StageId', 'StatusId', 'OwnerId',
]);

/** For answers without the field's type; types of numbers are not certain enough. */
const NATIVE_OF_TYPE: Readonly<Record<number, string>> = { 1: 'String', 2: 'BigString', 5: 'DateTime', 6: 'Bool', 7: 'Integer', 10: 'Bool' };

/** A field in our words; absent where a lead cannot write it: it points at something, or its type is not known. */
export function translateLeadField(row: LeadFieldRow, config: PloomesConfig): LeadField | undefined {
  const isOwn = CUSTOM_KEY.test(row.Key);
  const column = isOwn ? undefined : row.PropertyName?.trim();
  if (!isOwn && (column === undefined || !/^[A-Za-z]\w*$/.test(column) || RESERVED.has(column))) return undefined;
  const kind = kindOf(row, config);
  if (kind === undefined) return undefined;
  const options = row.OptionsTable?.Options?.map(({ Id, Name }) => ({ id: String(Id), name: Name }));
  return {
    key: row.Key, name: row.Name, own: isOwn ? 'yes' : 'no', ...kind,
    ...(options === undefined || kind.holds !== 'IntegerValue' ? {} : { options }),
    ...(column === undefined ? {} : { column }),
  };
}

function kindOf(row: LeadFieldRow, { fieldTypes, leads }: PloomesConfig): { readonly type: ValueType; readonly holds: LeadField['holds'] } | undefined {
  const { TypeId: typeId = null, OptionsTable: table, Multiple: isMultiple } = row;
  const isList = typeId === fieldTypes.options || (table !== null && table !== undefined);
  if (isList) return table ? { type: isMultiple === true ? 'options' : 'option', holds: 'IntegerValue' } : undefined;
  switch (row.Type?.NativeType ?? NATIVE_OF_TYPE[typeId ?? 0]) {
    case 'String':
      return { type: 'text', holds: 'StringValue' };
    case 'BigString':
      return { type: 'text', holds: 'BigStringValue' };
    case 'Decimal':
      return { type: 'number', holds: 'DecimalValue' };
    case 'DateTime':
      return { type: 'date-time', holds: 'DateTimeValue' };
    case 'Bool':
      return { type: 'boolean', holds: 'BoolValue' };
    case 'Integer':
      return leads.wholeNumberTypeIds.includes(typeId ?? 0) ? { type: 'number', holds: 'IntegerValue' } : undefined;
    default:
      return undefined;
  }
}
