import type { SessionComment } from '../../../../domain/attendance/sighting.ts';

/** A comment with a name that it keeps: the chat gives it none. */
export interface NamedComment {
  readonly key: string;
  readonly at: string;
  readonly comment: SessionComment;
}

/** The clocks of chat and hub tell the moment of one comment somewhat differently. */
const SAME_MS = 2 * 60_000;

/** @param later - told since the sheet was asked for, which may hold some of them already. */
export function commentsOf(ofSheet: readonly SessionComment[], later: readonly SessionComment[], startedAt: string): readonly NamedComment[] {
  const free = [...ofSheet];
  const unheld = later.filter((told) => {
    const held = free.findIndex((comment) => isSame(comment, told));
    if (held >= 0) free.splice(held, 1);
    return held < 0;
  });
  return named([...ofSheet, ...unheld], startedAt);
}

function isSame(a: SessionComment, b: SessionComment): boolean {
  if (a.text !== b.text) return false;
  return a.at === undefined || b.at === undefined || Math.abs(Date.parse(a.at) - Date.parse(b.at)) <= SAME_MS;
}

/** Named by its text, and by how many said the same before: its moment may be told anew. */
function named(comments: readonly SessionComment[], startedAt: string): readonly NamedComment[] {
  const said = new Map<string, number>();
  let before = startedAt;
  return comments.map((comment) => {
    const text = markOf(comment.text);
    const nth = said.get(text) ?? 0;
    said.set(text, nth + 1);
    before = comment.at ?? before;
    return { key: `comment-${text}-${nth}`, at: before, comment };
  });
}

/** Short, and the same for the same text (FNV-1a). */
function markOf(text: string): string {
  let mark = 2_166_136_261;
  for (let nth = 0; nth < text.length; nth++) mark = Math.imul(mark ^ text.charCodeAt(nth), 16_777_619);
  return (mark >>> 0).toString(36);
}
