import type { Instant } from '../../../domain/kernel/instant.ts';
import { phoneKeyOf } from '../../../domain/phone/phone-key.ts';
import { parsePhone } from '../../../domain/phone/phone-number.ts';
import type { ActiveSendRequest } from '../../../ports/active-sends.ts';
import type { SendHabits } from '../send-habits.ts';
import type { WireDirectMessage } from '../wire/direct-message.ts';
import { directMessageBody, momentOf } from './direct-message.ts';

/** Whether a row is the send that was asked for: `perhaps` where the row does not tell enough to know. */
export type SentMatch = 'yes' | 'no' | 'perhaps';

/**
 * Compares a row with a send whose answer was lost: its number, its group, its text with its values, its time.
 *
 * @param since - earlier rows are not it.
 */
export function matchSent(row: WireDirectMessage, request: ActiveSendRequest, { since, habits, timeZone }: { readonly since: Instant; readonly habits: SendHabits; readonly timeZone: string }): SentMatch {
  if (keyOf(row.phoneNumber) !== keyOf(request.phone)) return 'no';
  if (!isGroup(row, request)) return 'no';
  const at = momentOf(row.createdAt, timeZone) ?? momentOf(row.sentAt, timeZone);
  if (at !== undefined && at < since) return 'no';
  const said = textOf(row, request, habits);
  return said === 'yes' && at === undefined ? 'perhaps' : said;
}

/** Both forms of a number are the same (PHN-04). */
function keyOf(text = ''): string {
  const read = parsePhone(text, { kind: 'with-ddi' });
  return read.ok ? phoneKeyOf(read.value) : text.replaceAll(/\D/g, '');
}

/** A row without a group was sent by none, and so not by us. */
const isGroup = ({ groupConfId, groupName }: WireDirectMessage, request: ActiveSendRequest): boolean =>
  groupConfId === undefined ? groupName === request.groupName : groupConfId === request.groupId;

/** What was written of the template tells more than a text, which Neppo may fill in or leave open. */
function textOf({ message, additionalInfo }: WireDirectMessage, request: ActiveSendRequest, habits: SendHabits): SentMatch {
  const ours = bodyOf(request, habits);
  if (additionalInfo !== undefined && typeof ours.additionalInfo === 'string') return sameUse(additionalInfo, ours.additionalInfo) ? 'yes' : 'no';
  if (message === undefined) return 'perhaps';
  if (plain(message) === plain(request.text)) return 'yes';
  if (request.template === undefined || plain(message) !== plain(request.template.body)) return 'no';
  // The template's text alone, which every send of it has.
  return request.values.length === 0 ? 'yes' : 'perhaps';
}

const bodyOf = (request: ActiveSendRequest, habits: SendHabits): { readonly additionalInfo?: string | null } => directMessageBody(request, habits);

const plain = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();

/** The same template with the same values, in whatever order the keys come. */
function sameUse(theirs: string, ours: string): boolean {
  const [a, b] = [parseUse(theirs), parseUse(ours)];
  return a !== undefined && a === b;
}

function parseUse(text: string): string | undefined {
  try {
    const { elementName, parameters = {}, medias = {} } = JSON.parse(text) as { elementName?: unknown; parameters?: object; medias?: object };
    return JSON.stringify([elementName, ...[parameters, medias].map((parts) => Object.entries(parts).filter(([, list]) => !Array.isArray(list) || list.length > 0).toSorted(([x], [y]) => (x < y ? -1 : 1)))]);
  } catch {
    // No JSON, which tells nothing.
    return undefined;
  }
}
