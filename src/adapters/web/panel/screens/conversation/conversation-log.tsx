import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../kit/icon.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { VirtualList, type ListHandle } from '../../../kit/windowing/virtual-list.tsx';
import { usePanel } from '../../panel-context.ts';
import type { Entry } from '../../state/panel-state.ts';
import { useConversation } from './conversation-context.ts';
import { composeLog, type LogItem } from './log-items.ts';
import { CommentRow, DayRow, SystemRow, UnreadRow } from './log-rows.tsx';
import { MessageRow } from './message-row.tsx';
import { OwnRow } from './own-row.tsx';
import { RowContext } from './row-context.ts';
import { useFresh, useNewAtOpening } from './use-fresh.ts';

const MESSAGE_PX = 56;

/** What was said, oldest first. It is silent: what is new is announced beside it (E3). */
export function ConversationLog(): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  const { conversation, name } = useConversation();
  const items = useComputed(() => composeLog(conversation.entries.value, conversation.firstUnread.value));
  const list = useRef(UNDRAWN);
  const isAtEnd = useSignal(true);
  const newAtOpening = useNewAtOpening(conversation.entries.value, conversation.firstUnread.value);
  const fresh = useFresh(conversation.entries.value, isAtEnd.value);

  useOwnWords(conversation.entries.value, () => list.current.toEnd());
  const older = (): void => {
    if (conversation.hasOlder.value) void conversation.loadOlder();
  };
  const first = items.value[0];
  return (
    <div class="log-frame">
      <VirtualList
        class="log" role="log" label={words.withName(name)} items={items.value} keyOf={keyOf} estimate={MESSAGE_PX} bottom list={list} startAt={conversation.firstUnread.value}
        onTop={older}
        onAtEnd={(now) => {
          isAtEnd.value = now;
        }}
        divider={(item) => (
          <>
            {item === first && conversation.hasOlder.value ? <div class="older"><Button small kind="ghost" icon="up" onClick={older}>{words.loadOlder}</Button></div> : null}
            <Above item={item} unread={newAtOpening} />
          </>
        )}
        row={(item, { tabIndex }) => <RowContext.Provider value={tabIndex}><Row item={item} /></RowContext.Provider>}
      />
      {isAtEnd.value ? null : (
        <button type="button" class="btn soft toasty" aria-label={fresh === 0 ? words.toEnd : undefined} onClick={() => list.current.toEnd()}>
          <Icon name="down" size="s" />{fresh === 0 ? null : words.newOnes(fresh)}
        </button>
      )}
    </div>
  );
}

/** Nothing to scroll yet. */
const UNDRAWN: ListHandle = { scrollToKey: () => {}, focusKey: () => {}, toEnd: () => {} };

const keyOf = ({ key }: LogItem): string => key;

function Above({ item: { entry, startsDay, startsNew }, unread }: { readonly item: LogItem; readonly unread: number }): ComponentChild {
  return <>{startsDay === 'yes' ? <DayRow at={entry.at} /> : null}{startsNew === 'yes' ? <UnreadRow count={unread} /> : null}</>;
}

function Row({ item: { entry, begins } }: { readonly item: LogItem }): ComponentChild {
  switch (entry.is) {
    case 'own': return <OwnRow own={entry.own} at={entry.at} />;
    case 'comment': return <CommentRow comment={entry.comment} />;
    case 'message': return entry.message.by === 'system' ? <SystemRow message={entry.message} /> : <MessageRow message={entry.message} begins={begins} />;
  }
}

/** What the agent has just written is looked at, wherever the log stood. */
function useOwnWords(entries: readonly Entry[], look: () => void): void {
  const last = entries.findLast(({ is }) => is === 'own')?.key;
  const seen = useRef(last);
  useEffect(() => {
    if (last !== undefined && last !== seen.current) look();
    seen.current = last;
  }, [last]);
}
