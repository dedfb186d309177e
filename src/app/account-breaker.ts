import { addMs, type Instant } from '../domain/index.ts';
import type { AccountKey, Clock, IdSource, PortFailure } from '../ports/index.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const PROBE_MS = 500;

/** Holds back the calls to an account that cannot be served now (DESIGN: 401, 429, 5xx and time-outs block the account). */
export interface AccountBreaker {
  /** Until when work for these accounts has to wait; `undefined` when it may go on. After a pause one delivery probes first. */
  closedUntil(accounts: readonly AccountKey[]): Instant | undefined;
  /** Notes a failure and gives the time at which to try again. `Retry-After` wins; else the pause doubles, with jitter. */
  failed(failure: PortFailure): Instant;
  succeeded(accounts: readonly AccountKey[]): void;
}

interface Pause {
  readonly until: Instant;
  readonly failures: number;
}

export function createAccountBreaker(clock: Clock, ids: IdSource): AccountBreaker {
  const pauses = new Map<AccountKey, Pause>();

  const pauseMsOf = (failure: PortFailure, failures: number): number => {
    if (typeof failure.retry === 'object') return failure.retry.afterMs;
    const ms = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);
    return Math.round(ms / 2 + ids.fraction() * (ms / 2));
  };

  return {
    closedUntil(accounts) {
      const now = clock.now();
      for (const account of accounts) {
        const pause = pauses.get(account);
        if (pause === undefined) continue;
        if (pause.until > now) return pause.until;
        // The pause is over: this one goes first, the others wait for what it finds.
        pauses.set(account, { ...pause, until: addMs(now, PROBE_MS) });
      }
      return undefined;
    },
    failed(failure) {
      const account = failure.account ?? 'unnamed';
      const failures = pauses.get(account)?.failures ?? 0;
      const until = addMs(clock.now(), pauseMsOf(failure, failures));
      pauses.set(account, { until, failures: failures + 1 });
      return until;
    },
    succeeded: (accounts) => accounts.forEach((account) => pauses.delete(account)),
  };
}
