import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { IntegrationId } from '../../../domain/lead/lead.ts';
import type { KnownLead } from '../../../ports/lead-book.ts';
import { containing } from '../conditions.ts';
import { digitsOf, FEWEST_DIGITS, foldedName } from '../desk/searched.ts';

/**
 * The column in which leads are searched, since each `like` costs as much as all else of a row: name, e-mail, digits of the phone. A search
 * holds no line break, and so is never found in two of them together.
 */
export const wordsOf = ({ name, email, phone }: KnownLead): string => `${folded(name)}\n${folded(email)}\n${digitsOf(phone)}`;

/** One store's `like` ends where a text holds a NUL. */
const folded = (text = ''): string => foldedName(text.replaceAll('\u0000', ' '));

/** Whether the column `words` holds what somebody looks for; fewer digits than stand in every number are looked for before the phone alone. */
export function isFound(search: string | undefined): RawBuilder<unknown> {
  const [text, digits] = [folded(search), digitsOf(search)];
  if (text === '') return sql`1 = 1`;
  if (text === digits && digits.length < FEWEST_DIGITS) return sql`words like ${`%${digits}%\n%`}`;
  const isFormatted = text !== digits && digits.length >= FEWEST_DIGITS && !/\p{L}/u.test(text);
  return isFormatted ? sql`(${holds(text)} or ${holds(digits)})` : holds(text);
}

const holds = (text: string): RawBuilder<unknown> => sql`words like ${containing(text)} escape '!'`;

const MARK_LENGTH = 16;

/** The column of integrations and tags: as short hashes, since there may be many, of any length, and one store's `like` takes `A` for `a`. */
export const marksOf = ({ integrations, tags }: KnownLead): string => [...integrations.map(integrationMark), ...tags.map(tagMark)].join(' ');
export const integrationMark = (integration: IntegrationId): string => markOf('integration', integration);
export const tagMark = (tag: string): string => markOf('tag', tag);
export const isMarked = (mark: string): RawBuilder<unknown> => sql`marks like ${containing(mark)}`;

const markOf = (kind: string, name: string): string => createHash('sha256').update(`${kind} ${name}`).digest('hex').slice(0, MARK_LENGTH);
