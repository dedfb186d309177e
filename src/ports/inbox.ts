import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Brand } from '../domain/kernel/brand.ts';

/** The hub's own id of a delivery. */
export type DeliveryId = Brand<string, 'DeliveryId'>;

/** What must stay in order shares a lane; lanes run in parallel. Holds ids and keyed hashes, never a phone number. */
export type LaneKey = Brand<string, 'LaneKey'>;

/** Who sent a delivery: an outside system, the host through the library, or an earlier delivery. */
export type DeliverySource = 'neppo' | 'ploomes' | 'library' | 'internal';

/** Something that happened, to be stored whole before anyone is told that we have it (HUB-01). */
export interface NewDelivery {
  readonly id: DeliveryId;
  readonly connection: ConnectionId;
  readonly source: DeliverySource;
  /** What it is about, for people and filters: `ChatSession`, `Contacts.Update`, `settle-stay`. */
  readonly kind: string;
  readonly lane: LaneKey;
  /** The raw body as text (UTF-8). */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: Instant;
  /** A second delivery with this key is answered alike and does nothing. Absent: never merged. */
  readonly repeatKey?: string;
  /** The delivery that this one came from (forwarded, replayed, answered). */
  readonly cause?: DeliveryId;
  /** Set when it is known at the door that nothing can be made of it: it is kept as set aside with this reason. */
  readonly unusable?: { readonly reason: string; readonly detail: string };
}

/** What became of one delivery at the inbox. `repeated`: it was there already, and `id` is the earlier one. */
export interface Accepted {
  readonly id: DeliveryId;
  readonly repeated: boolean;
}

/** Where deliveries become durable. */
export interface Inbox {
  /**
   * Resolves after the deliveries are on disk, all or none of this call. Within a lane the order of acceptance is kept. A
   * repeat (same connection and `repeatKey`) is not stored again. An id that is taken fails with `port.conflict`.
   */
  accept(deliveries: readonly NewDelivery[]): Promise<readonly Accepted[]>;
}
