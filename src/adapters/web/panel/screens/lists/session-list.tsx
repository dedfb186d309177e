import type { ComponentChild } from 'preact';
import { VirtualList } from '../../../kit/windowing/virtual-list.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { Empty } from '../../../kit/parts/empty.tsx';
import { usePanel } from '../../panel-context.ts';
import { ListState } from './list-state.tsx';
import { SessionRow } from './session-row.tsx';

/** Em andamento, or Encerrados. */
export function SessionList({ tab }: { readonly tab: 'open' | 'closed' }): ComponentChild {
  const { state, words: { lists } } = usePanel();
  const list = state.lists[tab];
  const rows = list.rows.value;
  const empty = state.search.value.trim() !== '' ? lists.emptySearch : tab === 'open' ? lists.emptyOpen : lists.emptyClosed;
  return (
    <ListState list={list} empty={
      <Empty title={empty.title} text={empty.text}
        action={tab === 'open' && empty === lists.emptyOpen ? <Button kind="line" icon="plus" onClick={() => state.navigation.go({ at: 'send' })}>{lists.newSend}</Button> : undefined} />
    }>
      <VirtualList
        items={rows} keyOf={({ protocol }) => protocol} estimate={64} label={lists.tabs[tab]} role="list" class="p-body"
        row={(row) => <SessionRow row={row} />} {...(list.hasMore.value ? { onEnd: () => void list.loadMore() } : {})}
      />
    </ListState>
  );
}
