import type { ChatMessage, DeskRow } from 'vinculo/domain';
import { createDeskClient, isDeskProblem, type DeskClientOptions, type FollowedEvent, type FollowState } from 'vinculo/client';

/** Where it is drawn: with React, with nothing at all, or as lines in a terminal. */
export interface Screen {
  list(rows: readonly DeskRow[]): void;
  conversation(messages: readonly ChatMessage[]): void;
  connection(state: FollowState): void;
  trouble(text: string): void;
}

/** What the agent does. */
export interface Panel {
  open(protocol: string): Promise<void>;
  send(text: string): Promise<void>;
}

/** A whole panel: a list, a conversation, and a line to write in. The signal closes it. */
export function openPanel(screen: Screen, signal: AbortSignal, options: DeskClientOptions): Panel {
  const desk = createDeskClient(options);
  const rows = new Map<string, DeskRow>();
  const messages = new Map<string, ChatMessage>();
  let opened: string | undefined;
  let held: FollowedEvent[] | undefined;

  const drawList = (): void => screen.list([...rows.values()].toSorted((a, b) => (a.at < b.at ? 1 : -1)));
  const drawConversation = (): void => screen.conversation([...messages.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1)));

  /** What happens meanwhile waits, and goes on top of what was loaded. */
  async function load(): Promise<void> {
    const meanwhile: FollowedEvent[] = [];
    held = meanwhile;
    const { rows: loaded } = await desk.listMySessions({ tab: 'open' }, { signal });
    rows.clear();
    for (const row of loaded) rows.set(row.protocol, row);
    drawList();
    messages.clear();
    if (opened !== undefined) await loadConversation(opened);
    if (held !== meanwhile) return;
    held = undefined;
    for (const event of meanwhile) heard(event);
  }

  async function loadConversation(protocol: string): Promise<void> {
    const { messages: loaded } = await desk.listMessages(protocol, { limit: 50 }, { signal });
    if (opened !== protocol) return;
    for (const message of loaded) if (!messages.has(message.id)) messages.set(message.id, message);
    drawConversation();
  }

  function heard(event: FollowedEvent): void {
    if (held !== undefined) return void held.push(event);
    if (event.type === 'session.upsert' && event.data.tab === 'open') rows.set(event.data.protocol, event.data);
    if (event.type === 'session.remove' || (event.type === 'session.upsert' && event.data.tab === 'closed')) rows.delete(event.data.protocol);
    if (event.type === 'session.upsert' || event.type === 'session.remove') drawList();
    if ((event.type !== 'message.new' && event.type !== 'message.patch') || event.data.protocol !== opened) return;
    messages.set(event.data.message.id, event.data.message);
    drawConversation();
  }

  /** The reason stands in the hub's language. */
  const tell = (thrown: unknown): void => {
    if (!signal.aborted) screen.trouble(isDeskProblem(thrown) ? thrown.text : String(thrown));
  };

  desk.follow({ signal, onEvent: heard, onState: screen.connection, onGap: () => void load().catch(tell) }).catch(tell);
  return {
    async open(protocol) {
      opened = protocol;
      messages.clear();
      await loadConversation(protocol).catch(tell);
    },
    async send(text) {
      // The stream shows it as soon as it is sent; sent again by the client itself, it is said once.
      if (opened !== undefined) await desk.sendMessage(opened, { kind: 'text', text }, { signal }).catch(tell);
    },
  };
}
