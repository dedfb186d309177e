import { parseAgentId } from '../../../domain/agent/agent.ts';
import type { PartId } from '../../../domain/attendance/sighting.ts';
import {
  parseMessageId, type ChatMessage, type MessageAuthor, type MessageId, type MessageKind, type MessageMedia, type MessageState, type SystemLine,
} from '../../../domain/conversation/message.ts';
import { parseInstant } from '../../../domain/kernel/instant.ts';
import { accepted, rejected, type Result } from '../../../domain/kernel/result.ts';
import type { WireMessage } from '../wire/message.ts';
import { translateSaid } from './said.ts';

/** Why a message's row tells too little, in Neppo's own field names. */
export type MessageProblem = 'createdAt is no date' | 'sessionId is missing';

/** Agents' notes share a frame with messages in the widget; they are comments, and not part of what was said. */
export const isNote = ({ sendBy }: WireMessage): boolean => sendBy?.toUpperCase() === 'COMMENT';

/**
 * Turns a message's row into a message (PAN-11, SES-11).
 *
 * @param offset - where dates without an offset belong.
 */
export function translateMessage(row: WireMessage, offset: string): Result<ChatMessage, MessageProblem> {
  const at = parseInstant(row.createdAt ?? '', offset);
  if (!at.ok) return rejected('createdAt is no date');
  if (row.sessionId === undefined) return rejected('sessionId is missing');
  const by = authorOf(row);
  return accepted({
    id: translateMessageId(row.id),
    part: row.sessionId as PartId,
    at: at.value,
    by,
    ...nameOf(row, by),
    ...contentOf(row, by),
    ...(row.repliedTo === undefined ? {} : { replyTo: translateMessageId(row.repliedTo) }),
    ...(by === 'system' ? { line: LINES.get(commandOf(row)) ?? 'other' } : {}),
    ...(by === 'agent' || by === 'bot' ? stateOf(row) : {}),
  });
}

/** A row's id is never empty: its schema saw to that. */
function translateMessageId(id: string): MessageId {
  const parsed = parseMessageId(id);
  return parsed.ok ? parsed.value : (id as MessageId);
}

const commandOf = ({ command }: WireMessage): string => command?.toUpperCase() ?? 'SEND_MESSAGE';

/** What is said and shown to both sides; every other command tells what happened to the session. */
const SPOKEN = new Set(['SEND_MESSAGE', 'SEND_MESSAGE_WARNING', 'SEND_CALL_PERMISSION_REQUEST']);

const AUTHORS: ReadonlyMap<string, MessageAuthor> = new Map([
  ['USER', 'client'], ['CLIENT', 'client'], ['AGENT', 'agent'], ['BOT', 'bot'], ['SYSTEM', 'system'],
]);

function authorOf(row: WireMessage): MessageAuthor {
  if (!SPOKEN.has(commandOf(row))) return 'system';
  const named = AUTHORS.get(row.sendBy?.toUpperCase() ?? '');
  if (named !== undefined) return named;
  if (row.agent !== undefined) return 'agent';
  return row.fromUser?.startsWith('@bot') === true ? 'bot' : 'client';
}

function nameOf({ agent, client }: WireMessage, by: MessageAuthor): Pick<ChatMessage, 'authorName' | 'agentId'> {
  const name = by === 'agent' ? agent?.name : by === 'client' ? client?.name : undefined;
  const id = by === 'agent' ? parseAgentId(agent?.id ?? '') : undefined;
  return { ...(name === undefined ? {} : { authorName: name }), ...(id?.ok === true ? { agentId: id.value } : {}) };
}

const KINDS: ReadonlyMap<string, MessageKind> = new Map([
  ['TEXT', 'text'], ['IMAGE', 'image'], ['STICKER', 'image'], ['AUDIO', 'audio'], ['VOICE', 'audio'], ['PTT', 'audio'], ['VIDEO', 'video'],
  ['APPLICATION', 'file'], ['DOCUMENT', 'file'], ['FILE', 'file'], ['JSON', 'interactive'], ['BUTTON', 'interactive'],
  ['INTERACTIVE', 'interactive'], ['LIST', 'interactive'], ['LOCATION', 'location'], ['CONTACT', 'contact'], ['CONTACTS', 'contact'],
]);

