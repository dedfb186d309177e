import type { AgentId } from '../domain/agent/agent.ts';
import type { PartId, Protocol } from '../domain/attendance/sighting.ts';
import type { CardId } from '../domain/card-linking/card.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { IdentityKey } from '../domain/contact/identity-key.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** A session's folded state with what it is looked up by. */
export interface SessionRow {
  readonly connection: ConnectionId;
  readonly protocol: Protocol;
  /** 0 for one that was never stored; each write adds one. */
  readonly version: number;
  /** JSON-safe; read back by the app with its own schema version inside. */
  readonly state: unknown;
  readonly startedAt: Instant;
  readonly phase: 'running' | 'ended';
  /** `waiting`: its client is not known yet (CRD-10, SES-07). */
  readonly clientIs: 'known' | 'waiting';
  readonly parts: readonly PartId[];
  readonly keys: readonly IdentityKey[];
  readonly contactIds: readonly ContactId[];
  readonly cardIds: readonly CardId[];
  /** Absent from sessions that were last written by a release without a desk. */
  readonly desk?: DeskEntry;
}

/**
 * What agents see of a session in their lists (PAN-01), and by what they find it: the half that is known from its sightings, written
 * in the session's own lane. The other half is {@link TalkEntry}.
 */
export interface DeskEntry {
  /** Who attends it now, or attended it last. */
  readonly agent?: AgentId;
  /** Everybody who took part. */
  readonly agents: readonly AgentId[];
  /** Of the client, as the chat or the CRM names it. */
  readonly name?: string;
  /** Digits with DDI. */
  readonly phone?: string;
  /** When that was last so told. A list is in the order of the later of this and {@link TalkEntry.at}. */
  readonly at: Instant;
  /** As the panel shows it. JSON-safe. */
  readonly row: unknown;
}

/**
 * The other half: how its conversation stands. Written in the lane of the conversation alone, which waits for no CRM; the two lanes write
 * side by side, and neither touches what the other wrote. May be there before the session is.
 */
export interface TalkEntry {
  readonly protocol: Protocol;
  /** The last message. */
  readonly at: Instant;
  /** Messages of the client that the agent has not read. */
  readonly unread: number;
  /** A part that was read from the chat after this many deliveries of the conversation's lane had been accepted: none of these is a reason to read it again. */
  readonly readAfter?: { readonly part: PartId; readonly deliveries: number };
  /** As the panel shows it. JSON-safe. */
  readonly row: unknown;
}

/** Which sessions an agent's list shows, the newest first (PAN-01). */
export interface DeskQuery {
  readonly agent: AgentId;
  /** `running`: those that the agent attends now; `ended`: those in which the agent took part. */
  readonly phase: SessionRow['phase'];
  /** A part of the name, accents and case ignored, or at least three digits of the phone. */
  readonly search?: string;
  /** The last one of the page before. */
  readonly after?: { readonly at: Instant; readonly protocol: Protocol };
  readonly limit: number;
}

/** The sessions followed by this hub. They are written only by the settlement of a delivery of their own lane. */
export interface Sessions {
  load(connection: ConnectionId, protocol: Protocol): Promise<SessionRow | undefined>;
  protocolOfPart(connection: ConnectionId, part: PartId): Promise<Protocol | undefined>;
  /** Sessions that wait for a client with one of these keys, oldest first (CRD-10). */
  waitingFor(connection: ConnectionId, keys: readonly IdentityKey[]): Promise<readonly Protocol[]>;
  /** Sessions whose client is this contact, oldest first. */
  ofContact(connection: ConnectionId, contactId: ContactId, which: 'running' | 'all'): Promise<readonly Protocol[]>;
  /** Sessions that were ever linked to this card. */
  ofCard(connection: ConnectionId, cardId: CardId): Promise<readonly Protocol[]>;
}

/** A session in an agent's list. `at` is the later of both halves. */
export interface DeskSession extends Pick<SessionRow, 'protocol' | 'phase' | 'startedAt'> {
  readonly at: Instant;
  readonly desk: DeskEntry;
  readonly talk?: TalkEntry;
}

/** The lists of agents over the sessions followed here. */
export interface DeskLists {
  /** One page of an agent's list. */
  page(connection: ConnectionId, query: DeskQuery): Promise<readonly DeskSession[]>;
  find(connection: ConnectionId, protocol: Protocol): Promise<DeskSession | undefined>;
  /** How a conversation stands; also where no session is known yet. Gone where nothing was said for as long as payloads are kept (HUB-05). */
  talk(connection: ConnectionId, protocol: Protocol): Promise<TalkEntry | undefined>;
  /** The sessions that run and are attended by somebody, behind this one in the order of their protocols. */
  attended(connection: ConnectionId, query: { readonly after?: Protocol; readonly limit: number }): Promise<readonly Protocol[]>;
  /** How many sessions stand in an agent's lists, and how many of those that run have something unread. */
  counts(connection: ConnectionId, agent: AgentId): Promise<{ readonly running: number; readonly ended: number; readonly unread: number }>;
}
