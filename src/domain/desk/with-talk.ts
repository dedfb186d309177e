import { windowClosesAt } from '../conversation/chat-window.ts';
import type { Talk } from '../conversation/talk.ts';
import type { DeskRow } from './desk-row.ts';

/** A row that was kept before, with how its conversation stands now. */
export function withTalk(row: DeskRow, talk: Talk | undefined): DeskRow {
  if (talk === undefined) return row;
  const { last, lastInboundAt, unanswered, unread } = talk;
  const closesAt = windowClosesAt(row.channel, lastInboundAt);
  return {
    ...row,
    at: last !== undefined && last.at > row.at ? last.at : row.at,
    unread: unread.length,
    ...(last === undefined ? {} : { preview: { by: last.by, kind: last.kind, ...(last.text === undefined ? {} : { text: last.text }), ...(last.line === undefined ? {} : { line: last.line }) } }),
    ...(row.tab === 'closed' || unanswered === undefined ? {} : { waitingSince: unanswered }),
    ...(closesAt === undefined ? {} : { windowClosesAt: closesAt }),
  };
}
