import { parseId, type Brand } from '../kernel/brand.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Result } from '../kernel/result.ts';
import type { AgentId } from '../agent/agent.ts';
import type { Channel } from './channel.ts';

/** What names a session to people: the one protocol of all its parts. */
export type Protocol = Brand<string, 'Protocol'>;
/** Neppo's own session id. A transfer may make a new one under the same protocol. */
export type PartId = Brand<string, 'PartId'>;
/** The chat's id of a group. */
export type GroupId = Brand<string, 'GroupId'>;

/** A group of agents that attends sessions. Its id decides, its name is a label (CRD-20). */
export interface AttendanceGroup {
  readonly id: GroupId;
  readonly name: string;
}

/** How far a part is: nobody attends it yet, somebody does, or it is over. */
export type PartState = 'waiting' | 'open' | 'closed';

/** Who attends, as far as a sighting tells. */
export interface AttendingAgent {
  readonly id?: AgentId;
  readonly name: string;
}

/** The client as the chat knows it: loose data that identity keys are read from (SES-13). */
export interface ChatClient {
  readonly name?: string;
  readonly userName?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly cpf?: string;
  readonly externalCode?: string;
}

/**
 * What one delivery, or one re-read, said about one part of a session at one moment of the source's clock.
 * Sightings may arrive late, twice and in any order (SES-09).
 */
export interface Sighting {
  readonly protocol: Protocol;
  readonly part: PartId;
  readonly partStartedAt: Instant;
  /** Source time of this state. */
  readonly at: Instant;
  /** The source says that this is how the part began: nothing of it is older. */
  readonly opening?: 'yes';
  readonly state: PartState;
  readonly endedAt?: Instant;
  readonly channel: Channel;
  readonly client: ChatClient;
  /** Absent while a bot or the general queue has the session (CRD-16). */
  readonly group?: AttendanceGroup;
  readonly agent?: AttendingAgent;
}

/** A comment written about a session, kept in order with author and time (SES-05). */
export interface SessionComment {
  readonly author?: string;
  readonly at?: Instant;
  readonly text: string;
}

/** How an attendance was classified, with the comment that came with it (SES-05). */
export interface Classification {
  readonly label: string;
  readonly comment?: string;
}

/** Reads a session's protocol. */
export const parseProtocol = (raw: string | number): Result<Protocol, 'empty'> => parseId(raw);

/** Reads the chat's id of a part. */
export const parsePartId = (raw: string | number): Result<PartId, 'empty'> => parseId(raw);

/** Reads the chat's id of a group. */
export const parseGroupId = (raw: string | number): Result<GroupId, 'empty'> => parseId(raw);
