import type { Protocol } from '../domain/attendance/sighting.ts';
import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { DeliveryId, NewDelivery, Subject } from './inbox.ts';
import type { ActiveSend } from '../domain/active-send/active-send.ts';
import type { KeptMessage } from './conversation-book.ts';
import type { KnownLead } from './lead-book.ts';
import type { StreamWish } from './stream.ts';
import type { DeskSession, SessionRow, TalkEntry } from './sessions.ts';

/** How far whoever works a delivery can rely on being the only one who does. */
export interface LaneHold {
  /**
   * Whether the lane is surely still this worker's. Once it is not, somebody else may have worked the same delivery, and what
   * this one did outside may have landed after what that one did.
   */
  isSure(): boolean;
  /** Whether somebody may have begun with the delivery who never told what became of it: what that one sent may land yet. */
  readonly begunBefore: 'perhaps' | 'no';
}

/** A delivery in the hands of a worker. */
export interface ClaimedDelivery extends NewDelivery {
  /** Position in its lane, from 1. */
  readonly seq: number;
  /** How often it was tried before and failed on its own account; waiting for a blocked account is no attempt. */
  readonly attempts: number;
  readonly firstTriedAt: Instant;
  /** The last position of its lane that was surely given when this one was handed out: what is worked here begins after all up to there was accepted. */
  readonly laneUpTo: number;
  readonly hold: LaneHold;
}

/** The named end, or the pause, of a delivery. Nothing ends in silence. */
export type DeliveryEnd =
  | { readonly type: 'done' }
  /** Its work goes on in another lane; the answer is a new delivery. */
  | { readonly type: 'awaiting' }
  /** A dead letter: kept, listed, replayable; the lane goes on. */
  | { readonly type: 'set-aside'; readonly reason: string }
  /** The lane waits until then and keeps its order. */
  | { readonly type: 'later'; readonly at: Instant; readonly reason: string; readonly attempt: 'spent' | 'free' };

/** A call that was made to the outside while a delivery was worked on. `route` carries no personal data. */
export interface CallNote {
  /** The remote account that was called. */
  readonly account?: string;
  readonly route: string;
  readonly outcome: string;
  readonly ms: number;
}

/**
 * A delivery that is accepted by itself when its time comes; a later one under the same key replaces it. Keys are told
 * apart by the delivery's connection. One whose id was accepted by other means meanwhile is dropped.
 */
export interface Timer {
  readonly key: string;
  readonly dueAt: Instant;
  readonly delivery: NewDelivery;
}

/**
 * What agents are told of a session, put together while the settlement is written, from the session as it stands then: whoever writes one half of
 * it does not know what became of the other half meanwhile.
 */
export interface DeskTelling {
  readonly protocol: Protocol;
  /** Pure and quick, for the row is held until it is done; it may be asked twice. `undefined`: no list holds the session. */
  readonly tell: (stored: DeskSession | undefined) => readonly StreamWish[];
}

/** All that ends with a delivery, committed together or not at all. */
export interface Settlement {
  readonly end: DeliveryEnd;
  /**
   * What was decided and why, for people to read (HUB-04). JSON-safe. Ids, codes and names of fields; of a person's values only those that
   * are lost otherwise, since the CRM's took their place (SYN-08). It is kept as long as the payload, and erased with it (HUB-05).
   */
  readonly decision?: unknown;
  /** The payload is not kept (HUB-05); a decision is. */
  readonly payload?: 'erased';
  readonly calls?: readonly CallNote[];
  /** What was learned of whom and what it is about (contact, cards, records): added to what was known at the door. */
  readonly subjects?: readonly Subject[];
  readonly forward?: readonly NewDelivery[];
  readonly timers?: readonly Timer[];
  readonly cancelTimers?: readonly string[];
  /** Sessions to write; `version` must be the one that was loaded, else the settlement fails with `port.conflict`. */
  readonly sessions?: readonly SessionRow[];
  /** How conversations stand now; the same protocol once. */
  readonly talks?: readonly TalkEntry[];
  /** Messages of a conversation, kept under their ids. */
  readonly messages?: readonly KeptMessage[];
  /** Active sends, kept under their ids. */
  readonly sends?: readonly ActiveSend[];
  /** Leads, kept under their keys; the same key once. */
  readonly leads?: readonly KnownLead[];
  /** What agents are told of a session in its lists; before `stream`. */
  readonly telling?: DeskTelling;
  /** What agents are told, in this order. */
  readonly stream?: readonly StreamWish[];
}

/** Works one delivery and tells how it ended. What it throws is a defect: the delivery is set aside. */
export type DeliveryHandler = (delivery: ClaimedDelivery) => Promise<Settlement>;

/** What has not ended yet: deliveries, and the lanes that hold them. */
export interface QueueStats {
  readonly pending: number;
  readonly lanes: number;
}

/** How many lanes are worked at once. */
export interface QueueHands {
  readonly inFlight: number;
  /**
   * Of these for one connection, so that a slow or dead account of one does not take all hands.
   *
   * @defaultValue half of `inFlight`, and at least 1
   */
  readonly inFlightPerConnection?: number;
}

/**
 * Works lanes: one delivery of a lane at a time, in order of acceptance, lanes in parallel, at least once. A handler that
 * throws is a defect: the delivery is set aside as `defect` and the lane goes on.
 */
export interface WorkQueue {
  /** Begins work; what was pending when the process ended goes on. Resolves when recovery has been read. */
  run(handler: DeliveryHandler, hands: QueueHands): Promise<void>;
  /** Stops taking deliveries, waits for those in flight to settle. Idempotent. */
  stop(): Promise<void>;
  /** Resolves when the delivery has reached its end (`later` is no end), or at once if it had; `port.missing` if there is none. */
  ended(connection: ConnectionId, id: DeliveryId): Promise<void>;
  /** Resolves when nothing is pending that is due, timers apart. For tests and orderly stories. */
  idle(): Promise<void>;
  stats(): Promise<QueueStats>;
}
