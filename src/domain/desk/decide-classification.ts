import { parseInstant } from '../kernel/instant.ts';

/** How a group classifies, as far as deciding needs it (PAN-07). */
export interface ClassificationRules {
  readonly mandatory: 'yes' | 'no';
  /** Absent where the group has no tree. */
  readonly tree?: ClassificationBranch;
  /** What is asked for beside the chosen node. */
  readonly fields: readonly AskedField[];
}

/** A node of a tree; what has no children can be chosen. */
export interface ClassificationBranch {
  readonly id: string;
  readonly children: readonly ClassificationBranch[];
}

/** A field that is asked for beside a classification. */
export interface AskedField {
  readonly id: string;
  readonly type: 'text' | 'number' | 'date' | 'option';
  readonly required: 'yes' | 'no';
  readonly options: readonly string[];
}

/** What an agent chose. */
export interface ChosenClassification {
  readonly nodeId: string;
  readonly fields?: readonly { readonly id: string; readonly value: string }[];
}

/** Why a classification cannot be taken. */
export type ClassificationProblem =
  | 'classification-missing' | 'classification-unknown' | 'classification-has-branches' | 'group-without-classification'
  | 'classification-field-missing' | 'classification-field-unknown' | 'classification-field-invalid';

/** Whether a choice stands; `field` names the one that does not. */
export type ClassificationDecision =
  | { readonly outcome: 'allowed' }
  | { readonly outcome: 'refused'; readonly because: ClassificationProblem; readonly field?: string };

/**
 * Whether a session may be ended, or classified, with this choice. A group that asks for a classification gets it in the same step as the end
 * (PAN-07); any other may have one then, or later (PAN-10).
 *
 * @param rules - `fields` are those of the chosen node.
 */
export function decideClassification(step: 'close' | 'classify', rules: ClassificationRules, choice: ChosenClassification | undefined): ClassificationDecision {
  const { tree, mandatory } = rules;
  if (choice === undefined) {
    // A group that asks, and offers nothing to choose, could never be left.
    return step === 'close' && (mandatory === 'no' || tree === undefined) ? { outcome: 'allowed' } : refused('classification-missing');
  }
  if (tree === undefined) return refused('group-without-classification');
  const node = nodeIn(tree, choice.nodeId);
  if (node === undefined) return refused('classification-unknown');
  return node.children.length > 0 ? refused('classification-has-branches') : decideFields(rules.fields, choice.fields ?? []);
}

function decideFields(asked: readonly AskedField[], given: NonNullable<ChosenClassification['fields']>): ClassificationDecision {
  const unknown = given.find(({ id }) => !asked.some((field) => field.id === id));
  if (unknown !== undefined) return refused('classification-field-unknown', unknown.id);
  for (const field of asked) {
    const value = given.findLast(({ id }) => id === field.id)?.value.trim() ?? '';
    if (value === '' && field.required === 'yes') return refused('classification-field-missing', field.id);
    if (value !== '' && !fits(field, value)) return refused('classification-field-invalid', field.id);
  }
  return { outcome: 'allowed' };
}

function fits({ type, options }: AskedField, value: string): boolean {
  switch (type) {
    case 'text': return true;
    case 'number': return /^-?\d+(?:[.,]\d+)?$/.test(value);
    case 'date': return /^\d{4}-\d{2}-\d{2}$/.test(value) && parseInstant(`${value}T00:00:00Z`).ok;
    case 'option': return options.includes(value);
  }
}

function nodeIn(branch: ClassificationBranch, id: string): ClassificationBranch | undefined {
  const open = [branch];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.id === id) return node;
    open.push(...node.children);
  }
  return undefined;
}

const refused = (because: ClassificationProblem, field?: string): ClassificationDecision =>
  ({ outcome: 'refused', because, ...(field === undefined ? {} : { field }) });
