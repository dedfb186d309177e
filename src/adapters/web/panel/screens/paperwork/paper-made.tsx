import type { ComponentChild } from 'preact';
import type { PaperWish } from '../../../../../client/index.ts';
import { Button } from '../../../kit/parts/button.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { Sheet } from '../../../kit/parts/sheet.tsx';
import { usePanel } from '../../panel-context.ts';

interface PaperMadeProps {
  readonly kind: PaperWish['kind'];
  /** Its own page. */
  readonly address: string;
  /** What it hangs on: pages know records of these kinds by their number. */
  readonly on: { readonly kind: 'contact' | 'deal'; readonly id: string };
}

/** What was made, and the way to it in the CRM (PAN-04). */
export function PaperMade({ kind, address, on }: PaperMadeProps): ComponentChild {
  const { state: { host, navigation }, words: { paperwork, shell } } = usePanel();
  const words = paperwork.paper[kind];
  const foot = (
    <>
      <Button onClick={() => navigation.back()}>{shell.close}</Button>
      <Button
        kind="solid" icon="link" autoFocus
        onClick={() => {
          host.open({ ...on, address });
          navigation.back();
        }}
      >
        {paperwork.openInCrm}
      </Button>
    </>
  );
  return <Sheet title={words.title} closeLabel={shell.close} onClose={() => navigation.back()} footer={foot}><NoteBox kind="ok">{words.made}</NoteBox></Sheet>;
}
