import { addMs, epochMsOf, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import { tooManyRenewals } from './failures.ts';
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

/**
 * Renews a token before it ends, by one caller at a time. A refused token was most likely renewed elsewhere, so the keeper
 * is asked first.
 *
 * More than six renewals within an hour mean that somebody else uses the credential and both end each other's tokens; then
 * no more are made, and `port.unauthorized` says so.
 */
export function createTokenSource(keeper: TokenKeeper, mint: () => Promise<MintedToken>, { now }: Clock, account: string): TokenSource {
  let renewedAt: readonly Instant[] = [];
  let flight: Promise<string> | undefined;

  const isFit = (held: HeldToken | undefined, refused: string | undefined): held is HeldToken =>
    held !== undefined && held.token !== refused && now() < held.renewAt;

  async function renew(): Promise<string> {
    const askedAt = now();
    renewedAt = renewedAt.filter((at) => at > addMs(askedAt, -HOUR_MS));
    const [oldest] = renewedAt;
    if (oldest !== undefined && renewedAt.length >= RENEWALS_AN_HOUR) {
      throw tooManyRenewals(account, epochMsOf(oldest) + HOUR_MS - epochMsOf(askedAt));
    }
    const { token, lifetimeMs } = await mint();
    renewedAt = [...renewedAt, askedAt];
    // The gateway may hand out the living token with what is left of its hour; half of a short rest is still used.
    const renewAt = addMs(askedAt, lifetimeMs - Math.min(EARLY_MS, lifetimeMs / 2));
    await keeper.save({ token, renewAt, expiresAt: addMs(askedAt, lifetimeMs) });
    return token;
  }

  async function keptOrRenewed(refused: string | undefined): Promise<string> {
    const held = await keeper.current();
    return isFit(held, refused) ? held.token : renew();
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
