import type { Protocol } from '../domain/attendance/sighting.ts';
import type { CardId } from '../domain/card-linking/card.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { ContactId } from '../domain/contact/contact.ts';
import type { IdentityKey } from '../domain/contact/identity-key.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { LaneKey, Subject } from './inbox.ts';

/** What a person is found by in one connection. */
export interface PersonTraces {
  readonly keys: readonly IdentityKey[];
  readonly contactIds: readonly ContactId[];
  readonly protocols: readonly Protocol[];
  /** Cards that the sessions were ever linked to, or that were made of leads: they are named after their client. */
  readonly cardIds: readonly CardId[];
}

/** A person, as far as a store may have to forget it. */
export interface PersonToErase extends PersonTraces {
  /** Deliveries about any of these are the person's. */
  readonly subjects: readonly Subject[];
  /** So are all deliveries of these lanes. */
  readonly lanes: readonly LaneKey[];
  /** Keyed hashes of the person's keys, kept so that the person is not brought back (HUB-05). */
  readonly marks: readonly string[];
}

/** How much was removed, by kind. */
export interface ErasureCounts {
  /** Deliveries whose payload and decision were taken out; that they happened, and how they ended, stays. */
  readonly deliveries: number;
  readonly timers: number;
  readonly contacts: number;
  readonly sessions: number;
  readonly plans: number;
  readonly messages: number;
  /** Active sends. */
  readonly sends: number;
  readonly leads: number;
}

/** Where a text still stands, as table and column. */
export interface Finding {
  readonly place: string;
  readonly rows: number;
}

/**
 * Takes people and old payloads out of the store (HUB-05). Everything is durable when it resolves. Payloads that were taken out are
 * empty texts; a delivery that was pending ends as `done`.
 */
export interface Erasure {
  /** Whoever carries one of the keys, contacts and leads, and their own keys, sessions and cards with them. */
  trace(connection: ConnectionId, keys: readonly IdentityKey[]): Promise<PersonTraces>;
  /** All or nothing. Doing it again changes nothing. Leads go that carry one of the keys, or that one of the contacts was made of. */
  erase(connection: ConnectionId, person: PersonToErase, at: Instant): Promise<ErasureCounts>;
  /** Sees to it that the bytes of what was removed go too, as far as the store can; may take long in a large one. */
  scrub(): Promise<void>;
  /** When the last person with one of these marks was erased; `undefined` for somebody who never was. */
  erasedAt(connection: ConnectionId, marks: readonly string[]): Promise<Instant | undefined>;
  /**
   * Takes the payloads out of deliveries that ended before, then what was said out of messages and talks that are older, the oldest first,
   * `limit` at most of all; gives how many. What agents were told before then goes too. Leads stay.
   */
  expire(connection: ConnectionId, endedBefore: Instant, limit: number): Promise<number>;
  /** Every place of this connection in which one of the texts stands, upper and lower case alike; slow, for proof. */
  search(connection: ConnectionId, texts: readonly string[]): Promise<readonly Finding[]>;
}
