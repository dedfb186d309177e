import type { ComponentChild } from 'preact';
import { lazily } from '../../../kit/lazily.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { SearchInput } from '../../../kit/parts/search-input.tsx';
import { Tabs } from '../../../kit/parts/tabs.tsx';
import { usePanel } from '../../panel-context.ts';
import { ConnectionStrip } from './connection-strip.tsx';
import { Head } from './head.tsx';
import { PauseStrip } from './pause-strip.tsx';
import { SessionList } from './session-list.tsx';

const SendList = lazily(async () => (await import('./send-list.tsx')).SendList);

/** The three lists of PAN-01, and who the agent is. */
export function ListsScreen(): ComponentChild {
  const { state, words: { lists } } = usePanel();
  const { open, closed, sent } = state.counts.value;
  const tab = state.tab.value;
  return (
    <>
      <Head />
      <ConnectionStrip />
      <PauseStrip />
      <Tabs
        label={lists.tabs.label} value={tab} onChange={(chosen) => (state.tab.value = chosen)}
        options={[
          { value: 'open', label: lists.tabs.open, count: open },
          { value: 'closed', label: lists.tabs.closed, count: closed },
          { value: 'sent', label: lists.tabs.sent, count: sent },
        ]}
      />
      <div class="p-find">
        <SearchInput id="panel-search" label={lists.search} value={state.search.value} onInput={(text) => (state.search.value = text)} />
      </div>
      {tab === 'sent' ? <SendList /> : <SessionList key={tab} tab={tab} />}
      <footer class="p-foot">
        <Button kind="solid" wide big icon="plus" onClick={() => state.navigation.go({ at: 'send' })}>{lists.newSend}</Button>
      </footer>
    </>
  );
}
