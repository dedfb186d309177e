import type { ChatSendId } from '../../../domain/active-send/active-send.ts';
import type { PartId } from '../../../domain/attendance/sighting.ts';
import { parseInstant, type Instant } from '../../../domain/kernel/instant.ts';
import type { ActiveSendRequest, SendReading } from '../../../ports/active-sends.ts';
import type { SendHabits } from '../send-habits.ts';
import type { WireDirectMessage } from '../wire/direct-message.ts';

export const translateSendId = (id: string): ChatSendId => id as ChatSendId;

/** A row of the active sends as what the chat says of one; `status` where that is none that is known. */
export function translateReading(row: WireDirectMessage, { states }: Pick<SendHabits, 'states'>, timeZone: string): SendReading | 'status' {
  const state = states[row.status?.toUpperCase() ?? ''];
  if (state === undefined) return 'status';
  const at = momentOf(row.updatedAt, timeZone) ?? momentOf(row.sentAt, timeZone) ?? momentOf(row.createdAt, timeZone);
  return {
    id: translateSendId(row.id),
    state,
    ...(state !== 'failed' || row.description === undefined ? {} : { failure: row.description }),
    ...(at === undefined ? {} : { at }),
    ...(row.sessionId === undefined ? {} : { part: row.sessionId as PartId }),
  };
}

/** A date of a row; absent where there is none that can be read. */
export function momentOf(text: string | undefined, timeZone: string): Instant | undefined {
  const read = text === undefined ? undefined : parseInstant(text, timeZone);
  return read?.ok === true ? read.value : undefined;
}

/** A send as it is written, but who sends it. */
export function directMessageBody({ channel, phone, groupId, groupName, template, text, values }: ActiveSendRequest, habits: SendHabits): object {
  return {
    phoneNumber: phone,
    channel: channel === 'voice' ? habits.voiceChannel : 'WHATSAPP',
    message: habits.message === 'template' ? (template?.body ?? text) : text,
    groupName,
    groupConfId: /^\d{1,15}$/.test(groupId) ? Number(groupId) : groupId,
    senderUserId: null,
    createdBy: habits.createdBy,
    status: 'PROCESSANDO',
    generatedSession: 0,
    additionalInfo: template === undefined ? null : JSON.stringify(additionalInfo({ template, values }, habits)),
  };
}

const PARTS = ['header', 'body', 'footer', 'button'] as const;

type Filled = Required<Pick<ActiveSendRequest, 'template' | 'values'>>;

function additionalInfo({ template, values }: Filled, { openSession }: SendHabits): object {
  const isMedia = ({ part, place }: { readonly part: string; readonly place: number }): boolean =>
    template.parameters.some((each) => each.part === part && each.place === place && each.type === 'media');
  const ofPart = (part: (typeof PARTS)[number], media: boolean) =>
    values.filter((each) => each.part === part && isMedia(each) === media).toSorted((a, b) => a.place - b.place);
  const byPart = (media: boolean, shown: (value: string) => object) =>
    Object.fromEntries(PARTS.map((part) => [part.toUpperCase(), ofPart(part, media).map(({ value }) => shown(value))] as const).filter(([, list]) => list.length > 0));
  return {
    namespace: template.namespace ?? null,
    elementName: template.name,
    parameters: byPart(false, (text) => ({ type: 'text', text })),
    medias: byPart(true, (url) => ({ url, extension: extensionOf(url) })),
    openSession: openSession === 'yes',
    language: template.language,
  };
}

/** `.pdf`, from the path alone; nothing where the path has none. */
const extensionOf = (url: string): string => /\.[A-Za-z\d]{1,8}$/.exec(URL.canParse(url) ? new URL(url).pathname : url)?.[0].toLowerCase() ?? '';
