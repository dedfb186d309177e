import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PaperWish } from '../../../../../client/index.ts';
import { Field } from '../../../kit/parts/field.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { TextArea } from '../../../kit/parts/text-area.tsx';
import { TextInput } from '../../../kit/parts/text-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { dueMomentOf, zoneHere } from './due-moment.ts';
import { FormSheet } from './form-sheet.tsx';
import { FunnelField } from './funnel-field.tsx';
import { PaperMade } from './paper-made.tsx';
import { useDoing } from './use-doing.ts';
import { useSheetEnd } from './use-sheet-end.ts';

interface PaperSheetProps {
  readonly protocol: string;
  readonly kind: PaperWish['kind'];
}

/** Makes a task, a document, a proposal or a sale for the session's client (PAN-05). */
export function PaperSheet({ protocol, kind }: PaperSheetProps): ComponentChild {
  const { state, words: { paperwork } } = usePanel();
  const session = useMemo(() => state.conversation(protocol), [protocol]).row.value;
  const form = { title: useSignal(''), text: useSignal(''), due: useSignal(''), funnel: useSignal<string | undefined>(undefined) };
  const made = useSignal<string | undefined>(undefined);
  const doing = useDoing();
  const end = useSheetEnd(protocol);
  // The session may have lost its card a moment ago: the hub says so.
  const needsCard = kind === 'proposal' && (session?.cardId === undefined || doing.trouble?.because === 'card-needed');
  const words = paperwork.paper[kind];

  const make = (): void => doing.run(async (keys) => {
    const wish = wishOf();
    const answer = await state.desk.makePaper(protocol, wish, keys.of('paper', wish));
    if (answer.outcome === 'later') return end(words.later);
    if (answer.address === undefined) return end(words.made);
    state.announce(words.made);
    made.value = answer.address;
    void state.conversation(protocol).refresh();
  });

  function wishOf(): PaperWish {
    const [title, text, dueAt, funnelId] = [form.title.peek().trim(), form.text.peek().trim(), dueMomentOf(form.due.peek()), form.funnel.peek()];
    return {
      kind, ...(title === '' ? {} : { title }), ...(text === '' ? {} : { text }),
      ...(kind !== 'task' || dueAt === undefined ? {} : { dueAt }), ...(!needsCard || funnelId === undefined ? {} : { funnelId }),
    };
  }

  if (made.value !== undefined) return <PaperMade kind={kind} address={made.value} on={session?.cardId === undefined ? { kind: 'contact', id: session?.contactId ?? '' } : { kind: 'deal', id: session.cardId }} />;
  return (
    <FormSheet title={words.title} submit={words.make} doing={doing} onSubmit={make} lacking={needsCard && form.funnel.value === undefined ? paperwork.chooseFunnel : undefined}>
      <Field label={paperwork.title} hint={paperwork.titleHint}>
        <TextInput value={form.title.value} placeholder={session?.name} maxLength={250} autoFocus onInput={(text) => (form.title.value = text)} />
      </Field>
      <Field label={paperwork.text}><TextArea value={form.text.value} rows={3} maxLength={10_000} onInput={(text) => (form.text.value = text)} /></Field>
      {kind !== 'task' ? null : (
        <Field label={paperwork.due} hint={paperwork.zone(zoneHere(document.documentElement.lang))}>
          <TextInput type="datetime-local" value={form.due.value} onInput={(text) => (form.due.value = text)} />
        </Field>
      )}
      {needsCard ? <><NoteBox>{paperwork.proposalNeedsCard}</NoteBox><FunnelField funnel={form.funnel} /></> : null}
    </FormSheet>
  );
}
