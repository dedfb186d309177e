import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Segmented } from '../../../kit/parts/segmented.tsx';
import { usePanel } from '../../panel-context.ts';
import { ComposerBox } from './composer-box.tsx';
import { useConversation } from './conversation-context.ts';
import type { KnownSession } from './known-session.ts';
import { draftsOf } from './drafts-of.ts';
import type { FilesToSend } from './files-to-send.ts';
import { Hindrance } from './hindrance.tsx';
import { writable, type Standing } from './standing.ts';
import { WindowLeft } from './window-left.tsx';

interface ComposerProps {
  readonly session: KnownSession;
  readonly standing: Standing;
  readonly files: FilesToSend;
}

/** Where the agent writes: an answer to the client, or a comment for the team; and why not, where that may not be. */
export function Composer({ session, standing, files }: ComposerProps): ComponentChild {
  const { state, words: { conversation: words } } = usePanel();
  const { conversation } = useConversation();
  const form = useRef<HTMLFormElement>(null);
  const isWanted = useSignal(0);
  const drafts = draftsOf(state.drafts, session.protocol);
  const may = writable(standing);
  // Of a call nothing else can be written.
  const mode = standing.is === 'voice' ? 'comment' : drafts.mode;
  const hasBox = may === 'both' || (may === 'comment' && mode === 'comment');

  // Where the box has gone the focus is not lost, and what is typed on presses no button (E2).
  useEffect(() => {
    if (hasBox) form.current?.querySelector('textarea')?.focus();
    else if (document.activeElement === document.body) form.current?.focus();
  }, [hasBox, isWanted.value]);

  function send(as: 'reply' | 'comment'): void {
    const text = drafts.textOf(mode).trim();
    if (as === 'comment') {
      if (text !== '') conversation.comment(text);
    } else {
      for (const file of files.chosen) conversation.writeFile(file);
      if (text !== '') conversation.write(text);
      files.clear();
    }
    drafts.write(mode, '');
  }

  const comment = (): void => {
    drafts.choose('comment');
    isWanted.value++;
  };
  return (
    <form
      class="comp" ref={form} tabIndex={-1}
      onSubmit={(event) => {
        event.preventDefault();
        send(mode);
      }}
    >
      {standing.is === 'open' || (standing.is === 'window-shut' && mode === 'comment') ? null : (
        <Hindrance session={session} standing={standing} kept={drafts.textOf('reply').trim()} onComment={hasBox ? undefined : comment} />
      )}
      {!hasBox || (standing.is !== 'open' && standing.is !== 'window-shut') ? null : (
        <div class="top">
          <Segmented
            label={words.kindOfText} value={mode} options={[{ value: 'reply', label: words.reply }, { value: 'comment', label: words.note }]}
            onChange={(next) => drafts.choose(next)}
          />
          {standing.is === 'open' && standing.closesAt !== undefined ? <WindowLeft until={standing.closesAt} /> : null}
        </div>
      )}
      {hasBox ? <ComposerBox session={session} mode={mode} text={drafts.textOf(mode)} files={files} onText={(text) => drafts.write(mode, text)} onSend={send} /> : null}
    </form>
  );
}
