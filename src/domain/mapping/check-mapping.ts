import { ddiOfCountry } from '../phone/foreign-number.ts';
import { compileMapping, type CompileProblem } from './compile-mapping.ts';
import type { FieldRule, Mapping, Source, ValueType } from './mapping.ts';
import { mendOf, type MappingReason, type Mend } from './mending.ts';
import { compulsoryTargets, placeOf, typeOfTarget } from './targets.ts';

/** Something in a mapping that is to be mended before it can serve. */
export interface MappingProblem {
  /** A field's, or `each`, `ddi`, `fields` for the mapping as a whole. */
  readonly target: string;
  readonly reason: MappingReason;
  /** In which path of it, and at which character, from 0. */
  readonly path?: string;
  readonly at?: number;
  /** What to do about it, in both languages. */
  readonly mend: Mend;
}

/** A field that can be mapped to, by the name under which a target names it: `person.<key>`. */
export interface KnownField {
  readonly key: string;
  readonly type: ValueType;
}

/** What there is to map to. What is absent is not looked into. */
export interface KnownFields {
  /** Fields of the integration's own: `custom.<name>`. */
  readonly custom?: readonly string[];
  readonly person?: readonly KnownField[];
  readonly company?: readonly KnownField[];
  readonly card?: readonly KnownField[];
}

type Found = Omit<MappingProblem, 'mend'>;

/** Everything that is wrong with a mapping that somebody wrote (WHK-02, WHK-03, ACL-04). Empty: it can serve. Never throws. */
export function checkMapping(mapping: Mapping, known: { readonly fields?: KnownFields } = {}): readonly MappingProblem[] {
  const compiled = compileMapping(mapping);
  if (mapping?.v !== 1) return [told({ target: 'fields', reason: 'unknown-version' })];
  const rules = typeof mapping.fields === 'object' && mapping.fields !== null ? mapping.fields : {};
  const found: readonly Found[] = [
    ...missing(mapping, rules),
    ...compiled.problems.map(({ target, reason, path, at }: CompileProblem): Found => ({
      target, reason, ...(path !== undefined && path !== '' && { path }), ...(path !== undefined && path !== '' && at !== undefined && { at }),
    })),
    ...compiled.rules.flatMap(({ target }) => againstTarget(target, rules[target], known.fields ?? {})),
  ];
  return found.map(told);
}

const told = (problem: Found): MappingProblem => ({ ...problem, mend: mendOf(problem.reason) });

function missing({ ddi }: Mapping, rules: Mapping['fields']): readonly Found[] {
  const unmapped = compulsoryTargets.filter((target) => !Object.hasOwn(rules, target));
  const found: Found[] = unmapped.map((target) => ({ target, reason: 'compulsory' }));
  if (ddi === undefined || ddi === null || ddi === '') found.push({ target: 'ddi', reason: 'compulsory' });
  else if (!mayBeDdi(ddi)) found.push({ target: 'ddi', reason: 'not-a-ddi' });
  return found;
}

/** What is read of the delivery cannot be known. */
function mayBeDdi(ddi: Source): boolean {
  if (typeof ddi !== 'object' || !('constant' in ddi)) return true;
  const text = String(ddi.constant).trim();
  return /^(?:\+|00)?[1-9]\d{0,3}$/.test(text) || (/^[a-z]{2}$/i.test(text) && ddiOfCountry(text) !== undefined);
}

function againstTarget(target: string, rule: FieldRule | undefined, known: KnownFields): readonly Found[] {
  const place = placeOf(target);
  if (rule === undefined || place === undefined) return [];
  if (rule.from.length === 0) return [{ target, reason: 'no-source' }];
  if (place.in === 'event' || place.in === 'lead') return rule.as === undefined || rule.as === typeOfTarget(target) ? [] : [{ target, reason: 'type-is-fixed' }];
  if (place.in === 'fields') return target.startsWith('custom.') && known.custom?.includes(place.name) === false ? [{ target, reason: 'unknown-field' }] : [];
  const fields = place.in === 'companyFields' ? known.company : known[place.in];
  if (fields === undefined) return [];
  const field = fields.find(({ key }) => key === place.name);
  if (field === undefined) return [{ target, reason: 'unknown-field' }];
  return (rule.as ?? 'text') === field.type ? [] : [{ target, reason: 'other-type' }];
}
