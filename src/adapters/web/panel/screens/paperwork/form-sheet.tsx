import type { ComponentChild, ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../../kit/parts/button.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { Sheet } from '../../../kit/parts/sheet.tsx';
import { usePanel } from '../../panel-context.ts';
import type { Doing } from './use-doing.ts';

interface FormSheetProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly submit: string;
  readonly doing: Doing;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
  /** What has to be filled in first. */
  readonly lacking?: string | undefined;
  /** In place of "cancel". */
  readonly beside?: ComponentChild;
  /** For trouble that is told beside a field. */
  readonly trouble?: string | undefined;
}

/** A sheet that is filled in and sent: what the hub refuses stands in it, and nothing that was filled in is lost. */
export function FormSheet({ title, submit, doing, onSubmit, children, lacking, beside, trouble = doing.trouble?.text }: FormSheetProps): ComponentChild {
  const { state: { navigation }, words: { shell } } = usePanel();
  const form = useId();
  const foot = (
    <>
      {beside ?? <Button onClick={() => navigation.back()}>{shell.cancel}</Button>}
      <Button type="submit" form={form} kind="solid" busy={doing.isBusy} disabledBecause={lacking}>{submit}</Button>
    </>
  );
  return (
    <Sheet title={title} closeLabel={shell.close} onClose={() => navigation.back()} footer={foot}>
      <form
        id={form} class="stack" noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (lacking === undefined && !doing.isBusy) onSubmit();
        }}
        onKeyDown={(event) => submitByEnter(event, event.currentTarget)}
      >
        {children}
        <Told trouble={trouble} />
      </form>
    </Sheet>
  );
}

/** Where the sheet is longer than the screen, what went wrong is brought into sight. */
function Told({ trouble }: { readonly trouble: string | undefined }): ComponentChild {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (trouble !== undefined) place.current?.scrollIntoView({ block: 'nearest' });
  }, [trouble]);
  return trouble === undefined ? null : <div ref={place}><NoteBox kind="bad" alert>{trouble}</NoteBox></div>;
}

/** Enter sends also from the option that is chosen, with Ctrl from a text of several lines, and never from a search. */
function submitByEnter(event: KeyboardEvent, form: HTMLFormElement): void {
  const { key, target, isComposing, ctrlKey, metaKey } = event;
  if (key !== 'Enter' || isComposing || !(target instanceof Element)) return;
  const isSearch = target.matches('input[type=search]');
  const sends = target.matches('textarea') ? ctrlKey || metaKey : target.matches('.opt[aria-checked=true]');
  if (isSearch || sends) event.preventDefault();
  if (sends) form.requestSubmit();
}
