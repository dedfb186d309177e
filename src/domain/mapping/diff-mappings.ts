import type { FieldRule, Mapping, Source } from './mapping.ts';

/** What one version of a mapping says otherwise than another. `target`: a field's, `each` or `ddi`. */
export interface MappingChange {
  readonly target: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly before?: FieldRule | Source;
  readonly after?: FieldRule | Source;
}

/** What became of a mapping, for whoever looks at its versions: `each` and `ddi` first, then by target. Nothing where both do the same. */
export function diffMappings(before: Mapping, after: Mapping): readonly MappingChange[] {
  const targets = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])].toSorted();
  return [
    ...changeOf('each', before.each, after.each),
    ...changeOf('ddi', before.ddi, after.ddi),
    ...targets.flatMap((target) => changeOf(target, ruleOf(before, target), ruleOf(after, target))),
  ];
}

const ruleOf = ({ fields }: Mapping, target: string): FieldRule | undefined => (Object.hasOwn(fields, target) ? fields[target] : undefined);

function changeOf(target: string, before: FieldRule | Source | undefined, after: FieldRule | Source | undefined): readonly MappingChange[] {
  if (before === undefined) return after === undefined ? [] : [{ target, change: 'added', after }];
  if (after === undefined) return [{ target, change: 'removed', before }];
  return inOrder(before) === inOrder(after) ? [] : [{ target, change: 'changed', before, after }];
}

/** As text, in which the order of names makes no difference. */
const inOrder = (value: FieldRule | Source): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part);
