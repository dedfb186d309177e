import { useEffect } from 'preact/hooks';
import { effect } from '@preact/signals';
import { usePanel } from '../../panel-context.ts';
import type { Conversation } from '../../state/panel-state.ts';
import { createNewcomers } from './tell-newcomers.ts';

/** Announces what the client writes while the conversation is open, and why nothing can be answered any more (E3). */
export function useNewcomers(conversation: Conversation, name: string): void {
  const { state, words: { conversation: words } } = usePanel();
  useEffect(() => {
    const several = { group: conversation.protocol, text: (count: number) => words.newOnesOf(count, name) };
    const newcomers = createNewcomers(({ text, kind }) => state.announce(words.says(name, text ?? words.kind[kind]), 'polite', several));
    return effect(() => {
      if (conversation.state.value === 'ready') newcomers.look(conversation.entries.value);
    });
  }, [conversation, name, words]);
  // Apart from the above: a client who gets another name is no reason to say it again.
  useEffect(() => {
    const stopMinding = effect(() => {
      const reason = conversation.removed.value;
      if (reason !== undefined) state.announce(words.removed[reason], 'assertive');
    });
    let could = conversation.window.peek().state;
    const stopWatching = effect(() => {
      const can = conversation.window.value.state;
      if (can === 'shut' && could === 'open') state.announce(words.windowShut, 'assertive');
      could = can;
    });
    return () => {
      stopWatching();
      stopMinding();
    };
  }, [conversation]);
}
