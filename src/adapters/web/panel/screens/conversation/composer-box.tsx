import type { ComponentChild } from 'preact';
import { useMemo } from 'preact/hooks';
import { Icon } from '../../../kit/icon.tsx';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { TextArea } from '../../../kit/parts/text-area.tsx';
import { usePanel } from '../../panel-context.ts';
import type { Draft } from '../../state/panel-state.ts';
import { AttachButton } from './attach-button.tsx';
import { ChosenFiles } from './chosen-files.tsx';
import type { FilesToSend } from './files-to-send.ts';
import { useConversation } from './conversation-context.ts';
import type { KnownSession } from './known-session.ts';
import { RecordButton } from './record-button.tsx';
import { canRecord } from './recorder.ts';

/** Of a key that an input method has taken. */
const COMPOSING = 229;

interface BoxProps {
  readonly session: KnownSession;
  readonly mode: Draft['mode'];
  readonly text: string;
  readonly files: FilesToSend;
  readonly onText: (text: string) => void;
  readonly onSend: (as: Draft['mode']) => void;
}

/** What is being written, and what may go with it. */
export function ComposerBox({ session: { phone, name: client }, mode, text, files, onText, onSend }: BoxProps): ComponentChild {
  const { state, words: { conversation: words } } = usePanel();
  const { conversation, name } = useConversation();
  const records = useMemo(canRecord, []);
  const isComment = mode === 'comment';
  return (
    <div
      class={isComment ? 'box note' : 'box'}
      onPaste={(event) => {
        const pasted = [...(event.clipboardData?.files ?? [])];
        if (isComment || pasted.length === 0) return;
        event.preventDefault();
        files.add(pasted);
      }}
    >
      {isComment ? null : <ChosenFiles files={files} />}
      <TextArea
        bare rows={2} maxRows={7} value={text} onInput={onText} label={isComment ? words.commentOn(name) : words.messageTo(name)} placeholder={isComment ? words.commentHint : words.messageHint}
        onKeyDown={(event) => {
          // Enter also ends what an input method composes; Safari tells so by the old code of the key alone.
          // oxlint-disable-next-line typescript/no-deprecated -- Safari ends what is composed before it tells of the key.
          if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing || event.keyCode === COMPOSING) return;
          event.preventDefault();
          onSend(event.ctrlKey || event.metaKey ? 'comment' : mode);
        }}
      />
      <div class="tools">
        {isComment ? null : (
          <>
            <AttachButton onFiles={(chosen) => files.add(chosen)} />
            {records ? <RecordButton onRecorded={(file) => conversation.writeFile(file)} /> : null}
            <IconButton icon="tpl" label={words.templates} onClick={() => state.navigation.go({ at: 'send', phone, name: client })} />
          </>
        )}
        <span class="sp" />
        <button type="submit" class="send" aria-label={isComment ? words.saveComment : words.send} aria-disabled={text.trim() === '' && (isComment || files.chosen.length === 0)}>
          <Icon name={isComment ? 'note' : 'send'} />
        </button>
      </div>
    </div>
  );
}
