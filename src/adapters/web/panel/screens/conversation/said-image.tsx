import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../kit/icon.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { OwnSheet } from './own-sheet.tsx';
import { usePanel } from '../../panel-context.ts';
import { FileUnavailable } from './file-unavailable.tsx';
import { useRowTab } from './row-context.ts';
import { shownName } from './shown-name.ts';
import { saveFile } from './save-file.ts';
import { useFile } from './use-file.ts';

/** A picture of the conversation: it is fetched when it comes near, keeps its place meanwhile, and opens larger. */
export function SaidImage({ message, name, caption }: { readonly message: string; readonly name: string | undefined; readonly caption: string | undefined }): ComponentChild {
  const { words: { conversation: words, shell } } = usePanel();
  const tabIndex = useRowTab();
  const wanted = useSignal(0);
  const place = useRef<HTMLDivElement>(null);
  const isLarge = useSignal(false);
  const file = useFile(message, wanted.value).value;
  const fileName = shownName(name ?? words.kind.image);

  useEffect(() => {
    if (place.current === null) return;
    const near = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting) && wanted.value === 0) wanted.value = 1;
    }, { rootMargin: '200px' });
    near.observe(place.current);
    return () => near.disconnect();
  }, []);

  if (file.is === 'failed') return <FileUnavailable onRetry={() => wanted.value++} />;
  return (
    <div class="picture" ref={place} aria-busy={file.is !== 'there'}>
      {file.is !== 'there' ? <Icon name="clip" size="l" /> : (
        <button type="button" tabIndex={tabIndex} aria-label={words.openImage} onClick={() => {
          isLarge.value = true;
        }}>
          <img src={file.file.url} alt={caption ?? fileName} decoding="async" />
        </button>
      )}
      {file.is !== 'there' || !isLarge.value ? null : (
        <OwnSheet title={fileName} closeLabel={shell.close} onClose={() => {
          isLarge.value = false;
        }} footer={<Button icon="dl" onClick={() => saveFile(file.file, fileName)}>{words.download(fileName)}</Button>}>
          <img class="picture-large" src={file.file.url} alt={caption ?? fileName} />
        </OwnSheet>
      )}
    </div>
  );
}
