import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ClassificationField, ClassificationNode } from '../../../../../ports/attendance-actions.ts';
import { Field } from '../../../kit/parts/field.tsx';
import { OptionList, type ListedOption } from '../../../kit/parts/option-list.tsx';
import { SearchInput } from '../../../kit/parts/search-input.tsx';
import { Select } from '../../../kit/parts/select.tsx';
import { TextInput } from '../../../kit/parts/text-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { isFoundBy } from '../../state/search-match.ts';
import { AskedState } from './asked-state.tsx';
import type { ClassificationForm } from './classification-form.ts';
import { leavesOf, type Leaf } from './classification-leaves.ts';
import { useAsked } from '../../use-asked.ts';
import type { Trouble } from './use-doing.ts';

interface ClassificationChoiceProps {
  readonly tree: ClassificationNode;
  readonly form: ClassificationForm;
  /** Beside the heading: who asks for it. */
  readonly note?: string | undefined;
  /** Whether it may be left out. */
  readonly mayWait: 'yes' | 'no';
  readonly trouble: Trouble | undefined;
}

/** More are searched through. */
const AT_A_GLANCE = 8;
const LATER = '';

/** A leaf of the group's tree, and what is asked for beside it (PAN-07). */
export function ClassificationChoice({ tree, form, note, mayWait, trouble }: ClassificationChoiceProps): ComponentChild {
  const { words: { paperwork } } = usePanel();
  const search = useSignal('');
  const leaves = leavesOf(tree);
  const shown = leaves.filter(({ id, path }) => id === form.node.value || isFoundBy(search.value, { name: path.join(' ') }));
  const later: readonly ListedOption<string>[] = mayWait === 'yes' ? [{ value: LATER, label: paperwork.classifyLater, detail: paperwork.classifyLaterHint }] : [];
  return (
    <>
      <div class="stack s">
        <span class="lab">{paperwork.classification}{note === undefined ? null : <> <span class="quiet">· {note}</span></>}</span>
        {leaves.length > AT_A_GLANCE ? <SearchInput label={paperwork.searchClassification} value={search.value} onInput={(text) => (search.value = text)} /> : null}
        <OptionList
          label={paperwork.classification} value={form.node.value ?? (mayWait === 'yes' ? LATER : undefined)} options={[...later, ...shown.map(optionOf)]}
          onChange={(id) => choose(form, id)}
        />
      </div>
      {form.node.value === undefined ? null : <NodeFields key={form.node.value} node={form.node.value} form={form} trouble={trouble} />}
    </>
  );
}

function choose(form: ClassificationForm, id: string): void {
  if (form.node.peek() === id) return;
  form.fields.value = undefined;
  form.node.value = id === LATER ? undefined : id;
}

function optionOf({ id, path: [first, ...rest] }: Leaf): ListedOption<string> {
  return { value: id, label: <>{first}{rest.length === 0 ? null : <> <span class="quiet">› {rest.join(' › ')}</span></>}</> };
}

function NodeFields({ node, form, trouble }: { readonly node: string; readonly form: ClassificationForm; readonly trouble: Trouble | undefined }): ComponentChild {
  const { state } = usePanel();
  const { answer, trouble: unread, again } = useAsked(async (options) => await state.desk.listClassificationFields(node, options), []);
  useEffect(() => {
    form.fields.value = answer;
  }, [answer]);
  if (unread !== undefined) return <AskedState isThere={false} trouble={unread} onAgain={again} />;
  return <>{answer?.map((field) => <AskedField key={field.id} field={field} form={form} problem={trouble?.errors.some((each) => each.field === field.id) === true ? trouble.text : undefined} />)}</>;
}

function AskedField({ field: { id, label, type, required, options }, form, problem }: { readonly field: ClassificationField; readonly form: ClassificationForm; readonly problem: string | undefined }): ComponentChild {
  const { words: { paperwork } } = usePanel();
  const value = form.valueOf(id);
  const onInput = (text: string): void => {
    value.value = text;
  };
  return (
    <Field label={label} problem={problem} hint={required === 'yes' ? undefined : paperwork.optional}>
      {type === 'option'
        ? <Select value={value.value === '' ? undefined : value.value} options={options.map((option) => ({ value: option, label: option }))} placeholder={paperwork.choose} required={required === 'yes'} onChange={onInput} />
        : <TextInput type={type} value={value.value} required={required === 'yes'} maxLength={type === 'text' ? 1_000 : undefined} onInput={onInput} />}
    </Field>
  );
}
