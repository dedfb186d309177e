import type { ComponentChild } from 'preact';
import type { ActiveSend } from '../../../../../domain/active-send/active-send.ts';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { Chip } from '../../../kit/parts/chip.tsx';
import { Empty } from '../../../kit/parts/empty.tsx';
import { VirtualList } from '../../../kit/windowing/virtual-list.tsx';
import { usePanel } from '../../panel-context.ts';
import { ListState } from './list-state.tsx';

/** Ativos: what was sent to clients, and how far it has come (SND-03). */
export function SendList(): ComponentChild {
  const { state, words: { lists } } = usePanel();
  const list = state.lists.sent;
  const empty = state.search.value.trim() === '' ? lists.emptySent : lists.emptySearch;
  return (
    <ListState list={list} empty={
      <Empty icon="send" title={empty.title} text={empty.text} action={<Button kind="line" icon="plus" onClick={() => state.navigation.go({ at: 'send' })}>{lists.newSend}</Button>} />
    }>
      <VirtualList
        items={list.rows.value} keyOf={({ id }) => id} estimate={84} label={lists.tabs.sent} role="list" class="p-body"
        row={(send) => <SendRow send={send} />} {...(list.hasMore.value ? { onEnd: () => void list.loadMore() } : {})}
      />
    </ListState>
  );
}

const KIND = { queued: undefined, sent: undefined, delivered: undefined, read: 'info', failed: 'bad', answered: 'ok', unknown: 'warn' } as const;

/** One that was answered leads to the session that came of it; the others say how they stand. */
function SendRow({ send }: { readonly send: ActiveSend & { readonly told?: { readonly text: string; readonly mend: string } } }): ComponentChild {
  const { state, words: { lists }, format } = usePanel();
  const { protocol, told } = send;
  const content = (
    <>
      <Avatar name={send.clientName} channel={send.channel} />
      <span class="mid">
        <span class="nm"><span>{send.clientName ?? format.phone(send.phone)}</span></span>
        <span class="pv">{send.text}</span>
        <span class="tags"><Chip kind={KIND[send.state]}>{lists.state[send.state]}</Chip></span>
        {told === undefined ? null : <span class="msg">{told.text} {told.mend}</span>}
      </span>
      <span class="end"><time class="tm" dateTime={send.stateAt}>{format.short(send.stateAt)}</time></span>
    </>
  );
  return protocol === undefined
    ? <div class="s-row still" data-send={send.id}>{content}</div>
    : <button type="button" class="s-row" data-send={send.id} onClick={() => state.navigation.go({ at: 'conversation', protocol })}>{content}</button>;
}
