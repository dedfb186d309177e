import { addMs, epochMsOf, type Instant } from '../../domain/kernel/instant.ts';
import type { AccountLimits, BudgetStanding, Caller, Grant } from '../../ports/budgets.ts';

/** An account's row. Tokens are calls that were earned and not sent, those that are claimed included; below none, calls that were sent and are yet to be earned. */
export interface Budget {
  readonly tokens: number;
  readonly at: Instant;
  readonly blockedUntil: Instant | undefined;
}

/** What others hold and want, as far as it still counts. */
export interface Line {
  /** Calls that are kept for others. */
  readonly claimed: number;
  /** Bulk work that has calls left of its claim. */
  readonly bulkAtWork: number;
  /** Calls that live work waits for. */
  readonly liveWaiting: number;
  /** Calls for which work of the same urgency has waited longer. */
  readonly ahead: number;
}

/** A line without anybody. */
export const NOBODY: Line = { claimed: 0, bulkAtWork: 0, liveWaiting: 0, ahead: 0 };

/** What a holder itself has: a claim, or a place among those who wait. */
export interface Place {
  readonly state: 'granted' | 'waiting';
  /** Left of the claim, or wanted. */
  readonly calls: number;
  readonly spent: number;
  readonly endsAt: Instant;
}

/** What is known when somebody wants to call. */
export interface Scene {
  readonly caller: Caller;
  /** Earned up to now. */
  readonly budget: Budget;
  readonly line: Line;
  readonly own: Place | undefined;
  readonly now: Instant;
}

/** What becomes of it; what is absent stays as it was. */
export interface Verdict {
  readonly grant: Grant;
  readonly tokens?: number;
  readonly own?: Place;
}

/** A process that died gives back what it had claimed within this time. */
const CLAIM_MS = 35_000;
/** So long after its time somebody who waits is still expected. */
const EXPECTED_MS = 10_000;
/** What bulk work leaves to live work: the start of a session. */
const RESERVE = 3;
/** So much of the reserve work may take that was begun: sent back, it would make again the calls that it has made. */
const RESERVE_TO_END = 1;
/** So many calls of an assumed limit it may owe, for the same reason: lists of several pages cannot be read in parts. */
const OWED_TO_END = 5;
/** Live calls that nothing held back are made up for by bulk work, as long as they lie within the time that an account looks at. */
const OWED_SECONDS = 60;
/** Work that is refused in its midst comes back for so many calls more than it used. */
const BEYOND_USED = 2;
/** Those ahead may need less than they claim, so who waits looks again half-way: of a thousand each asks some ten times. */
const LIKELY_PART = 0.5;
const SHORTEST_MS = { live: 50, bulk: 1_000 } as const;
/** Longer waits end somewhere between half of this and all of it, so that those who wait longest do not all come back at once. */
const LONGEST_MS = 900_000;
/** Clocks that are kept do not differ by so much. */
const WRONG_CLOCK_MS = 60_000;
/** Sums of fractions are a little off. */
const NEARLY = 1e-6;

/** What was earned since. A clock that is behind the one that was told before earns nothing. */
export function earned({ tokens, at, blockedUntil }: Budget, { capacity, perSecond }: Pick<AccountLimits, 'capacity' | 'perSecond'>, now: Instant): Budget {
  if (now <= at) return { tokens: Math.min(tokens, capacity), at: isOfAWrongClock(at, blockedUntil, now) ? now : at, blockedUntil };
  const seconds = (epochMsOf(now) - epochMsOf(at)) / 1000;
  return { tokens: Math.min(capacity, tokens + seconds * perSecond), at: now, blockedUntil };
}

/** A moment so far ahead that no pause explains it was told by a clock that has been put right since: nobody waits for it to come. */
const isOfAWrongClock = (at: Instant, blockedUntil: Instant | undefined, now: Instant): boolean =>
  epochMsOf(at) - epochMsOf(now) > WRONG_CLOCK_MS && (blockedUntil === undefined || blockedUntil < at);

/** Nothing is left of what was earned, and earning begins when the pause ends. `undefined` when it changes nothing. */
export function held({ at, blockedUntil }: Budget, until: Instant, now: Instant): Budget | undefined {
  if (until <= now || (blockedUntil !== undefined && until <= blockedUntil)) return undefined;
  return { tokens: 0, at: until > at ? until : at, blockedUntil: until };
}

export function decideClaim(scene: Scene, calls: number): Verdict {
  const { caller, budget, line, own, now } = scene;
  if (isUnlimited(caller)) return isBlocked(scene) ? { grant: refusal(scene, 0) } : { grant: { outcome: 'granted', calls } };
  const wanted = Math.max(1, Math.min(caller.limits.capacity, own?.state === 'waiting' ? Math.max(calls, own.calls) : calls));
  const free = budget.tokens - line.claimed - keptFree(caller, wanted);
  const isNobodysTurn = budget.tokens >= caller.limits.capacity - NEARLY;
  const suffices = free + NEARLY >= wanted + (isNobodysTurn ? 0 : line.ahead);
  if (suffices && mayGo(scene)) {
    return { grant: { outcome: 'granted', calls: wanted }, own: { state: 'granted', calls: wanted, spent: 0, endsAt: addMs(now, CLAIM_MS) } };
  }
  return waiting(scene, wanted, 0);
}

