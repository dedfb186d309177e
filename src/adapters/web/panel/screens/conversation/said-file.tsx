import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { usePanel } from '../../panel-context.ts';
import { FileUnavailable } from './file-unavailable.tsx';
import { useRowTab } from './row-context.ts';
import { shownName } from './shown-name.ts';
import { saveFile } from './save-file.ts';
import { useFile } from './use-file.ts';

/** A file of the conversation, which is downloaded and never opened here. */
export function SaidFile({ message, name, type }: { readonly message: string; readonly name: string | undefined; readonly type: string | undefined }): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  const tabIndex = useRowTab();
  const wanted = useSignal(0);
  const saved = useSignal(0);
  const file = useFile(message, wanted.value).value;
  const fileName = shownName(name ?? words.unnamedFile);

  useEffect(() => {
    if (file.is !== 'there' || saved.value === wanted.value) return;
    saved.value = wanted.value;
    saveFile(file.file, fileName);
  }, [file]);

  const ask = (): void => {
    if (file.is === 'there') saveFile(file.file, fileName);
    else wanted.value++;
  };
  if (file.is === 'failed') return <FileUnavailable onRetry={ask} />;
  return (
    <div class="file" aria-busy={file.is === 'loading'}>
      <span class="ty" aria-hidden="true">{endingOf(fileName)}</span>
      <div><b class="one">{fileName}</b><small>{type ?? words.kind.file}</small></div>
      <IconButton icon="dl" tabIndex={tabIndex} label={words.download(fileName)} onClick={ask} />
    </div>
  );
}

/** What is written on its leaf. */
const endingOf = (name: string): string => (/\.([a-z\d]{1,4})$/i.exec(name)?.[1] ?? '').toUpperCase();
