import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { Icon } from '../../../kit/icon.tsx';
import { usePanel } from '../../panel-context.ts';
import { FileUnavailable } from './file-unavailable.tsx';
import { useRowTab } from './row-context.ts';
import { useFile } from './use-file.ts';

/** A video of the conversation: large, so that it is fetched when it is asked for alone. */
export function SaidVideo({ message, name }: { readonly message: string; readonly name: string | undefined }): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  const tabIndex = useRowTab();
  const wanted = useSignal(0);
  const file = useFile(message, wanted.value).value;
  const ask = (): void => {
    wanted.value++;
  };
  if (file.is === 'failed') return <FileUnavailable onRetry={ask} />;
  return (
    <div class="picture" aria-busy={file.is === 'loading'}>
      {file.is === 'there' ? <video src={file.file.url} controls autoplay tabIndex={tabIndex} aria-label={name ?? words.kind.video} /> : (
        <button type="button" tabIndex={tabIndex} aria-label={words.showVideo} onClick={ask}><Icon name="play" size="l" /></button>
      )}
    </div>
  );
}
