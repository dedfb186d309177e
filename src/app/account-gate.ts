import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { addMs, epochMsOf, type Instant } from '../domain/index.ts';
import {
  PortFailure, type AccountKey, type AccountLimits, type Budgets, type CallGate, type Caller, type Clock, type IdSource, type Urgency,
} from '../ports/index.ts';

/** A piece of work that will call limited accounts. */
export interface Errand {
  readonly holder: string;
  readonly urgency: Urgency;
  readonly since: Instant;
  readonly claims: readonly Claim[];
}

/** How many calls work will probably make to an account. */
export interface Claim {
  readonly account: AccountKey;
  readonly limits: AccountLimits;
  readonly calls: number;
}

export type Entry<Outcome> =
  | { readonly outcome: 'admitted'; readonly result: Outcome }
  | { readonly outcome: 'refused'; readonly askAgainAt: Instant };

/** Keeps the calls of all connections and processes within the limits of their accounts (HUB-03). */
export interface AccountGate extends CallGate {
  /**
   * Lets work begin for which its accounts have calls left, and gives back what it did not use. Otherwise the work is not begun, and
   * `askAgainAt` is when its turn may have come.
   */
  enter<Outcome>(errand: Errand, work: () => Promise<Outcome>): Promise<Entry<Outcome>>;
  /**
   * Work that nobody waits for and that is no delivery: its calls wait for their turn, within bounds.
   *
   * @param waits - `not-at-all`: a call whose turn has not come fails at once, and says when it may come. @defaultValue `within-bounds`
   */
  quietly<Outcome>(work: () => Promise<Outcome>, waits?: 'within-bounds' | 'not-at-all'): Promise<Outcome>;
  /** Nobody waits any longer: a hub that is told to end does so. */
  end(): void;
}

export interface AccountGateNeeds {
  readonly budgets: Budgets;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** How long a call that belongs to no delivery waits for its turn, in real milliseconds. */
  readonly patienceMs: number;
}

/** Within which piece of work a call is made. */
type Scope =
  | { readonly kind: 'errand'; readonly errand: Errand; readonly refusedBy: Set<AccountKey> }
  | { readonly kind: 'quiet'; readonly patienceMs: number };

/** What a 429 that names no time is taken to ask for; each process's own breaker makes it longer. */
const UNNAMED_PAUSE_MS = 2_000;
/** Nobody's work is held back for longer on a header's word. */
const LONGEST_PAUSE_MS = 3_600_000;

export function createAccountGate({ budgets, clock, ids, patienceMs }: AccountGateNeeds): AccountGate {
  const scopes = new AsyncLocalStorage<Scope>();
  const ending = new AbortController();

  /** Where a limit is only assumed, nothing is kept for live work, which needs no leave. */
  const toClaim = ({ claims, urgency }: Errand): readonly Claim[] =>
    claims.filter(({ calls, limits }) => calls > 0 && (urgency === 'bulk' || limits.holdsBack === 'all'));

  async function leave({ holder }: Errand, accounts: readonly AccountKey[]): Promise<void> {
    // What cannot be given back ends by itself.
    await Promise.allSettled(accounts.map(async (account) => await budgets.release(account, holder)));
  }

  async function claimAll(errand: Errand): Promise<'granted' | { readonly askAgainAt: Instant }> {
    const had: AccountKey[] = [];
    for (const { account, limits, calls } of toClaim(errand)) {
      const grant = await budgets.claim(callerOf(errand, account, limits), calls);
      if (grant.outcome === 'refused') {
        await leave(errand, had);
        return grant;
      }
      had.push(account);
    }
    return 'granted';
  }

  /** A call outside of any delivery: somebody may wait for it, so it waits too, and no longer than a person would. */
  async function passPatiently(caller: Caller, longestMs: number): Promise<void> {
    for (let waitedMs = 0; ;) {
      const grant = await budgets.spend(caller);
      if (grant.outcome === 'granted') return;
      const waitMs = Math.max(1, epochMsOf(grant.askAgainAt) - epochMsOf(clock.now()));
      if (waitedMs + waitMs > longestMs || ending.signal.aborted) {
        await budgets.release(caller.account, caller.holder);
        throw budgetSpent(caller.account, waitMs);
      }
      await sleep(waitMs, undefined, { signal: ending.signal }).catch(() => undefined); // a process that does nothing else must not end over it
      waitedMs += waitMs;
    }
  }

  async function passOrEnd({ errand, refusedBy }: Extract<Scope, { kind: 'errand' }>, account: AccountKey, limits: AccountLimits): Promise<void> {
    const grant = await budgets.spend(callerOf(errand, account, limits));
    if (grant.outcome === 'granted') return;
    refusedBy.add(account);
    throw budgetSpent(account, Math.max(1, epochMsOf(grant.askAgainAt) - epochMsOf(clock.now())));
  }

  return {
    async enter(errand, work) {
      const claimed = await claimAll(errand);
      if (claimed !== 'granted') return { outcome: 'refused', askAgainAt: claimed.askAgainAt };
      const refusedBy = new Set<AccountKey>();
      const accounts = toClaim(errand).map(({ account }) => account);
      try {
        const result = await scopes.run({ kind: 'errand', errand, refusedBy }, work);
        refusedBy.clear(); // it came to an end all the same, and will not be back
        return { outcome: 'admitted', result };
      } finally {
        // Nobody has to wait for this. Work that was refused in its midst keeps its place among those who wait.
        void leave(errand, accounts.filter((account) => !refusedBy.has(account)));
      }
    },
    quietly: async (work, waits = 'within-bounds') => await scopes.run({ kind: 'quiet', patienceMs: waits === 'not-at-all' ? 0 : patienceMs }, work),
    end: () => ending.abort(),
    async pass(account, limits) {
      const scope = scopes.getStore();
      if (scope?.kind === 'errand') return await passOrEnd(scope, account, limits);
      const urgency = scope === undefined ? 'live' : 'bulk';
      await passPatiently({ account, limits, urgency, holder: ids.id(), since: clock.now() }, scope?.patienceMs ?? patienceMs);
    },
    async pause(account, retry) {
      const pauseMs = typeof retry === 'object' && retry.afterMs >= 0 ? Math.min(retry.afterMs, LONGEST_PAUSE_MS) : UNNAMED_PAUSE_MS;
      // A store in trouble must not hide what the account said.
      await budgets.hold(account, addMs(clock.now(), pauseMs)).catch(() => undefined);
    },
  };
}

const callerOf = ({ holder, urgency, since }: Errand, account: AccountKey, limits: AccountLimits): Caller => ({ account, limits, urgency, holder, since });

/** Without an account: it is not at fault, and nobody else has to wait for what it does next. */
const budgetSpent = (account: AccountKey, afterMs: number): PortFailure =>
  new PortFailure('port.throttled', `A call to ${account} was not made: what may be sent to it is used up for now. It is made when its turn comes.`, {
    retry: { afterMs },
  });
