import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Brand } from '../domain/kernel/brand.ts';

/** The hub's own id of a delivery. */
export type DeliveryId = Brand<string, 'DeliveryId'>;

/** What must stay in order shares a lane; lanes run in parallel. Holds ids and keyed hashes, never a phone number. */
export type LaneKey = Brand<string, 'LaneKey'>;

/**
 * What a delivery is about, for those who search: `session:<protocol>`, `part:<id>`, `person:<keyed mark of a phone, an e-mail …>`,
 * `contact:<id>`, `card:<id>`, `record:<id>`, `integration:<id>`. Holds ids and keyed marks, never a phone number or an address.
 */
export type Subject = Brand<string, 'Subject'>;

/** Who sent a delivery: an outside system, an automation of the CRM, a platform that an integration is for, the host through the library, or an earlier delivery. */
export type DeliverySource = 'neppo' | 'ploomes' | 'automation' | 'webhook' | 'library' | 'internal';

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
  /** What it is known to be about at the door; more may be learned while it is worked. Kept as a set, not handed to workers. */
  readonly subjects?: readonly Subject[];
  /** The settings of that moment decide, instead of those of its acceptance: replayed with the rules of then (ADR 5). */
  readonly settingsAt?: Instant;
  /** The delivery that this one plays again. */
  readonly replayOf?: DeliveryId;
  /** Who asked for it, where somebody did: the name of an operator's key. */
  readonly askedBy?: string;
  /**
   * `bulk`: nobody waits for it, and there may be thousands of its kind. Absent: live. A lane is live while anything live in it has not
   * ended, whatever of bulk stands before that, since the order of a lane is kept; else it is bulk. Bulk lanes have their turns when
   * no live lane could have one; a turn that was begun is not cut short.
   */
  readonly urgency?: 'bulk';
  /** Set when it is known at the door that nothing can be made of it: it is kept as set aside with this reason. */
  readonly unusable?: { readonly reason: string; readonly detail: string };
}

/** What became of one delivery at the inbox. `repeated`: it was there already, and `id` is the earlier one. */
export interface Accepted {
  readonly id: DeliveryId;
  readonly repeated: boolean;
}

/**
 * A transaction of the host's own that deliveries can be accepted in; `inHostTransaction` of the PostgreSQL adapter makes one of the
 * host's client. PostgreSQL alone has it: any other store refuses it with a `Defect`.
 */
export type HostTransaction = Brand<object, 'HostTransaction'>;

/** Where deliveries become durable. */
export interface Inbox {
  /**
   * Resolves after the deliveries are on disk, all or none of this call. Within a lane the order of acceptance is kept. A
   * repeat (same connection and `repeatKey`) is not stored again. An id that is taken fails with `port.conflict`.
   *
   * @param transaction - a transaction of the host's: then this resolves when they are written in it, and they are durable, seen and
   * worked only if the host commits it. It should do so soon: whoever accepts into the same lanes waits for that, and fails with
   * `port.timed-out` after some seconds. A call that fails leaves the transaction as it was before.
   */
  accept(deliveries: readonly NewDelivery[], transaction?: HostTransaction): Promise<readonly Accepted[]>;
}
