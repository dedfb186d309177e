import { addMs, epochMsOf, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import { freshTokenRefused, tooManyRenewals } from './failures.ts';
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
 * Renews a token before it ends, by one caller at a time. A refused token was most likely renewed elsewhere, so the keeper
 * is asked first. One that is refused within a minute of its making is not replaced: such trouble is Neppo's own, and
 * would use up the renewals.
 *
 * More than six renewals within an hour mean that somebody else uses the credential and both end each other's tokens; then
 * no more are made, and `port.unauthorized` says so. The held token is still handed out, and so is tried once a minute.
 */
export function createTokenSource(keeper: TokenKeeper, mint: () => Promise<MintedToken>, { now }: Clock, account: string): TokenSource {
  let renewedAt: readonly Instant[] = [];
  let flight: Promise<string> | undefined;

  /** How long no renewal may be made, 0 when one may. */
  function waitMs(): number {
    const hourAgo = addMs(now(), -HOUR_MS);
    renewedAt = renewedAt.filter((at) => at > hourAgo);
    const [oldest] = renewedAt;
    if (oldest === undefined || renewedAt.length < RENEWALS_AN_HOUR) return 0;
    return Math.min(epochMsOf(oldest) - epochMsOf(hourAgo), LONGEST_WAIT_MS);
  }

  async function renew(): Promise<string> {
    const askedAt = now();
    const { token, lifetimeMs } = await mint();
    renewedAt = [...renewedAt, askedAt];
    // The gateway may hand out the living token with what is left of its hour; half of a short rest is still used.
    const renewAt = addMs(askedAt, lifetimeMs - Math.min(EARLY_MS, lifetimeMs / 2));
    await keeper.save({ token, mintedAt: askedAt, renewAt, expiresAt: addMs(askedAt, lifetimeMs) });
    return token;
  }

  async function keptOrRenewed(refused: string | undefined): Promise<string> {
    const held = await keeper.current();
    const wasRefused = held !== undefined && held.token === refused;
    const mayLive = held !== undefined && now() < held.renewAt;
    if (mayLive && !wasRefused) return held.token;
    if (mayLive && isFresh(held, now())) throw freshTokenRefused(account);
    const wait = waitMs();
    if (wait === 0) return renew();
    if (held !== undefined && !wasRefused) return held.token;
    throw tooManyRenewals(account, wait);
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
