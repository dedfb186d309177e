import type { SessionComment } from '../../../domain/attendance/sighting.ts';
import { parseInstant } from '../../../domain/kernel/instant.ts';
import type { WireComment } from '../wire/comment.ts';

/** Turns the comments of a session's parts into one list, oldest first (SES-05). One that two parts share is taken once. */
export function translateComments(rows: readonly WireComment[], offset: string): readonly SessionComment[] {
  const once = [...new Map(rows.map((row) => [row.id ?? row, row])).values()];
  // A comment without a time keeps the place it was told in: sorting is stable, and no time sorts as none.
  return once.map((row) => translateComment(row, offset)).toSorted((a, b) => compareTexts(a.at ?? '', b.at ?? ''));
}

function translateComment({ comment, createdBy, createdAt }: WireComment, offset: string): SessionComment {
  const at = createdAt === undefined ? undefined : parseInstant(createdAt, offset);
  return {
    text: comment,
    ...(createdBy === undefined ? {} : { author: createdBy }),
    ...(at?.ok === true ? { at: at.value } : {}),
  };
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
