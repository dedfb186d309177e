import type { ComponentChild } from 'preact';
import type { TimelineEntry } from '../../../../../domain/conversation/compose-timeline.ts';
import type { SessionHistory } from '../../../../../ports/agent-desk.ts';
import { Icon } from '../../../kit/icon.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { OwnSheet } from './own-sheet.tsx';
import { Skeleton } from '../../../kit/parts/skeleton.tsx';
import { usePanel } from '../../panel-context.ts';
import { useAsked } from '../../use-asked.ts';
import { AudioPlayer } from './audio-player.tsx';
import { CommentRow, DayRow, SystemRow } from './log-rows.tsx';
import { MessageRow } from './message-row.tsx';

/** A session's whole history, with the recordings of its calls (SES-06). */
export function HistorySheet({ protocol, onClose }: { readonly protocol: string; readonly onClose: () => void }): ComponentChild {
  const { state, words: { conversation: words, shell } } = usePanel();
  const { answer: history, trouble } = useAsked(async (options) => await state.desk.showHistory(protocol, options), [protocol]);
  return (
    <OwnSheet title={words.historyTitle} closeLabel={shell.close} onClose={onClose}>
      {trouble !== undefined ? <NoteBox kind="bad" alert>{trouble}</NoteBox> : history === undefined ? <Skeleton rows={4} label={shell.loading} /> : <History history={history} />}
    </OwnSheet>
  );
}

function History({ history: { lines, recordings } }: { readonly history: SessionHistory }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  if (lines.length === 0 && recordings.length === 0) return <p>{words.historyEmpty}</p>;
  return (
    <>
      {recordings.length === 0 ? null : (
        <div class="stack s">
          <h4>{words.recordings}</h4>
          {recordings.map(({ number, at }) => (
            <div key={number} class="m in"><AudioPlayer message={`recording:${number}`} /><div class="meta">{words.recording(number)}{at === undefined ? null : ` · ${format.dateTime(at)}`}</div></div>
          ))}
        </div>
      )}
      <ol class="log whole">
        {lines.map((line, index) => (
          <li key={keyOf(line, index)}>
            {isNewDay(lines[index - 1], line) ? <DayRow at={line.at} /> : null}
            <Line line={line} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Line({ line }: { readonly line: TimelineEntry }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  switch (line.type) {
    case 'message': return line.message.by === 'system' ? <SystemRow message={line.message} /> : <MessageRow message={line.message} begins="yes" />;
    case 'comment': return <CommentRow comment={line.comment} />;
    case 'transfer': return <div class="sys"><Icon name="transfer" size="s" /><span>{words.historyTransfer([line.group?.name, line.agent?.name].filter((name) => name !== undefined).join(' · '))} · {format.time(line.at)}</span></div>;
    case 'ended': return <div class="sys"><Icon name="flag" size="s" /><span>{words.line.ended} · {format.time(line.at)}</span></div>;
  }
}

const keyOf = (line: TimelineEntry, index: number): string => (line.type === 'message' ? line.message.id : `${line.type} ${index}`);

const isNewDay = (before: TimelineEntry | undefined, line: TimelineEntry): boolean => before === undefined || new Date(before.at).toDateString() !== new Date(line.at).toDateString();
