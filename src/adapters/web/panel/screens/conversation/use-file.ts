import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useConversation } from './conversation-context.ts';
import type { ShelvedFile } from './file-shelf.ts';

/** How far a file is. */
export type FileState = { readonly is: 'unasked' } | { readonly is: 'loading' } | { readonly is: 'there'; readonly file: ShelvedFile } | { readonly is: 'failed' };

/** The file of a message while the part that shows it stands; `wanted` asks for it, and asks again after a failure. */
export function useFile(message: string, wanted: number): ReadonlySignal<FileState> {
  const { shelf } = useConversation();
  const state = useSignal<FileState>({ is: 'unasked' });
  useEffect(() => {
    if (wanted === 0) return;
    let isShown = true;
    state.value = { is: 'loading' };
    const taken = shelf.take(message);
    taken.file.then((file) => {
      if (isShown) state.value = { is: 'there', file };
    }, () => {
      if (isShown) state.value = { is: 'failed' };
    });
    return () => {
      isShown = false;
      taken.giveBack();
    };
  }, [message, wanted]);
  return state;
}