export function decideSpend(scene: Scene): Verdict {
  const { caller, budget, line, own, now } = scene;
  if (isBlocked(scene)) return waiting(scene, own?.state === 'granted' ? Math.max(own.calls, 1) : 1, own?.spent ?? 0);
  const endsAt = addMs(now, CLAIM_MS);
  const isClaimed = own?.state === 'granted' && own.calls > 0 && own.endsAt > now;
  if (isClaimed && budget.tokens + NEARLY >= 1) {
    return { grant: ONE, tokens: Math.max(0, budget.tokens - 1), own: { ...own, calls: own.calls - 1, spent: own.spent + 1, endsAt } };
  }
  if (isUnlimited(caller)) return { grant: ONE, tokens: owing(caller, budget.tokens - 1) };
  const spent = own?.spent ?? 0;
  const free = budget.tokens - line.claimed - (spent > 0 ? keptInMidst(caller) : keptFree(caller, 1));
  if (free + NEARLY >= 1 && (caller.urgency === 'live' || line.liveWaiting === 0)) {
    return { grant: ONE, tokens: owing(caller, budget.tokens - 1), ...(own === undefined ? {} : { own: { state: 'granted', calls: 0, spent: spent + 1, endsAt } }) };
  }
  return waiting(scene, spent === 0 ? 1 : Math.min(mostWanted(caller), spent + BEYOND_USED), spent);
}

const ONE: Grant = { outcome: 'granted', calls: 1 };

/** Where a limit is only assumed, live work is not held back by it. */
const isUnlimited = ({ limits, urgency }: Caller): boolean => limits.holdsBack === 'bulk' && urgency === 'live';

const owing = ({ limits: { perSecond, holdsBack } }: Caller, tokens: number): number =>
  Math.max(tokens, holdsBack === 'bulk' ? -OWED_SECONDS * perSecond : 0);

/**
 * Of an assumed limit bulk work never wants all: when all is there anybody may go, and whoever wants it would be overtaken for ever by those
 * who want less.
 */
const mostWanted = ({ urgency, limits: { capacity, holdsBack } }: Caller): number =>
  urgency === 'bulk' && holdsBack === 'bulk' ? Math.max(1, capacity - 1) : capacity;

const isBlocked = ({ budget: { blockedUntil }, now }: Scene): boolean => blockedUntil !== undefined && blockedUntil > now;

/**
 * Bulk work leaves the reserve alone; what has shown that it cannot do with less waits until the account is at rest. A limit that
 * does not hold back live work needs no reserve for it.
 */
const keptFree = ({ urgency, limits: { capacity, holdsBack } }: Caller, wanted: number): number =>
  urgency === 'live' || holdsBack === 'bulk' ? 0 : Math.min(RESERVE, Math.floor(capacity / 2), capacity - wanted);

/** Work that was begun is not sent back lightly. */
function keptInMidst(caller: Caller): number {
  if (caller.urgency === 'live') return 0;
  return caller.limits.holdsBack === 'bulk' ? -OWED_TO_END : Math.max(0, keptFree(caller, 1) - RESERVE_TO_END);
}

function mayGo(scene: Scene): boolean {
  const { caller: { urgency }, line } = scene;
  return !isBlocked(scene) && (urgency === 'live' || (line.liveWaiting === 0 && line.bulkAtWork === 0));
}

function waiting(scene: Scene, wanted: number, spent: number): Verdict {
  const { caller, budget, line } = scene;
  const before = caller.urgency === 'live' ? line.ahead : line.ahead + line.liveWaiting;
  const grant = refusal(scene, wanted + before * LIKELY_PART + keptFree(caller, wanted) - (budget.tokens - line.claimed));
  return { grant, own: { state: 'waiting', calls: wanted, spent, endsAt: addMs(grant.askAgainAt, EXPECTED_MS) } };
}

/** @param lacking - so many calls have to be earned first. */
function refusal({ caller: { limits, urgency }, budget: { blockedUntil }, now }: Scene, lacking: number): Extract<Grant, { outcome: 'refused' }> {
  const waitMs = Math.max(SHORTEST_MS[urgency], (lacking / limits.perSecond) * 1000);
  const boundedMs = waitMs <= LONGEST_MS ? waitMs : LONGEST_MS / 2 + (waitMs % (LONGEST_MS / 2));
  const from = blockedUntil !== undefined && blockedUntil > now ? blockedUntil : now;
  return { outcome: 'refused', askAgainAt: addMs(from, Math.ceil(boundedMs)) };
}

/** An account as others see it. */
export function standingOf(
  { claimed, ...account }: Pick<BudgetStanding, 'account' | 'capacity' | 'claimed' | 'waiting'>, { tokens, blockedUntil }: Budget, now: Instant,
): BudgetStanding {
  const blocked = blockedUntil !== undefined && blockedUntil > now ? { blockedUntil } : {};
  return { ...account, claimed, free: Math.max(0, tokens - claimed), ...blocked };
}
