import type { LeadValue, LeadValues } from './lead.ts';

/** Whether a value says nothing: such a one never erases (WHK-10). */
const isEmpty = (value: LeadValue): boolean =>
  typeof value === 'object' ? value.every((each) => each.trim() === '') : typeof value === 'string' && value.trim() === '';

/** The values that say something (ACL-05, WHK-10). */
export const presentValues = (values: LeadValues): LeadValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));

/** A text that says something, trimmed. */
export const presentText = (text: string | undefined): string | undefined => text?.trim() || undefined;
