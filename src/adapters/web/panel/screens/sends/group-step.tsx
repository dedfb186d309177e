import type { ComponentChild } from 'preact';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { OptionList } from '../../../kit/parts/option-list.tsx';
import { usePanel } from '../../panel-context.ts';
import { ClientSummary } from './client-summary.tsx';
import type { SendForm } from './send-form.ts';

/** One of the agent's groups, from whose number the message goes out. */
export function GroupStep({ form }: { readonly form: SendForm }): ComponentChild {
  const { state, words: { sends } } = usePanel();
  const groups = state.me.value?.groups ?? [];
  return (
    <>
      <ClientSummary form={form} />
      <b class="lab">{sends.group}</b>
      {groups.length === 0 ? <NoteBox kind="warn">{sends.noGroups}</NoteBox> : (
        <OptionList
          label={sends.group} value={form.group.value} options={groups.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(group) => {
            if (group !== form.group.peek()) form.template.value = undefined;
            form.group.value = group;
          }}
        />
      )}
    </>
  );
}
