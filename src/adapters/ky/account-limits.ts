import type { AccountLimits } from '../../ports/budgets.ts';

/** What may be used of an account's limit. */
export interface AccountBudget {
  /** Calls that the account takes in any 60 seconds; 0: it has no limit that is known. */
  readonly perMinute: number;
  /** The part of them that is ours, the rest being other integrations'. */
  readonly share: number;
  /** Of these, calls that may be sent at once after a rest. */
  readonly burst: number;
}

/**
 * An account counts what arrives, we what is sent; and the clocks of our processes differ. By so much the two may be apart. Of a limit
 * that is only assumed less is left for that: a pause that the account asks for costs nobody anything, and what is left unused there
 * makes a run over a whole customer base days longer.
 */
export const SPREAD_SECONDS = { all: 3, bulk: 0.5 } as const;
const MINUTE_SECONDS = 60;
/** What is not sent at once is earned: something has to be left for that. */
const MOST_AT_ONCE = 0.75;

/**
 * A bucket that never lets more through in any 60 seconds than our share: what it holds after a rest, and what it earns
 * in that minute, {@link SPREAD_SECONDS} included. `undefined` for an account without a limit.
 */
export function accountLimits({ perMinute, share, burst }: AccountBudget, holdsBack: AccountLimits['holdsBack']): AccountLimits | undefined {
  if (perMinute === 0) return undefined;
  const ours = perMinute * share;
  const capacity = Math.max(1, Math.min(burst, Math.floor(ours * MOST_AT_ONCE)));
  return { capacity, perSecond: (ours - capacity) / (MINUTE_SECONDS + SPREAD_SECONDS[holdsBack]), holdsBack };
}
