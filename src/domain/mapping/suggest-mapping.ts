import { compileMapping } from './compile-mapping.ts';
import { clues, guess, type Clue, type Hint } from './guess.ts';
import { isList, isObject } from './json.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import type { FieldRule, Incoming, Json, Mapping, Source } from './mapping.ts';
import { compulsoryTargets, type CompulsoryTarget } from './targets.ts';
import { wholeOf } from './read-path.ts';
import { suggestJoins } from './suggest-joins.ts';

/** A rule that seems right for a target. */
export interface Suggestion {
  readonly target: string;
  readonly rule: FieldRule;
  /** How sure, from 0 to 1. */
  readonly score: number;
  readonly why: readonly (Hint | 'joined' | 'known-of-the-platform')[];
}

/** A mapping to begin with, for somebody to look over. */
export interface SuggestedMapping {
  readonly mapping: Mapping;
  /** Best first. */
  readonly suggestions: readonly Suggestion[];
  /** Compulsory, and nothing in the samples looks like it. */
  readonly missing: readonly CompulsoryTarget[];
}

const MOST_SAMPLES = 20;
const SURE_ENOUGH = 0.5;
const MOST_PATHS = 3;

/**
 * Guesses a mapping from samples, by how fields are called in Portuguese and English and by how values look. What a preset finds in the samples goes
 * before any guess. The DDI is that of Brazil, unless the preset says otherwise.
 */
export function suggestMapping(samples: readonly Json[], preset?: Mapping): SuggestedMapping {
  const some = samples.slice(0, MOST_SAMPLES);
  const each = preset === undefined ? eachOf(some) : preset.each;
  const items = some.flatMap((sample) => (each === '$' && isList(sample) ? sample.slice(0, MOST_SAMPLES) : [sample])).slice(0, MOST_SAMPLES);
  const leaves = items.map(leavesOf);
  const known = preset === undefined ? [] : suggestKnown(some, preset);
  const taken = new Set(known.map(({ target }) => target));
  const guessed = clues.flatMap((clue) => (taken.has(clue.target) ? [] : suggest(clue, leaves)));
  const suggestions = [...known, ...guessed].toSorted((a, b) => b.score - a.score);
  const fields = Object.fromEntries(suggestions.map(({ target, rule }) => [target, rule]));
  return {
    mapping: { v: 1, ...(each !== undefined && { each }), ddi: preset?.ddi ?? { constant: '55' }, fields },
    suggestions,
    missing: compulsoryTargets.filter((target) => !Object.hasOwn(fields, target)),
  };
}

const eachOf = (samples: readonly Json[]): string | undefined =>
  samples.length > 0 && samples.every((sample) => isList(sample) && sample.some(isObject)) ? '$' : undefined;

const deliveryOf = (body: Json): Incoming => ({ body, headers: {}, query: {} });

/** The preset's rules that find something in a sample, or that look outside of it. */
function suggestKnown(samples: readonly Json[], preset: Mapping): readonly Suggestion[] {
  const { rules, each } = compileMapping(preset);
  const scopes = samples.flatMap((sample) => {
    const whole = wholeOf(deliveryOf(sample));
    const items = each?.read(whole);
    return each === undefined ? [whole] : (isList(items) ? items.slice(0, MOST_SAMPLES) : []).map((item, index) => ({ ...whole, item, index }));
  });
  return rules.flatMap(({ target, sources }) => {
    const rule = preset.fields[target];
    const finds = sources.some((source) => /^\$(?:headers|query|callback)/.test(source.path) || scopes.some((scope) => source.read(scope) !== undefined));
    return rule === undefined || !finds ? [] : [{ target, rule, score: 1, why: ['known-of-the-platform'] as const }];
  });
}

interface Candidate {
  readonly source: Source;
  readonly score: number;
  readonly why: Suggestion['why'];
  /** In which samples it stands. */
  readonly in: ReadonlySet<number>;
}

/** The best path, and further ones for samples in which it has nothing. */
function suggest(clue: Clue, leaves: readonly (readonly Leaf[])[]): readonly Suggestion[] {
  const candidates = [...candidatesOf(clue, leaves), ...suggestJoins(clue.target, leaves)].filter(({ score }) => score >= SURE_ENOUGH)
    .toSorted((a, b) => b.score - a.score || b.in.size - a.in.size);
  const [best] = candidates;
  if (best === undefined) return [];
  const chosen: Candidate[] = [];
  const covered = new Set<number>();
  for (const candidate of candidates) {
    if (chosen.length >= MOST_PATHS || [...candidate.in].every((sample) => covered.has(sample))) continue;
    chosen.push(candidate);
    for (const sample of candidate.in) covered.add(sample);
  }
  const inCents = clue.target === 'value' && chosen.every(({ source }) => typeof source === 'string' && /cents|centavos/i.test(source));
  const rule: FieldRule = { from: chosen.map(({ source }) => source), ...(inCents && { transform: ['cents'] as const }) };
  return [{ target: clue.target, rule, score: best.score, why: best.why }];
}

function candidatesOf(clue: Clue, leaves: readonly (readonly Leaf[])[]): readonly Candidate[] {
  const byPath = new Map<string, Candidate>();
  leaves.forEach((ofSample, sample) => {
    for (const leaf of ofSample) {
      const found = guess(clue, leaf);
      if (found === undefined) continue;
      const before = byPath.get(leaf.path);
      const better = before === undefined || found.score > before.score ? found : before;
      byPath.set(leaf.path, { source: leaf.path, score: better.score, why: better.why, in: new Set([...(before?.in ?? []), sample]) });
    }
  });
  return [...byPath.values()];
}
