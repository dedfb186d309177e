import type { Instant } from '../domain/kernel/instant.ts';
import type { AccountKey } from './failures.ts';

/** How many calls a remote account takes: in any time of so many seconds no more than `capacity + perSecond × seconds`. */
export interface AccountLimits {
  /** Calls that may be sent at once after a rest. */
  readonly capacity: number;
  /** Calls that are earned again each second. */
  readonly perSecond: number;
  /** `bulk`: the limit is only assumed, so that work which somebody waits for is never kept from calling by it. */
  readonly holdsBack: 'all' | 'bulk';
}

/** Whether somebody waits for the work. */
export type Urgency = 'live' | 'bulk';

/** Who wants to call an account. */
export interface Caller {
  readonly account: AccountKey;
  readonly limits: AccountLimits;
  readonly urgency: Urgency;
  /** The piece of work, e.g. a delivery's id. What it claims anew replaces what it had claimed. */
  readonly holder: string;
  /** Of those that wait for an account the one that has waited since the earliest moment goes first. */
  readonly since: Instant;
}

/** `refused`: nothing was taken; before `askAgainAt` it makes no sense to ask again. */
export type Grant =
  | { readonly outcome: 'granted'; readonly calls: number }
  | { readonly outcome: 'refused'; readonly askAgainAt: Instant };

/** How an account's budget stands. */
export interface BudgetStanding {
  readonly account: AccountKey;
  readonly capacity: number;
  /** Calls that anybody may make at once; what is being earned counts by its part. */
  readonly free: number;
  /** Calls that are kept for work that was begun. */
  readonly claimed: number;
  /** How many pieces of work were refused and are expected again. */
  readonly waiting: number;
  /** The account asked for a pause until then. Absent when there is none. */
  readonly blockedUntil?: Instant;
}

/**
 * What may be sent to remote accounts, shared by all connections and processes that use one (HUB-03). Calls overlap freely. Limits
 * are told with every call; those told last hold. Writes are durable when they resolve.
 */
export interface Budgets {
  /**
   * Keeps calls for work that is about to begin, all or none, for 35 seconds after its last sign of life, so that work whose
   * process ended gives them back. No work can claim more than the capacity. Whoever is refused is expected back: meanwhile live
   * work that has not waited for as long is refused too, unless the account has been at rest so long that nothing more is earned.
   *
   * Bulk work is granted what leaves a live piece of work its 3 calls, one piece at a time, and not while live work waits. Of a limit that
   * holds back bulk work alone nothing is left, and what live work called beyond it is earned first.
   */
  claim(caller: Caller, calls: number): Promise<Grant>;
  /**
   * Uses up one call, right before it is sent: one that was claimed, else a free one. Bulk work that was begun may go one call into what
   * it leaves to live work, and owe five of a limit that holds back bulk work alone. Work that is refused in its midst is expected back
   * with a claim of two calls more than it has used.
   */
  spend(caller: Caller): Promise<Grant>;
  /** Gives back what was claimed and not used, and a place among those who wait. */
  release(account: AccountKey, holder: string): Promise<void>;
  /** Nobody calls the account before then, as it asked for; a shorter pause never ends a longer one. Afterwards calls are earned from none. */
  hold(account: AccountKey, until: Instant): Promise<void>;
  /** Every account that was called, by its key. */
  look(): Promise<readonly BudgetStanding[]>;
}
