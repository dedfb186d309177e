import type { GeneratedAlways } from 'kysely';
import type { DeliverySource } from '../../ports/inbox.ts';
import type { DeliveryState } from '../../ports/history.ts';

/** The tables that lists are made of, for the query builder. Everything else is reached by prepared statements. */
export interface HistoryTables {
  readonly lane: { readonly id: GeneratedAlways<number>; readonly connection: string; readonly key: string };
  readonly delivery: {
    /** PostgreSQL's driver gives its big numbers as text. */
    readonly position: GeneratedAlways<number | string>;
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
    /** Text in SQLite, bytes in PostgreSQL. */
    readonly body: string | Uint8Array;
    readonly headers: string;
    readonly decision: string | null;
    readonly calls: string | null;
    readonly settings_at: string | null;
    readonly replay_of: string | null;
    readonly asked_by: string | null;
    readonly payload_gone: string | null;
    /** Subjects that are not in the index yet, as JSON; absent once a delivery was tried. */
    readonly about: string | null;
  };
  readonly effect: { readonly connection: string; readonly key: string; readonly state: string; readonly intended_at: string; readonly result: string | null };
  readonly delivery_subject: { readonly position: number | string; readonly subject: string; readonly connection: string };
}
