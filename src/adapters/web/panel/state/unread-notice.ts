import { computed, type ReadonlySignal } from '@preact/signals';
import type { FollowedEvent } from '../../../../client/index.ts';

/** How an agent who looks elsewhere hears of messages (C17): in the page's title, and by a sound where that is wished. */
export interface UnreadNotice {
  readonly title: ReadonlySignal<string>;
  hear(event: FollowedEvent): void;
}

export interface UnreadNoticeNeeds {
  readonly name: ReadonlySignal<string>;
  readonly unread: ReadonlySignal<number>;
  readonly shown: ReadonlySignal<'yes' | 'no'>;
  readonly sound: ReadonlySignal<'on' | 'off'>;
  ring(): void;
}

export const createUnreadNotice = ({ name, unread, shown, sound, ring }: UnreadNoticeNeeds): UnreadNotice => ({
  title: computed(() => (unread.value === 0 ? name.value : `(${unread.value}) ${name.value}`.trim())),
  hear(event) {
    if (event.type === 'message.new' && event.data.message.by === 'client' && shown.peek() === 'no' && sound.peek() === 'on') ring();
  },
});
