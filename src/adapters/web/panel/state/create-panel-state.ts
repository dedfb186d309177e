import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { DeskClient, DeskProblem, FollowedEvent, FollowState } from '../../../../client/index.ts';
import { createShelf, type KeptTexts, type Shelf } from './agent-shelf.ts';
import { createAlarms } from './alarms.ts';
import { createConversations } from './conversations.ts';
import { createCounts } from './desk-counts.ts';
import { createDrafts } from './drafts.ts';
import { createNavigation } from './navigation.ts';
import { createOutbox } from './outbox.ts';
import { createPanelLists } from './panel-lists.ts';
import type { Connection, HostContext, HostPage, ListTab, PanelState } from './panel-state.ts';
import { createPreference } from './preference.ts';
import { createPresence } from './presence.ts';
import { createToasts } from './toasts.ts';
import { createUnreadNotice } from './unread-notice.ts';

/** What the panel stands on. */
export interface PanelStateNeeds {
  readonly desk: DeskClient;
  readonly context: Signal<HostContext>;
  readonly host: HostPage;
  /** What an agent has written is kept here, by agent; nothing that lets anybody in is. */
  readonly storage: KeptTexts;
  readonly announce: PanelState['announce'];
  /** Told of each beside `toasts`. */
  toast?(text: string, kind?: 'done' | 'failed'): void;
  /** What the panel is called, in the language that is read now. */
  readonly name?: ReadonlySignal<string>;
  now(): number;
  /** Keeps what is written apart where one hub serves several connections. */
  readonly connection?: string;
  /** Whether anybody looks: what is shown then is read, and no sound is made. @defaultValue yes */
  readonly shown?: ReadonlySignal<'yes' | 'no'>;
  /** Makes the client's waker fire, so that nothing waits any longer. @defaultValue the stream is begun anew */
  wake?(): void;
  /** Makes a sound. */
  ring?(): void;
  /** Notes what has the focus; what it gives puts it back there, once that is drawn. */
  rememberFocus?(): () => void;
}

const NOTHING = (): void => {};

/** Opens the panel's state: from now on it follows the agent's desk, until it is closed. */
export function createPanelState(needs: PanelStateNeeds): PanelState {
  const { desk, context, host, storage, announce, now, connection: scope = '' } = needs;
  const { name = signal(''), toast = NOTHING, shown = signal<'yes' | 'no'>('yes'), ring = NOTHING, rememberFocus = () => NOTHING } = needs;
  const closing = new AbortController();
  const { signal: closed } = closing;
  const alarms = createAlarms(closed);
  const tab = signal<ListTab>('open');
  const search = signal('');
  const presence = createPresence({ desk, alarms, now, signal: closed });
  const agent = computed(() => presence.me.value?.agent);
  const shelfOf = (heading: string): ReadonlySignal<Shelf | undefined> => computed(() => (agent.value === undefined ? undefined : createShelf(storage, `${scope}/${agent.value}/${heading}`)));
  const lists = createPanelLists({ desk, tab, search, alarms, signal: closed });
  const counts = createCounts({ desk, alarms, signal: closed });
  const drafts = createDrafts({ shelf: shelfOf('drafts'), now, signal: closed });
  const navigation = createNavigation(rememberFocus);
  const outbox = createOutbox({
    desk, alarms, now, signal: closed, shelf: shelfOf('outbox'), author: computed(() => presence.me.value?.name),
    catchUp: async (protocol) => await conversations.catchUp(protocol),
  });
  const conversations = createConversations({ desk, drafts, outbox, navigation, shown, now, alarms, signal: closed, rowOf: lists.find });
  const preferences = { shelf: shelfOf('preferences'), signal: closed };
  const sound = createPreference({ ...preferences, name: 'sound', otherwise: 'off' });
  const notice = createUnreadNotice({ name, unread: lists.unread, shown, sound, ring });
  const toasts = createToasts(alarms);
  const stream = followed();

  function hear(event: FollowedEvent): void {
    batch(() => [outbox, lists, conversations, counts, presence, notice].forEach((each) => each.hear(event)));
  }

  /** Whatever happens from now on is told; all else is loaded. */
  function reloadAll(because: 'begun' | 'missed'): void {
    void lists.reload();
    counts.recount();
    if (because === 'missed' || presence.me.peek() === undefined) void presence.refresh();
    conversations.missed();
    outbox.wake();
  }

  function mendAll(): void {
    lists.mend();
    conversations.mend();
    presence.mend();
    outbox.wake();
  }

  /** Reads the agent's stream, and tells how that stands. */
  function followed(): { readonly connection: ReadonlySignal<Connection>; again(): void } {
    const connection = signal<Connection>({ state: 'connecting', since: now() });
    let leaving = new AbortController();

    function onState(state: FollowState, problem?: DeskProblem): void {
      const before = connection.peek();
      // While it is away, it is away since it broke.
      connection.value = { state, since: (before.state === 'live') === (state === 'live') ? before.since : now() };
      if (problem !== undefined) presence.heardProblem(problem);
      if (state === 'live') mendAll();
    }

    function begin(): void {
      leaving = new AbortController();
      const { signal } = leaving;
      void desk.follow({ signal: AbortSignal.any([closed, signal]), onEvent: hear, onGap: reloadAll, onState });
    }

    begin();
    return {
      connection,
      again() {
        leaving.abort();
        begin();
      },
    };
  }

  function retryNow(): void {
    if (needs.wake !== undefined) needs.wake();
    else if (stream.connection.peek().state !== 'live') stream.again();
    mendAll();
  }

  // Whoever is let in needs the numbers that came with that.
  const stop = effect(() => {
    if (agent.value !== undefined) counts.recount();
  });
  closed.addEventListener('abort', stop, { once: true });
  void presence.refresh();

  return {
    desk, tab, search, drafts, navigation, context, host, announce, retryNow,
    entrance: presence.entrance,
    me: presence.me,
    connection: stream.connection,
    counts: counts.counts,
    lists: { open: lists.open.shown, closed: lists.closed.shown, sent: lists.sent.shown },
    conversation: conversations.of,
    unread: lists.unread,
    refreshMe: presence.refresh,
    toast(text, kind = 'done') {
      toasts.show(text, kind);
      toast(text, kind);
    },
    toasts: toasts.shown,
    title: notice.title,
    sound,
    singleKeys: createPreference({ ...preferences, name: 'single-keys', otherwise: 'on' }),
    recount: counts.recount,
    close: () => closing.abort(),
  };
}
