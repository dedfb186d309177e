import { parseInstant } from '../../domain/kernel/instant.ts';
import type { LeadValue, LeadValues } from '../../domain/lead/lead.ts';
import type { CrmField, RefusedValue } from '../../ports/crm-leads.ts';
import type { CrmWorld, FieldOwner } from './crm-world.ts';

/** What of a lead's values can be kept, as it is kept, and what cannot (ACL-04). */
export function keptValues(world: CrmWorld, of: FieldOwner, values: LeadValues = {}): { readonly kept: LeadValues; readonly refused: readonly RefusedValue[] } {
  const kept: (readonly [string, LeadValue])[] = [];
  const refused: RefusedValue[] = [];
  for (const [key, value] of Object.entries(values).filter(([, each]) => textsOf(each).length > 0)) {
    const field = world.fields.find((each) => each.of === of && each.field.key === key)?.field;
    const fit = field && keptValue(field, value);
    if (field === undefined) refused.push({ key, reason: 'field-unknown' });
    else if (fit === undefined) refused.push({ key, reason: 'value-unfit' });
    else kept.push([key, fit]);
  }
  return { kept: Object.fromEntries(kept), refused };
}

/** Whether a value stands there already. */
export const isSameValue = (a: LeadValue | undefined, b: LeadValue): boolean =>
  typeof a === 'object' && typeof b === 'object' ? a.length === b.length && b.every((each) => a.includes(each)) : a === b;

const textsOf = (value: LeadValue): readonly string[] => (typeof value === 'object' ? value : [String(value)]).map((each) => each.trim()).filter((each) => each !== '');

/** Absent where the field cannot hold it. */
function keptValue({ type, options = [] }: CrmField, value: LeadValue): LeadValue | undefined {
  const texts = textsOf(value);
  const [text = ''] = texts;
  const chosen = texts.map((each) => options.find(({ id, name }) => id === each || name.trim() === each)?.id).filter((id) => id !== undefined);
  switch (type) {
    case 'number':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'date':
    case 'date-time':
      return moment(text);
    case 'option':
      return texts.length === 1 ? chosen[0] : undefined;
    case 'options':
      return chosen.length === texts.length ? [...new Set(chosen)] : undefined;
    default:
      return texts.join(', ');
  }
}

function moment(text: string): LeadValue | undefined {
  const parsed = parseInstant(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text);
  return parsed.ok ? parsed.value : undefined;
}
