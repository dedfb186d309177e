import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ClassificationChoice, ClassificationField } from '../../../../../ports/attendance-actions.ts';

/** A classification while it is filled in. */
export interface ClassificationForm {
  /** A leaf of the tree; absent while none is chosen. */
  readonly node: Signal<string | undefined>;
  readonly comment: Signal<string>;
  /** What is asked for beside the chosen leaf; absent until it is known. */
  readonly fields: Signal<readonly ClassificationField[] | undefined>;
  valueOf(field: string): Signal<string>;
  /** Names of fields that need a value and have none. */
  readonly missing: ReadonlySignal<readonly string[]>;
  /** As it is sent; absent while it cannot be. */
  readonly wish: ReadonlySignal<ClassificationChoice | undefined>;
}

export function createClassificationForm(): ClassificationForm {
  const node = signal<string | undefined>(undefined);
  const comment = signal('');
  const fields = signal<readonly ClassificationField[] | undefined>(undefined);
  const values = new Map<string, Signal<string>>();
  const valueOf = (field: string): Signal<string> => {
    const value = values.get(field) ?? signal('');
    values.set(field, value);
    return value;
  };
  const missing = computed(() => (fields.value ?? []).filter(({ id, required }) => required === 'yes' && valueOf(id).value.trim() === '').map(({ label }) => label));
  const wish = computed((): ClassificationChoice | undefined => {
    const [nodeId, asked, said] = [node.value, fields.value, comment.value.trim()];
    if (nodeId === undefined || asked === undefined || missing.value.length > 0) return undefined;
    const filled = asked.map(({ id }) => ({ id, value: valueOf(id).value.trim() })).filter(({ value }) => value !== '');
    return { nodeId, ...(said === '' ? {} : { comment: said }), ...(filled.length === 0 ? {} : { fields: filled }) };
  });
  return { node, comment, fields, valueOf, missing, wish };
}
