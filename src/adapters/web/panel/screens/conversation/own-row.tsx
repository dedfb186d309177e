import type { ComponentChild } from 'preact';
import { Icon } from '../../../kit/icon.tsx';
import { usePanel } from '../../panel-context.ts';
import type { OwnEntry } from '../../state/panel-state.ts';
import { useConversation } from './conversation-context.ts';
import { FILE_UNREADABLE } from '../../state/outbox-post.ts';
import { useRowTab } from './row-context.ts';
import { SaidText } from './said-text.tsx';

/** What was written here and has not come back from the hub yet: how far it is, and what to do when it was refused (C4). */
export function OwnRow({ own, at }: { readonly own: OwnEntry; readonly at: string }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  const { conversation } = useConversation();
  const tabIndex = useRowTab();
  const { key, kind, text, file, state, problem } = own;
  const isRefused = state === 'refused';
  const why = problem?.kind === FILE_UNREADABLE ? words.failure.fileUnreadable : problem?.text;
  const how = (kind === 'comment' ? words.ownComment : words.own)[state];
  return (
    <div class={`m ${kind === 'comment' ? 'note' : 'out'}${isRefused ? ' fail' : ' going'}`}>
      {kind === 'comment' ? <div class="by"><Icon name="note" size="s" /> {words.comment}</div> : null}
      {file === undefined ? null : <div class="said-row"><Icon name={file.kind === 'audio' ? 'mic' : 'clip'} size="s" /> {file.name}</div>}
      {text === '' ? null : <SaidText text={text} />}
      <div class="meta">
        {isRefused ? <Icon name="alert" size="s" /> : <Icon name="clock" size="s" />}
        {isRefused && why !== undefined ? `${how} · ${why}` : `${format.time(at)} · ${how}`}
      </div>
      {!isRefused ? null : (
        <div class="again">
          <button type="button" class="text-btn" tabIndex={tabIndex} onClick={() => conversation.tryAgain(key)}><Icon name="replay" size="s" /> {words.tryAgain}</button>
          <button type="button" class="text-btn" tabIndex={tabIndex} onClick={() => conversation.discard(key)}>{words.discard}</button>
        </div>
      )}
    </div>
  );
}
