import { addMs, compareInstants, type Instant, type Retry } from '../domain/index.ts';
import type { AccountKey, CallNote, Clock, IdSource } from '../ports/index.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const LONGEST_ASKED_MS = 3_600_000;
const PROBE_MS = 500;
/** So far apart those come back who wait for one account, so that a thousand of them do not all look again at once. */
const APART_MS = 10;

/** What a call comes to when its account cannot serve anybody (DESIGN: 401, 429, 5xx and time-outs block the account). */
const BLOCKING: ReadonlySet<string> = new Set(['port.unauthorized', 'port.throttled', 'port.unreachable', 'port.timed-out']);

/** Holds back the calls to an account that cannot be served now. Accounts are paused one by one; other accounts go on. */
export interface AccountBreaker {
  /**
   * Lets work for these accounts go on, or gives the time until which it has to wait. After a pause one delivery is let through as a
   * probe, and the others wait for what it finds.
   */
  admit(accounts: readonly AccountKey[]): 'go' | { readonly waitUntil: Instant };
  /** Pauses an account and gives the pause's end. `Retry-After` wins, for an hour at most; else the pause doubles with each failure, with jitter. */
  failed(account: AccountKey, retry: Retry): Instant;
  /** Ends the pauses of the accounts whose last call was answered. */
  heard(calls: readonly CallNote[]): void;
}

interface Pause {
  readonly until: Instant;
  readonly failures: number;
  /** How many were sent away since the account last failed. */
  readonly waiting: number;
}

export function createAccountBreaker(clock: Clock, ids: IdSource): AccountBreaker {
  const pauses = new Map<AccountKey, Pause>();

  const pauseMsOf = (retry: Retry, failures: number): number => {
    if (typeof retry === 'object' && retry.afterMs >= 0) return Math.min(retry.afterMs, LONGEST_ASKED_MS);
    const ms = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 10), LONGEST_PAUSE_MS);
    return Math.round(ms / 2 + ids.fraction() * (ms / 2));
  };

  /** Whoever was silent for as long as any pause may last begins anew; else accounts that are gone would be kept for ever. */
  const forgetOld = (now: Instant): void => {
    for (const [account, { until }] of pauses) if (addMs(until, LONGEST_ASKED_MS) < now) pauses.delete(account);
  };

  return {
    admit(accounts) {
      const now = clock.now();
      const paused = accounts.flatMap((account) => {
        const pause = pauses.get(account);
        return pause === undefined ? [] : [{ account, pause }];
      });
      const [longest] = paused.filter(({ pause }) => pause.until > now).toSorted((a, b) => compareInstants(b.pause.until, a.pause.until));
      if (longest !== undefined) {
        const { account, pause } = longest;
        pauses.set(account, { ...pause, waiting: pause.waiting + 1 });
        return { waitUntil: addMs(pause.until, pause.waiting * APART_MS) };
      }
      for (const { account, pause } of paused) pauses.set(account, { ...pause, until: addMs(now, PROBE_MS) });
      return 'go';
    },
    failed(account, retry) {
      const now = clock.now();
      forgetOld(now);
      const failures = pauses.get(account)?.failures ?? 0;
      const until = addMs(now, pauseMsOf(retry, failures));
      pauses.set(account, { until, failures: failures + 1, waiting: 0 });
      return until;
    },
    heard(calls) {
      const last = new Map(calls.map(({ account, outcome }) => [account, outcome]));
      for (const [account, outcome] of last) if (account !== undefined && !BLOCKING.has(outcome)) pauses.delete(account);
    },
  };
}
