import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { isDeskProblem, type DeskClient, type DeskProblem, type FollowedEvent } from '../../../../client/index.ts';
import type { DeskRow } from '../../../../domain/desk/desk-row.ts';
import type { RemovalReason } from '../../../../domain/desk/desk-stream.ts';
import type { Alarms } from './alarms.ts';
import { createConversationSheet } from './conversation-sheet.ts';
import { createConversationTalk } from './conversation-talk.ts';
import type { HeldDrafts } from './drafts.ts';
import { entriesOf } from './entries.ts';
import { firstUnreadOf } from './first-unread.ts';
import type { Outbox } from './outbox.ts';
import { fileKindOf } from './outbox-item.ts';
import type { Conversation } from './panel-state.ts';
import { createWritingWindow } from './writing-window.ts';

/** A conversation, and what tells it how things go on. */
export interface OpenConversation extends Conversation {
  hear(event: FollowedEvent): void;
  /** Somebody looks at it from now on. */
  open(): void;
  /** Loads anew all that was loaded. */
  reload(): Promise<void>;
  /** Loads what could not be. */
  mend(): void;
  close(): void;
}

export interface ConversationNeeds {
  readonly desk: DeskClient;
  readonly protocol: string;
  readonly drafts: HeldDrafts;
  readonly outbox: Outbox;
  /** As a list has it. */
  rowOf(protocol: string): DeskRow | undefined;
  readonly isLookedAt: ReadonlySignal<boolean>;
  now(): number;
  readonly alarms: Alarms;
  readonly signal: AbortSignal;
}

/** More than are shown at once stand above the first unread one. */
const CONTEXT = 10;

export function createOpenConversation({ desk, protocol, drafts, outbox, rowOf, isLookedAt, now, alarms, signal: closing }: ConversationNeeds): OpenConversation {
  const ends = new AbortController();
  const ending = AbortSignal.any([closing, ends.signal]);
  const talk = createConversationTalk({ desk, protocol, signal: ending });
  const file = createConversationSheet({ desk, protocol, signal: ending });
  const trouble = signal<DeskProblem | undefined>(undefined);
  const removed = signal<RemovalReason | undefined>(undefined);
  const told = signal<DeskRow | undefined>(rowOf(protocol));
  const opened = signal<{ readonly unread: number; readonly since: Set<string> } | undefined>(undefined);
  const firstUnread = signal<string | undefined>(undefined);
  const row = computed(() => file.sheet.value ?? told.value);
  const own = computed(() => outbox.items.value.filter((item) => item.protocol === protocol));
  let marking = '';

  async function trying(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      if (ending.aborted) return;
      if (!isDeskProblem(thrown)) throw thrown;
      trouble.value = thrown;
    }
  }

  /** So deep that the first unread one is among them. */
  const wanted = (): number => (opened.peek()?.unread ?? told.peek()?.unread ?? 0) + CONTEXT;

  async function loadTalk(): Promise<void> {
    await talk.load(wanted());
    outbox.arrived(talk.messages.peek().flatMap(({ clientKey }) => clientKey ?? []));
  }

  async function reload(): Promise<void> {
    trouble.value = undefined;
    await Promise.all([trying(loadTalk), trying(file.load)]);
  }

  /** Says once of each number of unread messages that they are read, when they are looked at. */
  function markRead(): void {
    const { unread = 0, at } = row.peek() ?? {};
    const what = `${unread} ${at}`;
    if (unread === 0 || marking === what) return;
    marking = what;
    desk.markRead(protocol, { signal: ending }).catch(() => {});
  }

  /** The number at the opening counts; where no list holds the session, its sheet tells it. */
  const stopOpening = effect(() => {
    const known = row.value;
    if (opened.peek() === undefined && known !== undefined && isLookedAt.value) opened.value = { unread: known.unread, since: new Set() };
  });
  const stopDividing = effect(() => {
    const from = opened.value;
    if (from === undefined || !talk.isLoaded.value || firstUnread.peek() !== undefined) return;
    firstUnread.value = firstUnreadOf(talk.messages.value, from.unread, from.since);
  });
  const stopMarking = effect(() => {
    if (isLookedAt.value && opened.value !== undefined && talk.isLoaded.value && removed.value === undefined && (row.value?.unread ?? 0) > 0) markRead();
  });
  ending.addEventListener('abort', () => [stopOpening, stopDividing, stopMarking].forEach((stop) => stop()), { once: true });

  function hearRow(next: DeskRow): void {
    const before = row.peek();
    told.value = next;
    file.hearRow(next);
    const cameBack = removed.peek() !== undefined;
    removed.value = undefined;
    // What hangs on these is told by the sheet alone: addresses, the classification, who took part.
    if (cameBack || (before !== undefined && (['tab', 'agentName', 'contactId', 'cardId'] as const).some((name) => before[name] !== next[name]))) void trying(file.load);
  }

  function hear(event: FollowedEvent): void {
    switch (event.type) {
      case 'session.upsert': return hearRow(event.data);
      case 'session.remove': return void (removed.value = event.data.reason);
      case 'comment.new': return file.hear(event.data.comment);
      case 'message.new':
        opened.peek()?.since.add(event.data.message.id);
        return talk.hear(event.data.message);
      case 'message.patch': return talk.hear(event.data.message);
      case 'contact.linked': case 'card.linked': return void trying(file.load);
      case 'act.ended': return event.data.act === 'classify' || event.data.act === 'close' ? void trying(file.load) : undefined;
      case 'counts': case 'agent.state': case 'send.state': case 'call.state': return undefined;
    }
  }

  function hand(kind: 'message' | 'comment', text: string): void {
    if (text.trim() === '') return;
    outbox.add({ protocol, kind, text: text.trim() });
    drafts.clear(protocol, text);
  }

  return {
    protocol, removed, firstUnread, row, hear, reload, markRead,
    sheet: file.sheet,
    entries: computed(() => entriesOf(talk.messages.value, file.comments.value, own.value)),
    state: computed(() => {
      if (trouble.value?.status === 404) return 'not-mine';
      if (talk.isLoaded.value) return 'ready';
      return trouble.value === undefined ? 'loading' : 'failed';
    }),
    problem: trouble,
    window: createWritingWindow({ row, now, alarms, signal: ending }),
    hasOlder: talk.hasOlder,
    loadOlder: async () => await trying(talk.loadOlder),
    refresh: async () => await trying(file.load),
    open: () => batch(() => {
      opened.value = undefined;
      firstUnread.value = undefined;
      const known = rowOf(protocol) ?? row.peek();
      if (known !== undefined) opened.value = { unread: known.unread, since: new Set() };
    }),
    mend: () => {
      if (trouble.peek() !== undefined && trouble.peek()?.status !== 404) void reload();
    },
    write: (text) => hand('message', text),
    comment: (text) => hand('comment', text),
    writeFile: (body) => outbox.add({ protocol, kind: 'message', text: '', body, file: { name: body.name, kind: fileKindOf(body) } }),
    tryAgain: outbox.tryAgain,
    discard: outbox.discard,
    close: () => ends.abort(),
  };
}
