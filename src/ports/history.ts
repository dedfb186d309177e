import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { DeliveryId, DeliverySource, LaneKey, Subject } from './inbox.ts';
import type { CallNote } from './work-queue.ts';

/** Whose deliveries may be looked at: what is outside of it is as if it were not there (ACT-01). */
export type Scope = 'every-connection' | { readonly only: readonly ConnectionId[] };

/** Where a delivery stands. `awaiting`: it ended here, and another lane goes on with what it asked for. */
export type DeliveryState = 'pending' | 'later' | 'awaiting' | 'done' | 'set-aside';

/** A delivery as an operator sees it in a list. */
export interface DeliverySummary {
  readonly id: DeliveryId;
  readonly connection: ConnectionId;
  readonly source: DeliverySource;
  readonly kind: string;
  readonly lane: LaneKey;
  readonly state: DeliveryState;
  readonly reason?: string;
  readonly receivedAt: Instant;
  readonly endedAt?: Instant;
  readonly attempts: number;
  readonly cause?: DeliveryId;
  readonly repeats: number;
  /** The delivery that this one plays again. */
  readonly replayOf?: DeliveryId;
  /** The first delivery that plays this one again. */
  readonly replayedAs?: DeliveryId;
  readonly askedBy?: string;
  readonly settingsAt?: Instant;
  /** Why its payload and decision are not there any more: they became too old, or the person they were about was erased (HUB-05). */
  readonly payloadGone?: 'expired' | 'erased';
}

/** All that is known of one delivery (HUB-04). */
export interface DeliveryRecord extends DeliverySummary {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly decision?: unknown;
  readonly calls: readonly CallNote[];
  readonly dueAt?: Instant;
  /** In the order of their texts. */
  readonly subjects: readonly Subject[];
}

/** Narrows a list of deliveries; what is absent does not narrow it. `reason` and `kind` are compared whole. */
export interface DeliveryFilter {
  readonly ids?: readonly DeliveryId[];
  /** Within the scope. */
  readonly connection?: ConnectionId;
  readonly state?: DeliveryState;
  readonly source?: DeliverySource;
  readonly kind?: string;
  readonly reason?: string;
  readonly lane?: LaneKey;
  /** Those that this delivery led to, directly: what came of it, and its replays. */
  readonly cause?: DeliveryId;
  /** Those that are about all of these. */
  readonly subjects?: readonly Subject[];
  /** Received then or later. */
  readonly from?: Instant;
  /** Received before. */
  readonly until?: Instant;
  /** Whether another delivery plays it again. */
  readonly replayed?: 'yes' | 'no';
}

/** Which part of a list: as many rows at most, those that come after the cursor of an earlier page. */
export interface PageWish {
  readonly limit: number;
  /** The `next` of the page before; any other text is refused with `InputRejected`. */
  readonly after?: string;
}

/** A page. `next` is absent on the last page. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

/** How much of one connection has not ended, and what of it stands set aside. */
export interface Tally {
  readonly connection: ConnectionId;
  /** Deliveries that have not ended, and the lanes that hold them. */
  readonly pending: number;
  readonly lanes: number;
  /** Since when the delivery that waits longest could have been worked; absent when none is due. */
  readonly dueSince?: Instant;
  /** Set aside and not played again. */
  readonly deadLetters: readonly { readonly reason: string; readonly count: number }[];
}

/** What became of every delivery, readable while work goes on. */
export interface History {
  /** Newest first. Pages join without a gap while deliveries arrive. */
  list(scope: Scope, filter: DeliveryFilter, page: PageWish): Promise<Page<DeliverySummary>>;
  find(scope: Scope, id: DeliveryId): Promise<DeliveryRecord | undefined>;
  count(scope: Scope, filter: DeliveryFilter): Promise<number>;
  /** Whole, in the order in which they were accepted, for work on many. */
  records(scope: Scope, filter: DeliveryFilter, page: PageWish): Promise<Page<DeliveryRecord>>;
  /** The keys of the effects that came to this result, the oldest first: what the ledger still knows of something when all else was erased. */
  effects(connection: ConnectionId, result: string): Promise<readonly string[]>;
  /** One for each connection that has anything open or set aside, in one cheap question; for those who watch the hub. */
  tally(now: Instant): Promise<readonly Tally[]>;
}
