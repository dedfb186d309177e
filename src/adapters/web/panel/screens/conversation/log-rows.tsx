import type { ComponentChild } from 'preact';
import type { SessionComment } from '../../../../../domain/attendance/sighting.ts';
import type { ChatMessage } from '../../../../../domain/conversation/message.ts';
import { Icon } from '../../../kit/icon.tsx';
import type { IconName } from '../../../kit/icon-paths.ts';
import { usePanel } from '../../panel-context.ts';
import { SaidText } from './said-text.tsx';

/** The day of what follows. */
export function DayRow({ at }: { readonly at: string }): ComponentChild {
  const { format } = usePanel();
  return <div class="day">{format.dayInFull(at)}</div>;
}

/** Before what is new. */
export function UnreadRow({ count }: { readonly count: number }): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  return <div class="unread" role="separator">{words.newOnes(Math.max(1, count))}</div>;
}

const LINE_ICONS: Readonly<Record<NonNullable<ChatMessage['line']>, IconName>> = {
  transferred: 'transfer', queued: 'clock', ended: 'flag', 'ended-by-inactivity': 'clock', 'bot-began': 'bot', 'bot-ended': 'bot', 'message-removed': 'trash', other: 'info',
};

/** What happened to the session (SES-11, PAN-12). */
export function SystemRow({ message: { line = 'other', text, at } }: { readonly message: ChatMessage }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  return (
    <div class="sys">
      <Icon name={LINE_ICONS[line]} size="s" />
      <span>{line === 'other' && text !== undefined ? <SaidText text={text} /> : words.line[line]} · {format.time(at)}</span>
    </div>
  );
}

/** What no client reads (PAN-06). */
export function CommentRow({ comment: { author, at, text } }: { readonly comment: SessionComment }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  return (
    <div class="m note">
      <div class="by"><Icon name="note" size="s" /> {author === undefined ? words.comment : words.commentBy(author)}</div>
      <SaidText text={text} />
      <div class="meta">{at === undefined ? null : `${format.time(at)} · `}{words.teamOnly}</div>
    </div>
  );
}
