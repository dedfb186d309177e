import { addMs, epochMsOf, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import { beingRenewed, freshTokenRefused, tooManyRenewals } from './failures.ts';
import type { HeldToken, TokenKeeper } from './token-keeper.ts';

/** What was asked of the token address: a token, and for how long it lives. */
export interface MintedToken {
  readonly token: string;
  readonly lifetimeMs: number;
}

/** Hands out the one live token of a credential. */
export interface TokenSource {
  /** @param refused - a token that was just answered with 401: another one is given. */
  take(refused?: string): Promise<string>;
}

const EARLY_MS = 120_000;
const HOUR_MS = 3_600_000;
const RENEWALS_AN_HOUR = 6;
const FRESH_MS = 60_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Renews a token before it ends, by one caller at a time, over all processes that share the keeper. A refused token was most likely
 * renewed elsewhere, so the keeper is asked first. One that is refused within a minute of its making is not replaced: such trouble
 * is Neppo's own, and would use up the renewals.
 *
 * More than six renewals within an hour mean that somebody else uses the credential and both end each other's tokens; then
 * no more are made, and `port.unauthorized` says so. The held token is still handed out, and so is tried once a minute.
 */
export function createTokenSource(keeper: TokenKeeper, mint: () => Promise<MintedToken>, { now }: Clock, account: string): TokenSource {
  let flight: Promise<string> | undefined;

  /** The held token where it may be used; `undefined` where another is to be asked for. */
  function choose(held: HeldToken | undefined, refused: string | undefined): string | undefined {
    const wasRefused = held !== undefined && held.token === refused;
    const mayLive = held !== undefined && now() < held.renewAt;
    if (mayLive && !wasRefused) return held.token;
    if (mayLive && isFresh(held, now())) throw freshTokenRefused(account);
    const wait = waitMs(held, now());
    if (wait === 0) return undefined;
    if (held !== undefined && !wasRefused) return held.token;
    throw tooManyRenewals(account, wait);
  }

  async function renew(held: HeldToken | undefined, isAlone: () => boolean): Promise<string> {
    const askedAt = now();
    const { token, lifetimeMs } = await mint();
    // Asked for so long that somebody else has renewed it since: theirs is the younger one.
    const theirs = isAlone() ? undefined : await keeper.current();
    if (theirs !== undefined && theirs.token !== held?.token) return theirs.token;
    // The gateway may hand out the living token with what is left of its hour; half of a short rest is still used.
    const renewAt = addMs(askedAt, lifetimeMs - Math.min(EARLY_MS, lifetimeMs / 2));
    const renewals = [...lately(held, askedAt), askedAt];
    await keeper.save({ token, mintedAt: askedAt, renewAt, expiresAt: addMs(askedAt, lifetimeMs), renewals });
    return token;
  }

  async function keptOrRenewed(refused: string | undefined): Promise<string> {
    const held = await keeper.current();
    const chosen = choose(held, refused);
    if (chosen !== undefined) return chosen;
    // It lives until somebody else who is at it has done, unless it was refused or has ended.
    const stillServes = held !== undefined && held.token !== refused && now() < held.expiresAt ? held.token : undefined;
    const renewed = await keeper.alone(async (isAlone) => {
      const known = await keeper.current();
      return choose(known, refused) ?? await renew(known, isAlone);
    }, stillServes === undefined ? 'wait' : 'go-on');
    if (renewed !== 'busy') return renewed;
    if (stillServes !== undefined) return stillServes;
    throw beingRenewed(account);
  }

  async function take(refused?: string): Promise<string> {
    if (flight !== undefined) {
      const token = await flight;
      // What the others are given may be the very token that was refused here.
      return token === refused ? take(refused) : token;
    }
    flight = keptOrRenewed(refused).finally(() => {
      flight = undefined;
    });
    return flight;
  }

  return { take };
}

const isFresh = ({ mintedAt }: HeldToken, now: Instant): boolean => mintedAt !== undefined && now < addMs(mintedAt, FRESH_MS);

/** The renewals of the last hour, whichever process made them. */
function lately(held: HeldToken | undefined, now: Instant): readonly Instant[] {
  const hourAgo = addMs(now, -HOUR_MS);
  return (held?.renewals ?? []).filter((at) => at > hourAgo);
}

/** How long no renewal may be made, 0 when one may. */
function waitMs(held: HeldToken | undefined, now: Instant): number {
  const renewals = lately(held, now);
  const [oldest] = renewals;
  if (oldest === undefined || renewals.length < RENEWALS_AN_HOUR) return 0;
  return Math.min(epochMsOf(oldest) - epochMsOf(addMs(now, -HOUR_MS)), LONGEST_WAIT_MS);
}
