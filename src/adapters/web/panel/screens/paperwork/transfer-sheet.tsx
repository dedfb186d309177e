import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { TransferTargets } from '../../../../../ports/attendance-actions.ts';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Chip } from '../../../kit/parts/chip.tsx';
import { Field } from '../../../kit/parts/field.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { OptionList, type ListedOption } from '../../../kit/parts/option-list.tsx';
import { SearchInput } from '../../../kit/parts/search-input.tsx';
import { Segmented } from '../../../kit/parts/segmented.tsx';
import { TextArea } from '../../../kit/parts/text-area.tsx';
import { usePanel, type Panel } from '../../panel-context.ts';
import { isFoundBy } from '../../state/search-match.ts';
import { AskedState } from './asked-state.tsx';
import { FormSheet } from './form-sheet.tsx';
import { useAsked } from '../../use-asked.ts';
import { useDoing } from './use-doing.ts';
import { useSheetEnd } from './use-sheet-end.ts';

type To = 'agent' | 'group';

/** Passes a session on to an agent or a group; those who cannot take it say why (PAN-06). */
export function TransferSheet({ protocol }: { readonly protocol: string }): ComponentChild {
  const panel = usePanel();
  const { state, words: { paperwork } } = panel;
  const to = useSignal<To>('agent');
  const chosen = { agent: useSignal<string | undefined>(undefined), group: useSignal<string | undefined>(undefined) };
  const search = useSignal('');
  const note = useSignal('');
  const doing = useDoing();
  const end = useSheetEnd(protocol);
  const { answer, trouble, again } = useAsked(async (options) => await state.desk.listTransferTargets(protocol, options), [protocol]);
  const all = answer === undefined ? undefined : optionsOf(answer, to.value, panel);
  const shown = all?.filter(({ name }) => isFoundBy(search.value, { name })).map(({ option }) => option) ?? [];
  const target = chosen[to.value].value;
  const name = shown.some(({ value }) => value === target) ? all?.find(({ option }) => option.value === target)?.name : undefined;

  const transfer = (): void => doing.run(async (keys) => {
    if (target === undefined || name === undefined) return;
    const text = note.peek().trim();
    // Whoever receives it finds the note there, and who passed it on may write none afterwards.
    if (text !== '') await state.desk.addComment(protocol, { text }, keys.of('comment', text));
    const place = to.peek() === 'agent' ? { agent: target } : { group: target };
    const { outcome } = await state.desk.transferSession(protocol, place, keys.of('transfer', place));
    end(outcome === 'later' ? paperwork.transferredLater(name) : paperwork.transferred(name));
  });

  return (
    <FormSheet title={paperwork.transferTitle} submit={paperwork.transfer} doing={doing} onSubmit={transfer} lacking={name === undefined ? paperwork.chooseTarget : undefined}>
      <div>
        <Segmented
          label={paperwork.target} value={to.value} options={[{ value: 'agent', label: paperwork.agent }, { value: 'group', label: paperwork.group }]}
          onChange={(value) => {
            to.value = value;
            search.value = '';
          }}
        />
      </div>
      <SearchInput label={to.value === 'agent' ? paperwork.searchAgent : paperwork.searchGroup} value={search.value} onInput={(text) => (search.value = text)} autoFocus />
      <AskedState isThere={all !== undefined} trouble={trouble} onAgain={again} />
      {all !== undefined && shown.length === 0 ? <NoteBox>{paperwork.nothingFound}</NoteBox> : null}
      {shown.length === 0 ? null : (
        <OptionList
          label={to.value === 'agent' ? paperwork.agents : paperwork.groups} value={target} options={shown}
          onChange={(value) => {
            chosen[to.peek()].value = value;
            doing.forget();
          }}
        />
      )}
      <Field label={paperwork.note} hint={paperwork.noteHint}><TextArea value={note.value} maxLength={10_000} onInput={(text) => (note.value = text)} /></Field>
    </FormSheet>
  );
}

interface Target {
  readonly name: string;
  readonly option: ListedOption<string>;
}

/** Those who can take it first, then by name. */
function optionsOf({ agents, groups }: TransferTargets, to: To, { state, words: { paperwork } }: Panel): readonly Target[] {
  const me = state.me.value?.agent;
  const targets = to === 'agent'
    ? agents.map(({ id, name, state: how }): Target => ({
        name, option: { value: id, label: name, start: <Avatar name={name} />, end: <Chip kind={how === 'available' ? 'ok' : how === 'paused' ? 'warn' : undefined}>{paperwork.agentState[how]}</Chip>, disabledBecause: id === me ? paperwork.because.self : how === 'available' ? undefined : paperwork.because[how] },
      }))
    : groups.map(({ id, name, agentsAvailable }): Target => ({
        name, option: { value: id, label: name, detail: agentsAvailable === 0 ? undefined : paperwork.agentsAvailable(agentsAvailable), disabledBecause: agentsAvailable === 0 ? paperwork.because.empty : undefined },
      }));
  const rank = ({ option }: Target): number => (option.disabledBecause === undefined ? 0 : 1);
  return targets.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
