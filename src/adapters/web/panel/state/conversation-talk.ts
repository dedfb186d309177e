import { batch, signal, type ReadonlySignal } from '@preact/signals';
import type { DeskClient } from '../../../../client/index.ts';
import type { ChatMessage } from '../../../../domain/conversation/message.ts';
import { createMeanwhile, createTurns } from './meanwhile.ts';
import { compareMessages, withTold, type MessageLog } from './message-log.ts';

/** What was said in one session, from some place on to its end: whole, in order, each message once. */
export interface ConversationTalk {
  /** Oldest first. */
  readonly messages: ReadonlySignal<readonly ChatMessage[]>;
  readonly hasOlder: ReadonlySignal<boolean>;
  readonly isLoaded: ReadonlySignal<boolean>;
  hear(message: ChatMessage): void;
  /** The newest page at first, later all that was loaded, anew. @param atLeast - of its messages */
  load(atLeast?: number): Promise<void>;
  loadOlder(): Promise<void>;
}

const PAGE = 50;
/** The hub gives no more at once. */
const MOST_MESSAGES = 200;
/** What lies deeper is loaded again when somebody goes there. */
const MOST_PAGES = 5;

/** Messages down to the oldest of the last page: what lies before comes with its page. */
interface Held {
  readonly log: MessageLog;
  readonly older?: string;
  readonly oldest?: ChatMessage;
}

type ReadPage = Awaited<ReturnType<DeskClient['listMessages']>>;

export function createConversationTalk({ desk, protocol, signal: closing }: { readonly desk: Pick<DeskClient, 'listMessages'>; readonly protocol: string; readonly signal: AbortSignal }): ConversationTalk {
  const messages = signal<readonly ChatMessage[]>([]);
  const hasOlder = signal(false);
  const isLoaded = signal(false);
  const meanwhile = createMeanwhile<ChatMessage>();
  const inTurn = createTurns();
  let held: Held = { log: new Map() };

  function show(next: Held): void {
    held = next;
    batch(() => {
      messages.value = [...held.log.values()].toSorted(compareMessages);
      hasOlder.value = held.older !== undefined;
      isLoaded.value = true;
    });
  }

  async function pageAt(before: string | undefined, limit: number): Promise<ReadPage> {
    return await desk.listMessages(protocol, { limit: Math.min(MOST_MESSAGES, limit), ...(before === undefined ? {} : { before }) }, { signal: closing });
  }

  /** The newest, as far as it was read before. */
  async function newest(wanted: number): Promise<Held> {
    let page = await pageAt(undefined, Math.max(PAGE, wanted));
    let read = withPage({ log: new Map() }, page);
    for (let pages = 1; pages < MOST_PAGES && page.older !== undefined && read.log.size < wanted; pages++) {
      page = await pageAt(page.older, wanted - read.log.size);
      read = withPage(read, page);
    }
    return read;
  }

  async function load(read: () => Promise<Held>): Promise<void> {
    await inTurn(async () => {
      if (closing.aborted) return;
      const { read: loaded, told } = await meanwhile.during(read);
      show(told.reduce(withNews, loaded));
    });
  }

  return {
    messages, hasOlder, isLoaded,
    hear(message) {
      meanwhile.tell(message);
      if (isLoaded.peek()) show(withNews(held, message));
    },
    load: async (atLeast = 0) => await load(async () => await newest(Math.max(atLeast, held.log.size))),
    loadOlder: async () => await load(async () => {
      const { older } = held;
      return older === undefined ? held : withPage(held, await pageAt(older, PAGE));
    }),
  };
}

/** One page further back; what was told of a message is newer than what stands in a page. */
function withPage({ log }: Held, { messages, older }: ReadPage): Held {
  const [oldest] = messages;
  return { log: withTold(new Map(messages.map((message) => [message.id, message])), [...log.values()]), ...(older === undefined || oldest === undefined ? {} : { older, oldest }) };
}

function withNews(held: Held, message: ChatMessage): Held {
  const isBeyond = held.oldest !== undefined && !held.log.has(message.id) && compareMessages(message, held.oldest) < 0;
  return isBeyond ? held : { ...held, log: withTold(held.log, [message]) };
}
