import type { Signal } from '@preact/signals';
import type { Draft, Drafts } from '../../state/panel-state.ts';

type Mode = Draft['mode'];

/** What was begun in a conversation: what is meant for the team never stands where it would be sent to the client, so that each has its own text. */
export interface DraftsOf {
  readonly mode: Mode;
  choose(mode: Mode): void;
  textOf(mode: Mode): string;
  write(mode: Mode, text: string): void;
}

/** The drafts of a session as they are now; read while drawing. */
export function draftsOf(drafts: Drafts, protocol: string): DraftsOf {
  const reply = drafts.of(protocol);
  const held = (mode: Mode): Signal<Draft> => (mode === 'reply' ? reply : drafts.of(`${protocol} comment`));
  return {
    mode: reply.value.mode,
    choose: (mode) => {
      reply.value = { ...reply.peek(), mode };
    },
    textOf: (mode) => held(mode).value.text,
    write: (mode, text) => {
      held(mode).value = { ...held(mode).peek(), text };
    },
  };
}
