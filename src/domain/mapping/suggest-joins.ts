import type { Leaf } from './leaves.ts';
import type { Source } from './mapping.ts';

/** A value that stands in pieces beside one another. */
export interface JoinedCandidate {
  readonly source: Source;
  readonly score: number;
  readonly why: readonly ['joined', 'name-of-the-field'];
  readonly in: ReadonlySet<number>;
}

const PIECES: Readonly<Record<string, readonly (readonly [pattern: RegExp, needed: 'yes' | 'no'])[]>> = {
  name: [
    [/^(?:(?:billing |customer )?first ?name|primeiro nome|nome|given name)$/, 'yes'],
    [/^(?:(?:billing |customer )?last ?name|sobrenome|ultimo nome|surname|family name)$/, 'yes'],
  ],
  phone: [
    [/^(?:ddi|country ?code|codigo (?:do )?pais|phone (?:country|local) code)$/, 'no'],
    [/^(?:ddd|area ?code|codigo (?:de )?area)$/, 'yes'],
    [/^(?:number|numero|phone|telefone|celular|fone|phone number)$/, 'yes'],
  ],
};

/** First and last name, area code and number, where both stand under one parent (WHK-03). */
export function suggestJoins(target: string, leaves: readonly (readonly Leaf[])[]): readonly JoinedCandidate[] {
  const pieces = PIECES[target];
  if (pieces === undefined) return [];
  const found = new Map<string, { readonly join: readonly string[]; readonly in: Set<number> }>();
  leaves.forEach((ofSample, sample) => {
    for (const join of joinsIn(ofSample, pieces)) {
      const known = found.get(join.join('\n')) ?? { join, in: new Set() };
      found.set(join.join('\n'), { join, in: known.in.add(sample) });
    }
  });
  // Above a path to one piece of it, under a path to the whole.
  return [...found.values()].map(({ join, in: where }) => ({ source: { join }, score: target === 'name' ? 0.86 : 0.9, why: ['joined', 'name-of-the-field'], in: where }));
}

function joinsIn(leaves: readonly Leaf[], pieces: readonly (readonly [RegExp, 'yes' | 'no'])[]): readonly (readonly string[])[] {
  const byParent = Map.groupBy(leaves, ({ words }) => words.slice(0, -1).join('\n'));
  return [...byParent.values()].flatMap((siblings) => {
    const paths: string[] = [];
    for (const [pattern, needed] of pieces) {
      const piece = siblings.find(({ words }) => pattern.test(words.at(-1) ?? ''));
      if (piece === undefined && needed === 'yes') return [];
      if (piece !== undefined) paths.push(piece.path);
    }
    return [paths];
  });
}
