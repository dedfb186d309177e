import { computed, effect, untracked, type ReadonlySignal } from '@preact/signals';
import type { FollowedEvent } from '../../../../client/index.ts';
import { createOpenConversation, type ConversationNeeds, type OpenConversation } from './open-conversation.ts';
import type { Conversation, Navigation, Screen, Sheet } from './panel-state.ts';

/** The conversations that are looked at, and some that were: those open again at once. */
export interface Conversations {
  of(protocol: string): Conversation;
  hear(event: FollowedEvent): void;
  /** The stream skipped something: all that is held is loaded anew. */
  missed(): void;
  mend(): void;
  catchUp(protocol: string): Promise<void>;
}

export interface ConversationsNeeds extends Omit<ConversationNeeds, 'protocol' | 'isLookedAt'> {
  readonly navigation: Navigation;
  readonly shown: ReadonlySignal<'yes' | 'no'>;
}

const MOST_HELD = 8;

export function createConversations({ navigation, shown, ...needs }: ConversationsNeeds): Conversations {
  const held = new Map<string, OpenConversation>();
  const current = computed(() => protocolIn(navigation.sheet.value) ?? protocolIn(navigation.screen.value));

  function forget(protocol: string): void {
    held.get(protocol)?.close();
    held.delete(protocol);
  }

  function create(protocol: string): OpenConversation {
    const isLookedAt = computed(() => current.value === protocol && shown.value === 'yes');
    const made = createOpenConversation({ ...needs, protocol, isLookedAt });
    // Whoever asks may be drawing right now.
    queueMicrotask(() => void made.reload());
    return made;
  }

  function of(protocol: string): OpenConversation {
    const conversation = held.get(protocol) ?? create(protocol);
    held.delete(protocol);
    held.set(protocol, conversation);
    for (const old of [...held.keys()].slice(0, -MOST_HELD)) if (old !== current.peek()) forget(old);
    return conversation;
  }

  // A conversation is opened when the agent comes to it, and not again by what lies over it.
  const stop = effect(() => {
    const protocol = current.value;
    if (protocol !== undefined) untracked(() => of(protocol).open());
  });
  needs.signal.addEventListener('abort', () => {
    stop();
    [...held.keys()].forEach(forget);
  }, { once: true });

  return {
    of: (protocol) => untracked(() => of(protocol)),
    hear(event) {
      const protocol = protocolOf(event);
      if (protocol !== undefined) held.get(protocol)?.hear(event);
    },
    missed: () => held.forEach((conversation) => void conversation.reload()),
    mend: () => held.forEach((conversation) => conversation.mend()),
    catchUp: async (protocol) => await held.get(protocol)?.reload(),
  };
}

const protocolIn = (place: Screen | Sheet | undefined): string | undefined => (place !== undefined && 'protocol' in place ? place.protocol : undefined);

/** Which session an event is of; kinds may be added. */
function protocolOf({ data }: FollowedEvent): string | undefined {
  return typeof data === 'object' && data !== null && 'protocol' in data && typeof data.protocol === 'string' ? data.protocol : undefined;
}
