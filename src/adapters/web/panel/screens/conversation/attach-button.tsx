import type { ComponentChild } from 'preact';
import { useRef } from 'preact/hooks';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { usePanel } from '../../panel-context.ts';

/** Chooses files to send. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="clip" label={words.attach} onClick={() => input.current?.click()} />
      <input
        ref={input} type="file" multiple hidden aria-label={words.attach}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
