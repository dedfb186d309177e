import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { DeliveryId, DeliverySource, LaneKey } from './inbox.ts';
import type { CallNote } from './work-queue.ts';

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
}

/** All that is known of one delivery (HUB-04). */
export interface DeliveryRecord extends DeliverySummary {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly decision?: unknown;
  readonly calls: readonly CallNote[];
  readonly dueAt?: Instant;
}

/** Narrows a list of deliveries; what is absent does not narrow it. `reason` and `kind` are compared whole. */
export interface DeliveryFilter {
  readonly connection?: ConnectionId;
  readonly state?: DeliveryState;
  readonly source?: DeliverySource;
  readonly kind?: string;
  readonly reason?: string;
  readonly lane?: LaneKey;
  /** Those that this delivery led to, directly: what came of it, and its replays. */
  readonly cause?: DeliveryId;
}

/** A page, newest first. `next` is absent on the last page. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

/** What became of every delivery, readable while work goes on. */
export interface History {
  list(filter: DeliveryFilter, page: { readonly limit: number; readonly after?: string }): Promise<Page<DeliverySummary>>;
  find(id: DeliveryId): Promise<DeliveryRecord | undefined>;
  count(filter: DeliveryFilter): Promise<number>;
}
