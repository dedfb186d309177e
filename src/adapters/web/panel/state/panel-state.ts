import type { ReadonlySignal, Signal } from '@preact/signals';
import type { DeskClient, DeskProblem, FollowState } from '../../../../client/index.ts';
import type { ActiveSend } from '../../../../domain/active-send/active-send.ts';
import type { SessionComment } from '../../../../domain/attendance/sighting.ts';
import type { ChatMessage } from '../../../../domain/conversation/message.ts';
import type { DeskRow } from '../../../../domain/desk/desk-row.ts';
import type { RemovalReason } from '../../../../domain/desk/desk-stream.ts';
import type { AgentSheet, DeskCounts, SessionSheet } from '../../../../ports/agent-desk.ts';
import type { HostContext } from '../entrance/messages.ts';

/** The three lists of PAN-01: Em andamento, Encerrados, Ativos. */
export type ListTab = 'open' | 'closed' | 'sent';

/** What fills the panel. */
export type Screen =
  | { readonly at: 'lists' }
  | { readonly at: 'conversation'; readonly protocol: string }
  | { readonly at: 'link-contact'; readonly protocol: string }
  | { readonly at: 'pending' }
  | { readonly at: 'send'; readonly phone?: string | undefined; readonly name?: string | undefined }
  | { readonly at: 'dial'; readonly phone?: string | undefined; readonly name?: string | undefined };

/** What lies over a screen, and is left before it. */
export type Sheet =
  | { readonly over: 'link-card'; readonly protocol: string }
  | { readonly over: 'create-card'; readonly protocol: string }
  | { readonly over: 'paper'; readonly protocol: string; readonly kind: 'task' | 'document' | 'proposal' | 'sale' }
  | { readonly over: 'transfer'; readonly protocol: string }
  | { readonly over: 'close'; readonly protocol: string }
  | { readonly over: 'classify'; readonly protocol: string; readonly name?: string | undefined }
  | { readonly over: 'shortcuts' };

/** Where the agent is; going back leaves a sheet first. Focus returns to what opened it. */
export interface Navigation {
  readonly screen: ReadonlySignal<Screen>;
  readonly sheet: ReadonlySignal<Sheet | undefined>;
  go(to: Screen): void;
  open(sheet: Sheet): void;
  back(): void;
}

/** A list that is read page by page and kept up to date by the stream. */
export interface ShownList<Row> {
  readonly rows: ReadonlySignal<readonly Row[]>;
  readonly state: ReadonlySignal<'loading' | 'ready' | 'failed'>;
  readonly problem: ReadonlySignal<DeskProblem | undefined>;
  readonly hasMore: ReadonlySignal<boolean>;
  loadMore(): Promise<void>;
  reload(): Promise<void>;
}

/** A message or comment as it is shown: what the hub has, and what has not reached it yet. */
export type Entry =
  | { readonly is: 'message'; readonly key: string; readonly at: string; readonly message: ChatMessage }
  | { readonly is: 'comment'; readonly key: string; readonly at: string; readonly comment: SessionComment }
  /** Written here: waits (offline, or behind one that waits), is on its way, is kept by the hub for later, or was refused. */
  | { readonly is: 'own'; readonly key: string; readonly at: string; readonly own: OwnEntry };

/** What the agent wrote and the hub does not tell of yet. `key` is its idempotency key and, of messages, the `clientKey` they come back with. */
export interface OwnEntry {
  readonly key: string;
  readonly kind: 'message' | 'comment';
  readonly text: string;
  readonly file?: { readonly name: string; readonly kind: 'audio' | 'image' | 'video' | 'file' };
  readonly state: 'waiting' | 'sending' | 'kept' | 'refused';
  /** Of what was refused: why, in the hub's language. */
  readonly problem?: DeskProblem;
}