const FILES: readonly MessageKind[] = ['audio', 'image', 'video', 'file'];

/** A type that is not known is a file where it comes with one, and text otherwise: nothing that was said is left out. */
function kindOf({ contentType, fileName, message }: WireMessage): MessageKind {
  const [family = ''] = (contentType ?? 'TEXT').toUpperCase().split('/');
  return KINDS.get(family) ?? (fileName !== undefined && isAddress(message) ? 'file' : 'text');
}

const isAddress = (text: string | undefined): text is string => text !== undefined && /^(https?:\/\/|\/)\S+$/i.test(text);

function contentOf(row: WireMessage, by: MessageAuthor): Pick<ChatMessage, 'kind' | 'text' | 'media'> {
  const kind = by === 'system' ? 'text' : kindOf(row);
  if (FILES.includes(kind) && row.message !== undefined) {
    return { kind, media: mediaOf(row, row.message), ...(row.caption === undefined ? {} : { text: row.caption }) };
  }
  const text = kind === 'text' || row.message === undefined ? row.message : translateSaid(kind, row.message);
  const whole = text ?? row.caption;
  return { kind, ...(whole === undefined ? {} : { text: whole }) };
}

function mediaOf({ fileName, mimeType, contentType }: WireMessage, ref: string): MessageMedia {
  const type = mimeType ?? (contentType?.includes('/') === true ? contentType : undefined);
  return { ref, ...(fileName === undefined ? {} : { name: fileName }), ...(type === undefined ? {} : { contentType: type }) };
}

/** Commands as they are spelt. */
const LINES: ReadonlyMap<string, SystemLine> = new Map([
  ['CLOSE_CHAT_SESSION', 'ended'],
  ['CLOSE_CHAT_SESSION_ACK', 'ended'],
  ['CLOSE_CHAT_SESSION_BY_USER_INACTIVITY', 'ended-by-inactivity'],
  ['BOT_CLOSE_CHAT_SESSION_BY_USER_INACTIVITY', 'ended-by-inactivity'],
  ['REDIRECT_CHAT_SESSION_IN', 'transferred'],
  ['REDIRECT_CHAT_SESSION_OUT', 'transferred'],
  ['FORWARD_AGENT', 'transferred'],
  ['FORWARD_ANOTHER_GRUOP', 'transferred'],
  ['FORWARD_ANOTHER_GROUP', 'transferred'],
  ['REDIRECT_TO_QUEUE', 'queued'],
  ['SET_PENDING', 'queued'],
  ['FOWARD_FINAL_CHATBOT', 'bot-ended'],
  ['FORWARD_FINAL_CHATBOT', 'bot-ended'],
  ['DELETE_MESSAGE', 'message-removed'],
]);

const STATES: ReadonlyMap<string, MessageState> = new Map([
  ['PENDING', 'queued'], ['QUEUED', 'queued'], ['PROCESSANDO', 'queued'], ['SENT', 'sent'], ['ENVIADA', 'sent'],
  ['DELIVERED', 'delivered'], ['RECEIVED', 'delivered'], ['RECEBIDA', 'delivered'], ['READ', 'read'], ['LIDA', 'read'],
  ['ERROR', 'failed'], ['FAILED', 'failed'], ['ERRO', 'failed'],
]);

/** A state that is not told is none: that the chat has the message says that it was taken, and no more. */
function stateOf({ status, statusReason }: WireMessage): Pick<ChatMessage, 'state' | 'failure'> {
  const state = STATES.get(status?.toUpperCase() ?? '');
  if (state === undefined) return {};
  return state === 'failed' ? { state, failure: failureIn(statusReason) } : { state };
}

/** `131047 - Re-engagement message`: the code alone, for the words may hold a number. */
const failureIn = (reason: string | undefined): string => /^\s*(\d{3,6}|[A-Z][A-Z0-9_.]{2,59})\b/.exec(reason ?? '')?.[1] ?? 'unknown';
