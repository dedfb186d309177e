import type { DeliveryFilter, DeliveryRecord, DeliverySummary, Page } from './history.ts';
import type { DeliveryId } from './inbox.ts';

/** Whether the hub can do its work now. `problems` are sentences for operators, without personal data or secrets. */
export interface Health {
  readonly ready: boolean;
  readonly problems: readonly string[];
}

/** What became of a wish to play deliveries again. Each one asked for is in exactly one of the two lists. */
export interface Replay {
  readonly replayed: readonly DeliveryId[];
  readonly notFound: readonly DeliveryId[];
}

/** What the people who run the hub may look at and do (HUB-02, HUB-04). All methods may overlap. */
export interface OperatorDesk {
  /** Compares an operator's key in constant time; `undefined` is always refused. */
  authorize(bearer: string | undefined): Promise<'allowed' | 'refused'>;
  /** Newest first. An `after` that no page gave is refused with `InputRejected`. */
  list(filter: DeliveryFilter, page: { readonly limit: number; readonly after?: string }): Promise<Page<DeliverySummary>>;
  show(id: DeliveryId): Promise<DeliveryRecord | undefined>;
  /** Each named delivery is accepted once more, as a new one whose cause is the old one. */
  replay(ids: readonly DeliveryId[]): Promise<Replay>;
  health(): Promise<Health>;
  /** Counters and gauges in the Prometheus text format. */
  metricsText(): Promise<string>;
}
