import { agentsOf, composeRecord, type Contact, type FollowedSession, type RecordWording } from '../../domain/index.ts';
import type { RecordContent } from '../../ports/index.ts';
import type { ConnectedSystems } from '../connections.ts';
import type { KnownConnection } from '../connection-settings.ts';
import { findAgentUsers } from './find-agent-users.ts';

/** How records are worded. */
export interface RecordStyle {
  readonly wording: RecordWording;
  readonly timeZone: string;
  /** Where the full history of a session opens (SES-06); `undefined` where there is no such page. */
  readonly historyUrl: (connection: string, protocol: string) => string | undefined;
}

/** Reads what a record says about a session now, and composes it (SES-01, SES-04, SES-05). */
export async function gatherRecord(
  style: RecordStyle, connection: KnownConnection, systems: ConnectedSystems, { session }: FollowedSession, contact: Contact,
): Promise<Omit<RecordContent, 'cardId'>> {
  const parts = session.parts.map((part) => part.id);
  const [comments, classification, agents] = await Promise.all([
    systems.chat.attendance.commentsOf(parts),
    systems.chat.attendance.classificationOf(parts),
    findAgentUsers(systems, agentsOf(session)),
  ]);
  const historyUrl = style.historyUrl(connection.id, session.protocol);
  const composed = composeRecord({
    session,
    clientName: contact.name,
    ...(contact.company === undefined ? {} : { companyName: contact.company.name }),
    comments,
    ...(classification === undefined ? {} : { classification }),
    agentsWithoutUser: agents.withoutUser,
    ...(historyUrl === undefined ? {} : { historyUrl }),
    timeZone: style.timeZone,
  }, style.wording);
  return { contactId: contact.id, ...composed, ...(agents.lastUserId === undefined ? {} : { userId: agents.lastUserId }) };
}
