import type { Signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect } from 'preact/hooks';
import { Field } from '../../../kit/parts/field.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { Select } from '../../../kit/parts/select.tsx';
import { usePanel } from '../../panel-context.ts';
import { AskedState } from './asked-state.tsx';
import { useAsked } from '../../use-asked.ts';

interface FunnelFieldProps {
  readonly funnel: Signal<string | undefined>;
  readonly problem?: string | undefined;
}

/** In which funnel a card is opened; where there is one alone, that one. */
export function FunnelField({ funnel, problem }: FunnelFieldProps): ComponentChild {
  const { state, words: { paperwork } } = usePanel();
  const { answer, trouble, again } = useAsked(async (options) => await state.desk.listFunnels(options), []);
  useEffect(() => {
    const [only, second] = answer ?? [];
    if (only !== undefined && second === undefined) funnel.value = only.id;
  }, [answer]);
  if (answer === undefined) return <AskedState isThere={false} trouble={trouble} onAgain={again} />;
  if (answer.length === 0) return <NoteBox kind="warn">{paperwork.noFunnels}</NoteBox>;
  return (
    <Field label={paperwork.funnel} problem={problem}>
      <Select<string> value={funnel.value} options={answer.map(({ id, name }) => ({ value: id, label: name }))} placeholder={paperwork.choose} required onChange={(id) => (funnel.value = id)} />
    </Field>
  );
}
