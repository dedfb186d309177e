import type { ComponentChild } from 'preact';
import { useMemo } from 'preact/hooks';
import { Field } from '../../../kit/parts/field.tsx';
import { TextArea } from '../../../kit/parts/text-area.tsx';
import { usePanel } from '../../panel-context.ts';
import { AskedState } from './asked-state.tsx';
import { ClassificationChoice } from './classification-choice.tsx';
import { createClassificationForm, type ClassificationForm } from './classification-form.ts';
import { FormSheet } from './form-sheet.tsx';
import { lackingOf, troubleOf } from './classification-trouble.ts';
import { useDoing } from './use-doing.ts';
import { useSheetEnd } from './use-sheet-end.ts';

/** Ends a session, with its classification where the group asks for one (PAN-07). */
export function CloseSheet({ protocol }: { readonly protocol: string }): ComponentChild {
  const { state, words: { paperwork } } = usePanel();
  const conversation = useMemo(() => state.conversation(protocol), [protocol]);
  const form = useMemo(createClassificationForm, []);
  const doing = useDoing();
  const end = useSheetEnd(protocol);
  const sheet = conversation.sheet.value;
  const rules = sheet?.groupClassification;
  // A group that asks, and offers nothing to choose, could never be left.
  const isAsked = rules?.mandatory === 'yes' && rules.tree !== undefined;
  const group = sheet?.group?.name;
  const lacking = sheet === undefined ? paperwork.notThereYet : form.node.value !== undefined || isAsked ? lackingOf(paperwork, form) : undefined;

  const close = (): void => doing.run(async (keys) => {
    const [classification, comment] = [form.wish.peek(), form.comment.peek().trim()];
    // Without a classification to stand in, it is a comment of the session, which takes none once it has ended.
    if (classification === undefined && comment !== '') await state.desk.addComment(protocol, { text: comment }, keys.of('comment', comment));
    const { outcome } = await state.desk.closeSession(protocol, classification === undefined ? {} : { classification }, keys.of('close', classification));
    end(outcome === 'later' ? paperwork.closedLater : paperwork.closed);
  });

  return (
    <FormSheet title={paperwork.closeTitle} submit={paperwork.closeTitle} doing={doing} onSubmit={close} lacking={lacking} trouble={troubleOf(doing.trouble)}>
      {sheet === undefined ? <AskedState isThere={false} trouble={conversation.problem.value?.text} onAgain={() => void conversation.refresh()} /> : null}
      {rules?.tree === undefined ? null : (
        <ClassificationChoice tree={rules.tree} form={form} mayWait={isAsked ? 'no' : 'yes'} note={isAsked ? paperwork.askedBy(group ?? '') : paperwork.optional} trouble={doing.trouble} />
      )}
      <ClosingComment form={form} />
    </FormSheet>
  );
}

/** What stays with the session's end. */
export function ClosingComment({ form }: { readonly form: ClassificationForm }): ComponentChild {
  const { words: { paperwork } } = usePanel();
  return (
    <Field label={paperwork.comment} hint={paperwork.commentHint}>
      <TextArea value={form.comment.value} maxLength={10_000} onInput={(text) => (form.comment.value = text)} />
    </Field>
  );
}
