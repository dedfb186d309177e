import { agentsOf, groupsAt, visitsOf, type ChatSession } from '../attendance/chat-session.ts';
import type { GroupId } from '../attendance/sighting.ts';
import type { ChatMessage } from '../conversation/message.ts';
import type { ClientTies } from './decide-may-write.ts';

/**
 * To whom one of its sessions ties a client (SND-01): to those who attended it, to the groups in which they did, and to the groups that the client
 * wrote to. A group that the session was only passed through is none of them.
 *
 * @param messages - of the session, as far as they are known.
 */
export function tiesOfSession(session: ChatSession, messages: readonly Pick<ChatMessage, 'at' | 'by' | 'part'>[]): Pick<ClientTies, 'attendedBy' | 'attendedIn' | 'wroteTo'> {
  return {
    attendedBy: agentsOf(session).flatMap(({ id }) => id ?? []),
    attendedIn: distinct(session.agents.flatMap((seen) => groupsAt(session, seen).map(({ id }) => id))),
    wroteTo: distinct([...begunWith(session), ...messages.filter(({ by }) => by === 'client').flatMap((message) => groupsWrittenTo(session, message))]),
  };
}

/** A session is begun by its client, who so writes to the first group that gets it. Nobody writes in a call. */
const begunWith = (session: ChatSession): readonly GroupId[] =>
  session.channel.kind === 'voice' ? [] : visitsOf(session).slice(0, 1).map(({ group }) => group.id);

function groupsWrittenTo(session: ChatSession, { at, part }: Pick<ChatMessage, 'at' | 'part'>): readonly GroupId[] {
  const known = session.parts.find(({ id }) => id === part);
  return known === undefined ? [] : groupsAt(session, { partStartedAt: known.startedAt, part, at }).map(({ id }) => id);
}

const distinct = (groups: readonly GroupId[]): readonly GroupId[] => [...new Set(groups)];
