import { computed, effect, type ReadonlySignal, type Signal } from '@preact/signals';
import type { DeskClient, FollowedEvent } from '../../../../client/index.ts';
import type { ActiveSend } from '../../../../domain/active-send/active-send.ts';
import type { DeskRow } from '../../../../domain/desk/desk-row.ts';
import type { Alarms } from './alarms.ts';
import { createPagedList, type PagedList } from './paged-list.ts';
import type { ListTab } from './panel-state.ts';
import { isFoundBy } from './search-match.ts';
import { createSearchedList, type SearchedList } from './searched-list.ts';

/** The three lists of PAN-01, kept up to date. */
export interface PanelLists {
  readonly open: SearchedList<DeskRow>;
  readonly closed: SearchedList<DeskRow>;
  readonly sent: SearchedList<ActiveSend>;
  readonly unread: ReadonlySignal<number>;
  find(protocol: string): DeskRow | undefined;
  hear(event: FollowedEvent): void;
  /** The stream tells from now on; what is shown is loaded, or loaded anew. */
  reload(): Promise<void>;
  mend(): void;
}

export interface PanelListsNeeds {
  readonly desk: DeskClient;
  readonly tab: Signal<ListTab>;
  readonly search: Signal<string>;
  readonly alarms: Alarms;
  readonly signal: AbortSignal;
}

export function createPanelLists({ desk, tab, search, alarms, signal }: PanelListsNeeds): PanelLists {
  let isTold = false;
  const shownIn = (name: ListTab): ReadonlySignal<boolean> => computed(() => tab.value === name);
  const sessions = (of: 'open' | 'closed'): SearchedList<DeskRow> => createSearchedList({
    name: of, search, isShown: shownIn(of), alarms, signal, isFound: (row, text) => isFoundBy(text, row),
    create: (text, ends) => sessionsOf(desk, of, text, ends),
  });
  const open = sessions('open');
  const closed = sessions('closed');
  const sent = createSearchedList<ActiveSend>({
    name: 'sent', search, isShown: shownIn('sent'), alarms, signal, isFound: isSendFound,
    create: (text, ends) => sendsOf(desk, text, ends),
  });
  const lists = { open, closed, sent };

  // What nobody has looked at yet is loaded when somebody does.
  const stop = effect(() => {
    const list = lists[tab.value];
    if (isTold && !list.whole.begun.peek()) void list.whole.reload();
  });
  signal.addEventListener('abort', stop, { once: true });

  function hearOf(row: DeskRow): void {
    for (const list of [open, closed]) list.change({ put: row });
  }

  async function hearOfSend(data: Omit<ActiveSend, 'agentId' | 'phone'>): Promise<void> {
    const known = sent.whole.find(data.id);
    const send = known === undefined ? await desk.showSend(data.id, { signal }) : { ...known, ...data };
    sent.change({ put: send });
  }

  return {
    ...lists,
    unread: computed(() => open.whole.rows.value.reduce((sum, row) => sum + row.unread, 0)),
    find: (protocol) => open.whole.find(protocol) ?? closed.whole.find(protocol),
    hear(event) {
      if (event.type === 'session.upsert') hearOf(event.data);
      if (event.type === 'session.remove') for (const list of [open, closed]) list.change({ drop: event.data.protocol });
      // A send that cannot be looked at now comes with the next load of its list.
      if (event.type === 'send.state' && sent.whole.begun.peek()) hearOfSend(event.data).catch(() => {});
    },
    async reload() {
      isTold = true;
      const wanted = [open, closed, sent].filter((list) => list === open || list === lists[tab.peek()] || list.whole.begun.peek());
      await Promise.all(wanted.map(async (list) => await list.reload()));
    },
    mend: () => [open, closed, sent].forEach((list) => list.mend()),
  };
}

function sessionsOf(desk: DeskClient, tab: 'open' | 'closed', search: string, signal: AbortSignal): PagedList<DeskRow> {
  return createPagedList({
    signal, compare: compareRows,
    read: async (wish) => await desk.listMySessions({ ...wish, tab, ...(search === '' ? {} : { search }) }, { signal }),
    keyOf: ({ protocol }) => protocol,
    belongs: (row) => row.tab === tab && isFoundBy(search, row),
  });
}

function sendsOf(desk: DeskClient, search: string, signal: AbortSignal): PagedList<ActiveSend> {
  return createPagedList({
    signal, compare: compareSends,
    read: async (wish) => await desk.listSends({ ...wish, ...(search === '' ? {} : { search }) }, { signal }),
    keyOf: ({ id }) => id,
    // One that is answered is a session in progress now.
    belongs: (send) => send.state !== 'answered' && isSendFound(send, search),
  });
}

const isSendFound = ({ clientName, phone }: ActiveSend, search: string): boolean => isFoundBy(search, { name: clientName, phone });

const downwards = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

/** As the hub orders its pages: what happened last first. */
const compareRows = (a: DeskRow, b: DeskRow): number => downwards(a.at, b.at) || downwards(a.protocol, b.protocol);

const compareSends = (a: ActiveSend, b: ActiveSend): number => downwards(a.createdAt, b.createdAt) || downwards(a.id, b.id);
