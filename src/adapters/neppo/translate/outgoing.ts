import type { PartId } from '../../../domain/attendance/sighting.ts';
import type { OutgoingMessage } from '../../../ports/attendance-actions.ts';
import type { WireMessage } from '../wire/message.ts';
import type { AgentIdentity } from './desk.ts';

const CONTENT_TYPES = { text: 'TEXT', audio: 'AUDIO', image: 'IMAGE', video: 'VIDEO', file: 'APPLICATION' } as const;

/** A message as it is posted: what free text takes, and who writes, in the fields of Neppo's other forms. */
export function messageBody(part: PartId, message: OutgoingMessage, agent: AgentIdentity): object {
  return {
    sessionId: Number(part),
    message: carried(message),
    contentType: CONTENT_TYPES[message.kind],
    ...(message.kind === 'text' ? {} : { fileName: message.name, caption: message.caption ?? null }),
    ...(message.replyTo === undefined ? {} : { repliedMessage: { id: Number(message.replyTo) } }),
    agentId: agent.userId,
    createdBy: agent.userName,
  };
}

const carried = (message: OutgoingMessage): string => (message.kind === 'text' ? message.text : message.ref);

/** Whether a row is that message of that agent. Who wrote it counts only where the row tells it: some tenants name the API's own user. */
export function saysTheSame(row: WireMessage, message: OutgoingMessage, { id, userName }: AgentIdentity): boolean {
  if (row.sendBy !== undefined && row.sendBy.toUpperCase() !== 'AGENT') return false;
  if (row.agent?.id !== undefined ? row.agent.id !== id : isOtherAgent(row, userName)) return false;
  if (row.message?.trim() !== carried(message).trim()) return false;
  return message.kind === 'text' || (row.caption ?? '').trim() === (message.caption ?? '').trim();
}

/** Without its agent, a row that says `agent` and names another user could be the API's own; a client is told apart by its name. */
const isOtherAgent = ({ sendBy, fromUser }: WireMessage, userName: string): boolean => sendBy === undefined && fromUser !== userName;
