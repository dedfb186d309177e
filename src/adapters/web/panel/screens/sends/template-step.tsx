import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { MessageTemplate } from '../../../../../domain/active-send/active-send.ts';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { OptionList } from '../../../kit/parts/option-list.tsx';
import { SearchInput } from '../../../kit/parts/search-input.tsx';
import { Skeleton } from '../../../kit/parts/skeleton.tsx';
import { usePanel } from '../../panel-context.ts';
import { isFoundBy } from '../../state/search-match.ts';
import { useAsked } from '../../use-asked.ts';
import { ClientSummary } from './client-summary.tsx';
import type { SendForm } from './send-form.ts';

/** A template of the group: those that Meta approved can be chosen, the others say why not. */
export function TemplateStep({ form }: { readonly form: SendForm }): ComponentChild {
  const { state, words: { sends, shell } } = usePanel();
  const search = useSignal('');
  const group = form.group.value;
  const { answer: templates, trouble } = useAsked(group === undefined ? undefined : async (options) => await state.desk.listTemplates({ group }, options), [group]);
  const shown = approvedFirst(templates ?? []).filter(({ name, body }) => isFoundBy(search.value, { name: `${name} ${body}` }));
  return (
    <>
      <ClientSummary form={form} />
      <b class="lab">{sends.template}</b>
      <SearchInput label={sends.searchTemplate} value={search.value} onInput={(text) => (search.value = text)} />
      {trouble === undefined ? null : <NoteBox kind="bad" alert>{trouble}</NoteBox>}
      {templates === undefined && trouble === undefined ? <Skeleton rows={3} label={shell.loading} /> : null}
      {templates?.length === 0 ? <NoteBox>{sends.noTemplates}</NoteBox> : null}
      {shown.length === 0 ? null : (
        <OptionList
          label={sends.template} value={form.template.value?.id} options={shown.map(optionOf)}
          onChange={(id) => (form.template.value = templates?.find((each) => each.id === id))}
        />
      )}
    </>
  );

  function optionOf({ id, name, category, language, approval, body }: MessageTemplate) {
    return {
      value: id, label: name, detail: <>{[category, language].filter((each) => each !== undefined).join(' · ')}<br />{body}</>,
      disabledBecause: approval === 'approved' ? undefined : sends.notApproved[approval],
    };
  }
}

const approvedFirst = (templates: readonly MessageTemplate[]): readonly MessageTemplate[] => templates.toSorted((a, b) => Number(b.approval === 'approved') - Number(a.approval === 'approved') || a.name.localeCompare(b.name));
