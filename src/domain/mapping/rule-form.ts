import { zoneNamed } from '../kernel/instant.ts';
import { isDatePattern } from './date-pattern.ts';
import type { FieldRule, Transform } from './mapping.ts';
import { isValueType } from './targets.ts';

/** Why a rule is not carried out at all. */
export type RuleReason = 'not-a-rule' | 'unknown-type' | 'not-a-transform' | 'too-many-transforms' | 'unknown-zone' | 'not-a-date-format' | 'not-options';

/** More than anybody needs to bring a value into form. */
const MOST_TRANSFORMS = 10;
const MOST_OPTIONS = 5000;
const LONGEST = 500;
const BY_NAME: ReadonlySet<string> = new Set(['trim', 'digits', 'lower-case', 'upper-case', 'first', 'cents'] satisfies readonly Transform[]);

/** What is wrong with the form of a rule, which people write too; absent when nothing is. */
export function wrongInRule(rule: FieldRule): RuleReason | undefined {
  if (typeof rule !== 'object' || rule === null || !Array.isArray(rule.from)) return 'not-a-rule';
  if (rule.as !== undefined && !isValueType(rule.as)) return 'unknown-type';
  if (rule.zone !== undefined && (typeof rule.zone !== 'string' || zoneNamed(rule.zone) === undefined)) return 'unknown-zone';
  if (rule.format !== undefined && !isFormat(rule.format)) return 'not-a-date-format';
  if (rule.options !== undefined && !areOptions(rule.options)) return 'not-options';
  return rule.transform === undefined ? undefined : wrongInTransforms(rule.transform);
}

function wrongInTransforms(transforms: readonly Transform[]): RuleReason | undefined {
  if (!Array.isArray(transforms) || !transforms.every((transform: Transform) => isTransform(transform))) return 'not-a-transform';
  return transforms.length > MOST_TRANSFORMS ? 'too-many-transforms' : undefined;
}

function isTransform(transform: Transform): boolean {
  if (typeof transform === 'string') return BY_NAME.has(transform);
  if (typeof transform !== 'object' || transform === null) return false;
  if ('cut' in transform) return isShortText(transform.cut);
  if ('map' in transform) return typeof transform.map === 'object' && transform.map !== null && Object.values(transform.map).every(isScalar);
  return 'take' in transform && isShortText(transform.split) && Number.isSafeInteger(transform.take);
}

const isShortText = (text: string): boolean => typeof text === 'string' && text !== '' && text.length <= LONGEST;
const isScalar = (value: string | number | boolean): boolean => ['string', 'number', 'boolean'].includes(typeof value);
const isFormat = (format: string): boolean => typeof format === 'string' && (['epoch-s', 'epoch-ms', 'iso'].includes(format) || isDatePattern(format));

const areOptions = (options: NonNullable<FieldRule['options']>): boolean =>
  Array.isArray(options) && options.length <= MOST_OPTIONS
  && options.every((option: { readonly id: string; readonly name: string }) => typeof option === 'object' && option !== null && typeof option.id === 'string' && typeof option.name === 'string');
