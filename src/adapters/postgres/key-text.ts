import { createHash } from 'node:crypto';

/** The entry of an index holds at most 2,704 bytes, and no index of ours has more than three texts that others write. */
const MOST_BYTES = 600;
/** What is left of a text that is too long, for people to know it by. */
const HEAD = 60;

/**
 * A text as it stands in a column that is looked up by: every one that others may write goes through this, when it is written and
 * when it is looked for. Texts of a sensible length stay as they are; a longer one is told by its beginning and its hash, and
 * has to be kept elsewhere if it is ever to be read.
 */
export const keyText = (text: string): string => (isShort(text) ? text : shortened(text));

// No character takes more room in a column than in JSON, where it takes six bytes at most.
const isShort = (text: string): boolean => text.length * 6 <= MOST_BYTES || Buffer.byteLength(JSON.stringify(text)) <= MOST_BYTES;

const shortened = (text: string): string => `${text.slice(0, HEAD).toWellFormed()}…${createHash('sha256').update(text, 'utf16le').digest('base64url')}`;
