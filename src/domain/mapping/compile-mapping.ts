import { createConvert, type Convert } from './convert.ts';
import type { FieldRule, Mapping, Path, Source, Transform } from './mapping.ts';
import { compileSource, type CompiledSource, type SourceProblem } from './source.ts';
import { wrongInRule, type RuleReason } from './rule-form.ts';
import { isValueType, placeOf, typeOfTarget, type Place } from './targets.ts';

/** A rule that is ready to be applied many times. */
export interface CompiledRule {
  readonly target: string;
  readonly place: Place;
  readonly sources: readonly CompiledSource[];
  readonly transforms: readonly Transform[];
  readonly convert: Convert;
}

/** What of a mapping cannot be carried out; the rest is. */
export interface CompileProblem {
  readonly target: string;
  readonly reason: SourceProblem['reason'] | RuleReason | 'unknown-target' | 'too-many-rules';
  readonly path?: string;
  readonly at?: number;
}

/** A mapping that is ready to be applied many times. Worth keeping for each version of it. */
export interface CompiledMapping {
  readonly each?: CompiledSource;
  readonly ddi?: CompiledSource;
  readonly rules: readonly CompiledRule[];
  readonly problems: readonly CompileProblem[];
}

/** More rules than any CRM has fields for. */
const MOST_RULES = 300;
const MOST_SOURCES = 100;

/** Makes a mapping ready (WHK-03). What cannot be understood is left out and told of. Never throws. */
export function compileMapping(mapping: Mapping): CompiledMapping {
  const problems: CompileProblem[] = [];
  const compiled = (target: string) => (source: FieldRule['from'][number]): readonly CompiledSource[] => {
    const read = compileSource(source);
    if (read.ok) return [read.value];
    problems.push({ target, ...read.reason });
    return [];
  };
  const form = formOf(mapping);
  const [each] = form.each === undefined ? [] : compiled('each')(form.each);
  const [ddi] = form.ddi === undefined ? [] : compiled('ddi')(form.ddi);
  const all = Object.entries(form.fields);
  if (all.length > MOST_RULES) problems.push({ target: 'fields', reason: 'too-many-rules' });
  const rules = all.slice(0, MOST_RULES).flatMap(([target, rule]) => compileRule(target, rule, compiled(target), problems));
  return { ...(each !== undefined && { each }), ...(ddi !== undefined && { ddi }), rules, problems };
}

function compileRule(
  target: string, rule: FieldRule, compile: (source: FieldRule['from'][number]) => readonly CompiledSource[], problems: CompileProblem[],
): readonly CompiledRule[] {
  const place = placeOf(target);
  if (place === undefined) {
    problems.push({ target, reason: 'unknown-target' });
    return [];
  }
  const wrong = wrongInRule(rule);
  if (wrong !== undefined) {
    problems.push({ target, reason: wrong });
    return [];
  }
  if (rule.from.length > MOST_SOURCES) problems.push({ target, reason: 'too-many-sources' });
  const sources = rule.from.slice(0, MOST_SOURCES).flatMap(compile);
  const fixed = place.in === 'lead' || place.in === 'event';
  const type = fixed || !isValueType(rule.as) ? typeOfTarget(target) : rule.as;
  const convert = createConvert(type, rule, target === 'companyDocument');
  return [{ target, place, sources, transforms: rule.transform ?? [], convert }];
}

/** Mappings are written by people too, and come in as JSON: what is no mapping at all has no rules. */
function formOf(mapping: Mapping): { readonly each?: Path | undefined; readonly ddi?: Source | undefined; readonly fields: Mapping['fields'] } {
  const given: Partial<Mapping> = typeof mapping === 'object' && mapping !== null ? mapping : {};
  const fields = typeof given.fields === 'object' && given.fields !== null && !Array.isArray(given.fields) ? given.fields : {};
  return { each: given.each, ddi: given.ddi, fields };
}
