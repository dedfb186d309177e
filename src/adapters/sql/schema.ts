import type { GeneratedAlways } from 'kysely';
import type { DeliverySource } from '../../ports/inbox.ts';
import type { DeliveryState } from '../../ports/history.ts';

/** The tables that lists are made of, for the query builder. Everything else is reached by prepared statements. */
export interface HistoryTables {
  readonly lane: { readonly id: GeneratedAlways<number>; readonly connection: string; readonly key: string };
  readonly delivery: {
    readonly position: GeneratedAlways<number>;
    readonly id: string;
    readonly connection: string;
    readonly lane: number;
    readonly source: DeliverySource;
    readonly kind: string;
    readonly state: DeliveryState;
    readonly reason: string | null;
    readonly attempts: number;
    readonly due_at: string | null;
    readonly received_at: string;
    readonly ended_at: string | null;
    readonly cause: string | null;
    readonly repeats: number;
    readonly body: string;
    readonly headers: string;
    readonly decision: string | null;
    readonly calls: string | null;
  };
}
