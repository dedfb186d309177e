import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** What is known of one step of a decision. `result` is JSON-safe. */
export type Effect =
  | { readonly state: 'intended'; readonly intendedAt: Instant; readonly misses: readonly Instant[] }
  | { readonly state: 'done'; readonly intendedAt: Instant; readonly result: unknown };

/**
 * Remembers the effects of decisions, so that a plan that runs twice, or is resumed half done, ends in the same place. A
 * key names the decision (connection, session, funnel, which separate stay, step), never a delivery. Each call is durable
 * when it resolves.
 */
export interface EffectLedger {
  /** Stores the plan unless one is stored under the key already; returns the stored one. */
  plan(connection: ConnectionId, key: string, plan: unknown): Promise<unknown>;
  find(connection: ConnectionId, key: string): Promise<Effect | undefined>;
  /** Written before the call. An existing intent or result is kept and returned; `fresh` tells which it was. */
  intend(connection: ConnectionId, key: string, at: Instant): Promise<{ readonly fresh: boolean; readonly effect: Effect }>;
  /** Written after the call. Idempotent with the same result; another result is a `Defect`. */
  settle(connection: ConnectionId, key: string, result: unknown): Promise<void>;
  /** The call surely had no effect: the intent is withdrawn, and the plan under the same key with it. A settled effect stays. */
  withdraw(connection: ConnectionId, key: string): Promise<void>;
  /** Asked, and believably not there: noted with its time. */
  noteMiss(connection: ConnectionId, key: string, at: Instant): Promise<void>;
}
