import type { LeadSourceField } from '../../ports/lead-source.ts';
import type { ValueType } from '../../domain/mapping/mapping.ts';
import type { WireField, WireOption } from './wire.ts';

/** What every contact has, as webhooks write it. */
export const NATIVE_FIELDS: readonly LeadSourceField[] = [
  { path: 'contact.email', name: 'E-mail', type: 'email', own: 'no' },
  { path: 'contact.first_name', name: 'First Name', type: 'text', own: 'no' },
  { path: 'contact.last_name', name: 'Last Name', type: 'text', own: 'no' },
  { path: 'contact.phone', name: 'Phone', type: 'phone', own: 'no' },
  { path: 'contact.orgname', name: 'Account', type: 'text', own: 'no' },
  { path: 'contact.tags', name: 'Tags', type: 'text', own: 'no' },
];

const TYPES: Readonly<Record<string, ValueType>> = {
  text: 'text', textarea: 'text', hidden: 'text', NULL: 'text', date: 'date', datetime: 'date-time', dropdown: 'option', radio: 'option',
  checkbox: 'options', listbox: 'options', number: 'number', currency: 'number',
};

/** Webhooks name own fields by their personalisation tag, in lower case. One whose tag is empty is in no webhook. */
export function ownField({ id, title, type, perstag }: WireField, options: readonly WireOption[]): readonly LeadSourceField[] {
  if (perstag === '') return [];
  const mine = options.filter(({ field }) => field === id).map((option) => ({ id: option.value ?? option.id, name: option.label ?? option.value ?? option.id }));
  return [{
    path: `contact.fields${quoted(perstag.toLowerCase())}`, name: title, type: TYPES[type] ?? 'text', own: 'yes', ...(mine.length === 0 ? {} : { options: mine }),
  }];
}

const quoted = (key: string): string => (/^[a-z_][\w-]*$/.test(key) ? `.${key}` : `["${key}"]`);
