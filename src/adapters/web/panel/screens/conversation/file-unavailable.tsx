import type { ComponentChild } from 'preact';
import { Icon } from '../../../kit/icon.tsx';
import { usePanel } from '../../panel-context.ts';
import { useRowTab } from './row-context.ts';

/** A file that could not be read now. */
export function FileUnavailable({ onRetry }: { readonly onRetry: () => void }): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  const tabIndex = useRowTab();
  return (
    <p class="unavailable">
      <Icon name="alert" size="s" /> {words.fileUnavailable} <button type="button" class="text-btn" tabIndex={tabIndex} onClick={onRetry}>{words.tryAgain}</button>
    </p>
  );
}
