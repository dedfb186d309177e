import type { ComponentChild } from 'preact';
import type { Format } from '../../../kit/format.ts';
import { Button } from '../../../kit/parts/button.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { usePanel } from '../../panel-context.ts';
import type { Words } from '../../wording/words.ts';
import type { KnownSession } from './known-session.ts';
import type { Standing } from './standing.ts';

interface HindranceProps {
  readonly session: KnownSession;
  readonly standing: Exclude<Standing, { readonly is: 'open' }>;
  /** An answer that was begun, and cannot be sent as it is. */
  readonly kept: string;
  /** Absent where a comment can be written already. */
  readonly onComment: (() => void) | undefined;
}

/** Why the client cannot be answered here now, and what can be done (C5). */
export function Hindrance({ session, standing, kept, onComment }: HindranceProps): ComponentChild {
  const { state, words: { conversation: words }, format } = usePanel();
  const { protocol, phone, name } = session;
  const send = (): void => state.navigation.go({ at: 'send', phone, name });
  const { title, text } = toldOf(words, standing, format);
  const isOver = standing.is === 'ended' || (standing.is === 'removed' && standing.reason === 'closed');
  const canClassify = standing.is === 'ended' && session.agents !== undefined && session.classification === undefined;
  return (
    <>
      <NoteBox kind={standing.is === 'window-shut' || standing.is === 'removed' ? 'warn' : 'info'} {...(standing.is === 'window-shut' ? { icon: 'clock' } : {})}>
        <b>{title}</b><br />{text}
        {kept === '' ? null : <><br />{words.textKept} <q class="kept">{kept}</q></>}
      </NoteBox>
      {standing.is === 'window-shut' ? (
        <div class="acts">
          <Button kind="solid" icon="tpl" wide onClick={send}>{words.chooseTemplate}</Button>
          <Button icon="note" onClick={onComment}>{words.note}</Button>
        </div>
      ) : isOver || onComment === undefined ? null : <Button icon="note" wide onClick={onComment}>{words.note}</Button>}
      {!isOver ? null : (
        <div class="acts">
          {canClassify ? <Button kind="solid" icon="tag" wide onClick={() => state.navigation.open({ over: 'classify', protocol, name })}>{words.classify}</Button> : null}
          <Button icon="send" wide onClick={send}>{words.newSend}</Button>
        </div>
      )}
    </>
  );
}

function toldOf(words: Words['conversation'], standing: HindranceProps['standing'], format: Format): { readonly title: string; readonly text: string } {
  switch (standing.is) {
    case 'window-shut': return { title: standing.at === undefined ? words.windowShut : words.windowShutAt(format.day(standing.at).toLocaleLowerCase(), format.time(standing.at)), text: words.windowShutText };
    case 'voice': return { title: words.voiceTitle, text: words.voiceText };
    case 'another': return { title: words.anotherTitle(standing.name), text: words.anotherText };
    case 'nobody': return { title: words.nobodyTitle, text: words.nobodyText };
    case 'ended': return { title: words.endedTitle, text: words.endedText };
    case 'removed': return { title: words.removed[standing.reason], text: standing.reason === 'closed' ? words.endedText : words.anotherText };
  }
}
