import type { ComponentChild } from 'preact';
import type { Sheet } from '../../state/panel-state.ts';
import { ClassifySheet } from './classify-sheet.tsx';
import { CloseSheet } from './close-sheet.tsx';
import { CreateCardSheet } from './create-card-sheet.tsx';
import { LinkCardSheet } from './link-card-sheet.tsx';
import { PaperSheet } from './paper-sheet.tsx';
import { TransferSheet } from './transfer-sheet.tsx';

/** The sheet that lies over a screen, by what it does. */
export function PaperworkSheet({ sheet }: { readonly sheet: Exclude<Sheet, { readonly over: 'shortcuts' }> }): ComponentChild {
  const { protocol } = sheet;
  switch (sheet.over) {
    case 'link-card': return <LinkCardSheet protocol={protocol} />;
    case 'create-card': return <CreateCardSheet protocol={protocol} />;
    case 'paper': return <PaperSheet key={sheet.kind} protocol={protocol} kind={sheet.kind} />;
    case 'transfer': return <TransferSheet protocol={protocol} />;
    case 'close': return <CloseSheet protocol={protocol} />;
    case 'classify': return <ClassifySheet protocol={protocol} name={sheet.name} />;
  }
}
