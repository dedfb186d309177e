import { agentsOf, lastAgentOf, lastGroupOf, phaseOf, startedAt, type ChatSession } from '../attendance/chat-session.ts';
import type { AgentId } from '../agent/agent.ts';
import type { AttendingAgent } from '../attendance/sighting.ts';
import type { Talk } from '../conversation/talk.ts';
import { viewOf, type FollowedSession } from '../following/followed-session.ts';
import type { Instant } from '../kernel/instant.ts';
import { digitsOf } from '../phone/number-text.ts';
import { digitsForNeppo } from '../phone/phone-key.ts';
import { parsePhone } from '../phone/phone-number.ts';
import type { DeskRow } from './desk-row.ts';
import { withTalk } from './with-talk.ts';

/** A session among an agent's lists: the row, and by what it is found. */
export interface DeskListing {
  /** Who attends now; of a session that has ended, who attended last. */
  readonly agent?: AgentId;
  /** Everybody who took part. */
  readonly agents: readonly AgentId[];
  readonly name?: string;
  readonly phone?: string;
  readonly at: Instant;
  readonly row: DeskRow;
}

/** What a row is made of. */
export interface DeskFacts {
  readonly followed: FollowedSession;
  /** Absent while no message is known. */
  readonly talk?: Talk | undefined;
  /** The client's name in the CRM, which goes before the chat's. */
  readonly contactName?: string | undefined;
}

/** A session as agents find it in their lists (PAN-01). */
export function deskListingOf(facts: DeskFacts): DeskListing {
  const row = composeDeskRow(facts);
  const { session } = facts.followed;
  const agent = attendingAgentOf(session)?.id;
  return {
    ...(agent === undefined ? {} : { agent }),
    agents: [...new Set(agentsOf(session).flatMap(({ id }) => (id === undefined ? [] : [id])))],
    ...(row.name === undefined ? {} : { name: row.name }),
    ...(row.phone === undefined ? {} : { phone: row.phone }),
    at: row.at,
    row,
  };
}

/** The row of a session (PAN-01). */
export function composeDeskRow({ followed, talk, contactName }: DeskFacts): DeskRow {
  const { session } = followed;
  const { clientId, card } = viewOf(followed);
  const [name, phone, group, agent] = [contactName ?? session.client.name, phoneOf(session), lastGroupOf(session), attendingAgentOf(session)];
  return withTalk({
    protocol: session.protocol,
    tab: phaseOf(session) === 'running' ? 'open' : 'closed',
    channel: session.channel,
    at: lastToldAt(session),
    startedAt: startedAt(session),
    unread: 0,
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(group === undefined ? {} : { group }),
    ...(agent === undefined ? {} : { agentName: agent.name }),
    ...(clientId === undefined ? {} : { contactId: clientId }),
    ...(card === undefined ? {} : { cardId: card }),
  }, talk);
}

/**
 * Nobody attends a session that waits in a group's queue; whoever had it before has it no more (PAN-06). What is told of one and the same
 * second has no order, and a queue is left within one: then it is whose it was told to be.
 */
function attendingAgentOf(session: ChatSession): AttendingAgent | undefined {
  const [part, last] = [session.parts.at(-1), session.agents.at(-1)];
  const hasLeft = part?.state === 'waiting' && last !== undefined && (last.part !== part.id || last.at < part.stateAt);
  return hasLeft ? undefined : lastAgentOf(session);
}

const lastToldAt = (session: ChatSession): Instant => session.parts.map(({ stateAt }) => stateAt).reduce((a, b) => (a > b ? a : b), startedAt(session));

/** What cannot be read as a phone number keeps its digits: it is still what people search by. */
function phoneOf({ client: { phone } }: ChatSession): string | undefined {
  if (phone === undefined) return undefined;
  const read = parsePhone(phone, { kind: 'with-ddi' });
  return (read.ok ? digitsForNeppo(read.value) : digitsOf(phone)) || undefined;
}