/** One session as it is open in the panel. */
export interface Conversation {
  readonly protocol: string;
  readonly sheet: ReadonlySignal<SessionSheet | undefined>;
  /** Oldest first. */
  readonly entries: ReadonlySignal<readonly Entry[]>;
  readonly state: ReadonlySignal<'loading' | 'ready' | 'failed' | 'not-mine'>;
  readonly problem: ReadonlySignal<DeskProblem | undefined>;
  /** Set while it is open when somebody else has it now. */
  readonly removed: ReadonlySignal<RemovalReason | undefined>;
  readonly hasOlder: ReadonlySignal<boolean>;
  loadOlder(): Promise<void>;
  /** The row of the session as lists show it: there at once where a list holds it, before the sheet is. */
  readonly row: ReadonlySignal<DeskRow | undefined>;
  /** Whether free text may be written now (24 hours on WhatsApp): shuts by itself, and opens when the client writes. */
  readonly window: ReadonlySignal<WritingWindow>;
  /** Before which entry the divider of what is new stands: kept while the conversation is open. */
  readonly firstUnread: ReadonlySignal<string | undefined>;
  /** Loads the sheet anew, after something was linked, closed or classified. */
  refresh(): Promise<void>;
  write(text: string): void;
  comment(text: string): void;
  writeFile(file: File): void;
  tryAgain(key: string): void;
  discard(key: string): void;
  markRead(): void;
}

/** `open` also where the channel knows no end, or none is known: the hub judges then. */
export interface WritingWindow {
  readonly state: 'open' | 'shut';
  readonly until?: string;
}

/** What an agent has begun to write, by session; kept over a reload, and shown in no other session (C3). */
export interface Drafts {
  of(protocol: string): Signal<Draft>;
  /** Texts begun, for the lists. */
  readonly begun: ReadonlySignal<ReadonlyMap<string, string>>;
}

export interface Draft {
  readonly text: string;
  readonly mode: 'reply' | 'comment';
}

/** Whether the panel may be used. `refused`: the host's back end or the hub let the agent not in; the problem's `errors` name the conditions. */
export type Entrance =
  | { readonly state: 'entering' }
  | { readonly state: 'in' }
  | { readonly state: 'refused'; readonly problem: DeskProblem };

/** How the stream stands, and since when: while it is away, since it broke, however often it was tried meanwhile. */
export interface Connection {
  readonly state: FollowState;
  readonly since: number;
}

/** What things of one kind are called when more than one of them wait to be told: `3 novas de Marina`. */
export interface Several {
  readonly group: string;
  readonly text: (count: number) => string;
}

/** A short word that is shown for a moment. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'done' | 'failed';
}

/** Everything that the screens show and do. Acts that change no conversation's text go through `desk` itself. */
export interface PanelState {
  readonly desk: DeskClient;
  readonly entrance: ReadonlySignal<Entrance>;
  readonly me: ReadonlySignal<AgentSheet | undefined>;
  readonly connection: ReadonlySignal<Connection>;
  readonly counts: ReadonlySignal<DeskCounts>;
  readonly tab: Signal<ListTab>;
  readonly search: Signal<string>;
  readonly lists: { readonly open: ShownList<DeskRow>; readonly closed: ShownList<DeskRow>; readonly sent: ShownList<ActiveSend> };
  readonly drafts: Drafts;
  readonly navigation: Navigation;
  /** One object for each session while it is looked at. */
  conversation(protocol: string): Conversation;
  /** The record of the CRM that the page around the panel shows, where it told. */
  readonly context: Signal<HostContext>;
  /** What the page around the panel can do. */
  readonly host: HostPage;
  /** Sum of what is unread in sessions in progress. */
  readonly unread: ReadonlySignal<number>;
  refreshMe(): Promise<void>;
  /** Tries the entrance, or the connection, at once. */
  retryNow(): void;
  /** Told to a screen reader, politely unless `assertive`; what follows closely in one group is told as a number. */
  announce(text: string, how?: 'polite' | 'assertive', several?: Several): void;
  /** A short word about something that was done, or was not. */
  toast(text: string, kind?: 'done' | 'failed'): void;
  /** Those that are shown now, the oldest first; each leaves by itself. */
  readonly toasts: ReadonlySignal<readonly Toast[]>;
  /** Of the page: with what is unread (C17). */
  readonly title: ReadonlySignal<string>;
  /** Whether a sound tells of a message while nobody looks; kept over a reload (C17). */
  readonly sound: Signal<'on' | 'off'>;
  /** Whether keys alone do something (WCAG 2.1.4); kept for the agent. */
  readonly singleKeys: Signal<'on' | 'off'>;
  /** Asks for the numbers anew, after something changed that no event tells of. */
  recount(): void;
  /** Ends everything: nothing is asked, told or kept any more. */
  close(): void;
}

export type { HostContext } from '../entrance/messages.ts';

/** The page around the panel. */
export interface HostPage {
  /** Shows a record of the CRM. */
  open(what: { readonly kind: 'contact' | 'company' | 'deal'; readonly id: string; readonly address?: string }): void;
  /** Hides the panel; its launcher brings it back. */
  minimize(): void;
}
