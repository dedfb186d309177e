import { epochMsOf, parseInstant } from '../kernel/instant.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';

/** What a field of the CRM holds. Several options are a list. Dates are ISO texts. */
export type FieldValue = string | number | boolean | readonly string[];

/** The fields of one record by their names in the CRM; what is empty may be absent. */
export type Fields = Readonly<Record<string, FieldValue | undefined>>;

/** The fields that an automation may look at (SND-02). There is no card where the automation is about none. */
export interface FieldsAtHand {
  readonly contact: Fields;
  readonly company?: Fields;
  readonly card?: Fields;
}

/** A field of the contact, its company or its card. */
export interface FieldRef {
  readonly of: keyof FieldsAtHand;
  readonly field: string;
}

/** One condition on one field. Case and outer spaces never matter; numbers and dates are compared by their value. */
export type FieldCondition =
  | { readonly at: FieldRef; readonly operator: 'equals' | 'not-equals' | 'contains'; readonly value: string | number | boolean }
  | { readonly at: FieldRef; readonly operator: 'empty' | 'not-empty' }
  | { readonly at: FieldRef; readonly operator: 'greater' | 'less'; readonly value: string | number }
  | { readonly at: FieldRef; readonly operator: 'in-list'; readonly values: readonly (string | number)[] };

/** Conditions of which all or any are to hold. No condition at all holds. */
export interface SendConditions {
  readonly hold: 'all' | 'any';
  readonly of: readonly (FieldCondition | SendConditions)[];
}

/** More than these are refused when an automation is set up. */
export const CONDITION_LIMITS = { depth: 4, conditions: 50, listed: 200, characters: 500 } as const;

/** Why conditions are refused. */
export type ConditionsProblem = 'too-deep' | 'too-many' | 'list-too-long' | 'text-too-long';

/** Checks that conditions stay within bounds, before they are kept. */
export function checkConditions(conditions: SendConditions): Result<SendConditions, ConditionsProblem> {
  if (depthOf(conditions) > CONDITION_LIMITS.depth) return rejected('too-deep');
  const all = flat(conditions);
  if (all.length > CONDITION_LIMITS.conditions) return rejected('too-many');
  if (all.some((each) => each.operator === 'in-list' && each.values.length > CONDITION_LIMITS.listed)) return rejected('list-too-long');
  return all.flatMap(textsOf).some((text) => text.length > CONDITION_LIMITS.characters) ? rejected('text-too-long') : accepted(conditions);
}

// Deeper ones than the limit are not gone into, however deep they are.
const depthOf = ({ of }: SendConditions, above = 0): number =>
  above > CONDITION_LIMITS.depth ? above : Math.max(above + 1, ...of.filter(isNested).map((each) => depthOf(each, above + 1)));

const flat = ({ of }: SendConditions): readonly FieldCondition[] => of.flatMap((each) => (isNested(each) ? flat(each) : [each]));

const textsOf = (condition: FieldCondition): readonly string[] =>
  [condition.at.field, ...('value' in condition ? [String(condition.value)] : []), ...('values' in condition ? condition.values.map(String) : [])];

const isNested = (each: FieldCondition | SendConditions): each is SendConditions => 'hold' in each;

/** Tells whether the conditions hold for these fields (SND-02). */
export function conditionsHold({ hold, of }: SendConditions, fields: FieldsAtHand): boolean {
  const holds = (each: FieldCondition | SendConditions): boolean => (isNested(each) ? conditionsHold(each, fields) : holdsAt(each, fields));
  return hold === 'all' || of.length === 0 ? of.every(holds) : of.some(holds);
}

/** What a field holds; absent where it is empty, or where there is no such record. */
export function fieldAt(fields: FieldsAtHand, { of, field }: FieldRef): FieldValue | undefined {
  const record = fields[of];
  const value = record !== undefined && Object.hasOwn(record, field) ? record[field] : undefined;
  return value === undefined || isBlank(value) ? undefined : value;
}

const isBlank = (value: FieldValue): boolean =>
  typeof value === 'string' ? value.trim() === '' : typeof value === 'object' && value.every((each) => each.trim() === '');

function holdsAt(condition: FieldCondition, fields: FieldsAtHand): boolean {
  const found = fieldAt(fields, condition.at);
  switch (condition.operator) {
    case 'empty':
      return found === undefined;
    case 'not-empty':
      return found !== undefined;
    case 'equals':
      return found !== undefined && equals(found, condition.value);
    case 'not-equals':
      return found === undefined || !equals(found, condition.value);
    case 'contains':
      return found !== undefined && contains(found, condition.value);
    case 'in-list':
      return found !== undefined && condition.values.some((value) => equals(found, value));
    case 'greater':
      return found !== undefined && compare(found, condition.value) > 0;
    case 'less':
      return found !== undefined && compare(found, condition.value) < 0;
  }
}

const folded = (value: string | number | boolean): string => String(value).normalize('NFKC').trim().toLowerCase();

/** A list equals what is one of its elements. Texts of digits are equal as texts alone: 007 is no 7. */
function equals(found: FieldValue, wanted: string | number | boolean): boolean {
  if (typeof found === 'object') return found.some((each) => equals(each, wanted));
  if (folded(found) === folded(wanted)) return true;
  const isText = typeof found === 'string' && typeof wanted === 'string';
  const [a, b] = [sizeOf(found), sizeOf(wanted)];
  return a !== undefined && a.kind === b?.kind && a.size === b.size && !(isText && a.kind === 'number');
}

const contains = (found: FieldValue, wanted: string | number | boolean): boolean =>
  typeof found === 'object' ? found.some((each) => contains(each, wanted)) : folded(found).includes(folded(wanted));

/** Not a number where one of the two has no size, or where they are of two kinds: then neither is greater. */
function compare(found: FieldValue, wanted: string | number): number {
  const [a, b] = [sizeOf(found), sizeOf(wanted)];
  return a !== undefined && a.kind === b?.kind ? a.size - b.size : Number.NaN;
}

interface Size {
  readonly kind: 'number' | 'date';
  readonly size: number;
}

function sizeOf(value: FieldValue): Size | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? { kind: 'number', size: value } : undefined;
  if (typeof value !== 'string') return undefined;
  if (NUMBER.test(value.trim())) return { kind: 'number', size: Number(value) };
  const date = DATE.test(value.trim()) ? parseInstant(DAY.test(value.trim()) ? `${value.trim()}T00:00:00` : value) : undefined;
  return date?.ok === true ? { kind: 'date', size: epochMsOf(date.value) } : undefined;
}

const NUMBER = /^-?\d{1,15}(?:\.\d{1,6})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}.*)?$/;
