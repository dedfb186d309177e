import type { ComponentChild } from 'preact';
import { Icon } from '../../../kit/icon.tsx';
import { usePanel } from '../../panel-context.ts';
import type { FilesToSend } from './files-to-send.ts';

/** The files that go out with the next message. */
export function ChosenFiles({ files }: { readonly files: FilesToSend }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  if (files.chosen.length === 0) return null;
  return (
    <ul class="chosen">
      {files.chosen.map((file) => (
        <li key={`${file.name} ${file.lastModified} ${file.size}`} class="chip">
          <Icon name="clip" size="s" /><span class="one">{file.name}</span> <small>{format.bytes(file.size)}</small>
          <button type="button" aria-label={words.removeFile(file.name)} onClick={() => files.remove(file)}><Icon name="x" size="s" /></button>
        </li>
      ))}
    </ul>
  );
}
