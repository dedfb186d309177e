import type { AnswerLike, PostgresLike } from './postgres-like.ts';

// PostgreSQL takes neither U+0000 nor half of a surrogate pair in a text, and people and platforms write both. They are stored
// as a mark and four digits, so that every text is stored as a text of its own and comes back as it was. JSON never needs it,
// since it has escapes of its own.
const MARK = '\u001A';
// eslint-disable-next-line no-control-regex -- it is these that are looked for
const UNSTORABLE = /[\0\u001A]|\p{Surrogate}/gu;
// eslint-disable-next-line no-control-regex -- as above
const MARKED = /\u001A([0-9a-f]{4})/g;

/** Runs statements whose values, and whose rows, may hold any text there is. */
export const withAnyText = (db: PostgresLike): PostgresLike => ({
  // Statements come as a text and its values, or as an object of both.
  query: async (...statement: readonly unknown[]) => restoredAnswer(await db.query(...statement.map((part) => withStorableValues(part)))),
});

function withStorableValues(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(storable);
  const hasValues = typeof part === 'object' && part !== null && 'values' in part && Array.isArray(part.values);
  return hasValues ? { ...part, values: withStorableValues(part.values) } : part;
}

function storable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(storable);
  return typeof value === 'string' && isUnstorable(value) ? value.replace(UNSTORABLE, marked) : value;
}

const isUnstorable = (text: string): boolean => text.includes('\0') || text.includes(MARK) || !text.isWellFormed();

const marked = (character: string): string => `${MARK}${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

type Row = AnswerLike['rows'][number];

/** Several statements in one text have several answers, which nobody reads. */
function restoredAnswer(answer: AnswerLike): AnswerLike {
  const { rows, rowCount } = answer;
  return Array.isArray(rows) && rows.some(isMarkedRow) ? { rows: rows.map(restoredRow), rowCount } : answer;
}

const isMarkedRow = (row: Row): boolean => Object.values(row).some(isMarked);

function isMarked(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isMarked) : typeof value === 'string' && value.includes(MARK);
}

const restoredRow = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, restored(value)]));

function restored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restored);
  return typeof value === 'string' ? value.replace(MARKED, unmarked) : value;
}

const unmarked = (_mark: string, code: string): string => String.fromCharCode(Number.parseInt(code, 16));
