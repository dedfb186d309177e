import './talk.css';
import './conversation.css';
import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { lazily } from '../../../kit/lazily.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { Empty } from '../../../kit/parts/empty.tsx';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { Skeleton } from '../../../kit/parts/skeleton.tsx';
import { usePanel } from '../../panel-context.ts';
import type { Conversation } from '../../state/panel-state.ts';
import { Composer } from './composer.tsx';
import { ConversationContext } from './conversation-context.ts';
import { ConversationHead } from './conversation-head.tsx';
import { ConversationLog } from './conversation-log.tsx';
import { createFileShelf } from './file-shelf.ts';
import type { KnownSession } from './known-session.ts';
import { standingOf, writable } from './standing.ts';
import { useDrop, useFilesToSend } from './use-files-to-send.ts';
import { useNewcomers } from './use-newcomers.ts';

const HistorySheet = lazily(async () => (await import('./history-sheet.tsx')).HistorySheet);

/** One session: what was said, and what is said next. */
export function ConversationScreen({ protocol }: { readonly protocol: string }): ComponentChild {
  const { state } = usePanel();
  const conversation = useMemo(() => state.conversation(protocol), [protocol]);
  const session: KnownSession | undefined = conversation.sheet.value ?? conversation.row.value;
  if (conversation.state.value === 'not-mine' || (session === undefined && conversation.state.value !== 'ready')) return <Outside conversation={conversation} />;
  return session === undefined ? null : <OpenScreen conversation={conversation} session={session} />;
}

/** Not there yet, not to be had, or not the agent's. */
function Outside({ conversation }: { readonly conversation: Conversation }): ComponentChild {
  const { state, words: { conversation: words, shell } } = usePanel();
  const how = conversation.state.value;
  const retry = how !== 'failed' ? undefined : <Button icon="replay" onClick={() => state.retryNow()}>{shell.tryAgain}</Button>;
  return (
    <>
      <header class="p-head back"><IconButton icon="left" label={words.back} onClick={() => state.navigation.back()} /><h1>{shell.title}</h1></header>
      <div class="p-body">
        {how === 'not-mine' ? <Empty title={words.notMineTitle} text={words.notMineText} />
          : how === 'failed' ? <Empty icon="alert" title={words.failedTitle} text={conversation.problem.value?.text} action={retry} />
          : <Skeleton rows={6} label={words.loading} />}
      </div>
    </>
  );
}

function OpenScreen({ conversation, session }: { readonly conversation: Conversation; readonly session: KnownSession }): ComponentChild {
  const { state, words: { conversation: words }, format } = usePanel();
  const { protocol, phone } = session;
  const me = state.me.value?.agent;
  const shelf = useMemo(() => createFileShelf(async (message) => await state.desk.openFile(protocol, message)), [protocol]);
  useEffect(() => () => shelf.close(), [shelf]);
  const showsHistory = useSignal(false);
  const name = session.name ?? (phone === undefined ? words.unnamed : format.phone(phone));
  const standing = standingOf({ session, removed: conversation.removed.value, me, window: conversation.window.value });
  const files = useFilesToSend();
  const drop = useDrop(files, writable(standing) === 'both');
  const isLoading = useComputed(() => conversation.state.value === 'loading' && conversation.entries.value.length === 0);
  useNewcomers(conversation, name);
  const open = useMemo(() => ({ conversation, shelf, me, name }), [conversation, shelf, me, name]);
  return (
    <ConversationContext.Provider value={open}>
      <section class={drop.isOver ? 'conv drop' : 'conv'} aria-label={words.withName(name)} {...drop.handlers}>
        <ConversationHead
          session={session} name={name} standing={standing}
          onHistory={() => {
            showsHistory.value = true;
          }}
        />
        {isLoading.value ? <div class="p-body"><Skeleton rows={5} label={words.loading} /></div> : <ConversationLog />}
        <Composer session={session} standing={standing} files={files} />
        {drop.isOver ? <div class="drop-note" aria-hidden="true">{words.dropHere}</div> : null}
        {showsHistory.value ? (
          <HistorySheet
            protocol={protocol}
            onClose={() => {
              showsHistory.value = false;
            }}
          />
        ) : null}
      </section>
    </ConversationContext.Provider>
  );
}
