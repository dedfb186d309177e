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
