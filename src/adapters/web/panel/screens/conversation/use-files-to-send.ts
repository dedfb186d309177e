import { useSignal } from '@preact/signals';
import { usePanel } from '../../panel-context.ts';
import type { FilesToSend } from './files-to-send.ts';

/** What the hub takes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The files that were chosen and not sent yet. They are the page's alone, and go with it. */
export function useFilesToSend(): FilesToSend {
  const { state, words: { conversation: words } } = usePanel();
  const chosen = useSignal<readonly File[]>([]);
  return {
    chosen: chosen.value,
    add(files) {
      for (const { name } of files.filter(({ size }) => size > MOST_BYTES)) state.toast(words.fileTooLarge(name), 'failed');
      chosen.value = [...chosen.value, ...files.filter(({ size }) => size <= MOST_BYTES)];
    },
    remove(file) {
      chosen.value = chosen.value.filter((each) => each !== file);
    },
    clear() {
      chosen.value = [];
    },
  };
}

/** Takes files that are dropped on a screen. */
export function useDrop(files: FilesToSend, isAllowed: boolean): { readonly isOver: boolean; readonly handlers: DropHandlers } {
  const isOver = useSignal(false);
  const bringsFiles = (event: DragEvent): boolean => isAllowed && event.dataTransfer?.types.includes('Files') === true;
  return {
    isOver: isOver.value,
    handlers: {
      onDragOver(event) {
        if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
        isOver.value = bringsFiles(event);
      },
      onDragLeave() {
        isOver.value = false;
      },
      onDrop(event) {
        isOver.value = false;
        if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
        if (bringsFiles(event)) files.add([...(event.dataTransfer?.files ?? [])]);
      },
    },
  };
}

interface DropHandlers {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: () => void;
  readonly onDrop: (event: DragEvent) => void;
}
