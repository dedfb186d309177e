import { isInert } from './json.ts';
import type { ValueType } from './mapping.ts';

/** Where a target's value goes. */
export type Place =
  | { readonly in: 'event'; readonly name: 'identification' | 'happenedAt' }
  | { readonly in: 'lead'; readonly name: 'name' | 'phone' | 'email' | 'document' | 'company' | 'companyDocument' | 'cardTitle' }
  | { readonly in: 'fields' | 'person' | 'companyFields' | 'card'; readonly name: string };

/** Must be mapped, and must have a value for a lead to be one (WHK-02). */
export const compulsoryTargets = ['event', 'name', 'phone'] as const;

/** A target that must have a value. */
export type CompulsoryTarget = (typeof compulsoryTargets)[number];

const LEAD = ['name', 'phone', 'email', 'document', 'company', 'companyDocument', 'cardTitle'] as const;
const GROUPS = { custom: 'fields', person: 'person', company: 'companyFields', card: 'card' } as const;
const LONGEST = 200;

/** What targets without a rule's word for it hold; all others hold texts. */
const TYPES: ReadonlyMap<string, ValueType> = new Map([
  ['phone', 'phone'], ['email', 'email'], ['document', 'document'], ['companyDocument', 'document'], ['happenedAt', 'date-time'], ['value', 'number'],
]);

const VALUE_TYPES: ReadonlySet<string | undefined> = new Set<ValueType>([
  'text', 'phone', 'email', 'document', 'number', 'date', 'date-time', 'boolean', 'option', 'options',
]);

/** Whether it is a type that targets can hold; mappings come in as JSON. */
export const isValueType = (type: ValueType | undefined): type is ValueType => VALUE_TYPES.has(type);

/** What a target holds by its name. */
export const typeOfTarget = (target: string): ValueType => TYPES.get(target) ?? 'text';

/** Where the value of a target goes; absent for names that are no target. */
export function placeOf(target: string): Place | undefined {
  if (target === 'event') return { in: 'event', name: 'identification' };
  if (target === 'happenedAt') return { in: 'event', name: 'happenedAt' };
  const name = LEAD.find((each) => each === target);
  if (name !== undefined) return { in: 'lead', name };
  if (target.length > LONGEST) return undefined;
  const dot = target.indexOf('.');
  if (dot < 0) return /^[a-z][A-Za-z0-9_]*$/.test(target) && !isInert(target) ? { in: 'fields', name: target } : undefined;
  return placeInGroup(target.slice(0, dot), target.slice(dot + 1));
}

function placeInGroup(prefix: string, name: string): Place | undefined {
  if (name.trim() === '' || isInert(name)) return undefined;
  const group = prefix === 'custom' || prefix === 'person' || prefix === 'company' || prefix === 'card' ? GROUPS[prefix] : undefined;
  return group === undefined ? undefined : { in: group, name };
}
