import type { ComponentChild } from 'preact';
import { useMemo } from 'preact/hooks';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { usePanel } from '../../panel-context.ts';
import { AskedState } from './asked-state.tsx';
import { ClassificationChoice } from './classification-choice.tsx';
import { createClassificationForm } from './classification-form.ts';
import { lackingOf, troubleOf } from './classification-trouble.ts';
import { ClosingComment } from './close-sheet.tsx';
import { FormSheet } from './form-sheet.tsx';
import { useAsked } from '../../use-asked.ts';
import { useDoing } from './use-doing.ts';
import { useSheetEnd } from './use-sheet-end.ts';

interface ClassifySheetProps {
  readonly protocol: string;
  readonly name?: string | undefined;
}

/** Classifies a session that has ended (PAN-10). */
export function ClassifySheet({ protocol, name }: ClassifySheetProps): ComponentChild {
  const { state, words: { paperwork } } = usePanel();
  const form = useMemo(createClassificationForm, []);
  const doing = useDoing();
  const end = useSheetEnd(protocol);
  const { answer: session, trouble, again } = useAsked(async (options) => await state.desk.showMySession(protocol, options), [protocol]);
  const tree = session?.groupClassification?.tree;
  const group = session?.group?.name;

  const classify = (): void => doing.run(async (keys) => {
    const wish = form.wish.peek();
    if (wish === undefined) return;
    const { outcome } = await state.desk.classifySession(protocol, wish, keys.of('classify', wish));
    end(outcome === 'later' ? paperwork.classifiedLater : paperwork.classified);
  });

  return (
    <FormSheet
      title={name === undefined ? paperwork.classifyTitle : paperwork.classifyName(name)} submit={paperwork.classifyTitle} doing={doing} onSubmit={classify}
      lacking={session === undefined ? paperwork.notThereYet : tree === undefined ? paperwork.noTree : lackingOf(paperwork, form)} trouble={troubleOf(doing.trouble)}
    >
      <AskedState isThere={session !== undefined} trouble={trouble} onAgain={again} />
      {session !== undefined && tree === undefined ? <NoteBox kind="warn">{paperwork.noTree}</NoteBox> : null}
      {tree === undefined ? null : (
        <>
          <ClassificationChoice tree={tree} form={form} mayWait="no" note={group} trouble={doing.trouble} />
          <ClosingComment form={form} />
        </>
      )}
    </FormSheet>
  );
}
