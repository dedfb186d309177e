import { PortFailure, type AccountKey } from '../../ports/failures.ts';

/** Two users of one credential end each other's tokens, so that each call costs a token (seen in 2026). */
export const tooManyRenewals = (account: AccountKey, afterMs: number): PortFailure =>
  new PortFailure(
    'port.unauthorized',
    'Neppo ended the token more than 6 times within an hour. Most likely something else uses the same credential: ' +
      'make a token of its own for the hub in Integrações › Neppo Token API.',
    { account, retry: { afterMs } },
  );

/** A token this young was not replaced by anybody: Neppo itself is in trouble, and another token would be refused too. */
export const freshTokenRefused = (account: AccountKey): PortFailure =>
  new PortFailure(
    'port.unauthorized',
    'Neppo refused a token that it gave less than a minute ago. Most likely that is trouble of its own; the call is tried again by itself.',
    { account, retry: 'soon' },
  );

/** Another process asks for the token right now, or died over it; either is over soon. */
export const beingRenewed = (account: AccountKey): PortFailure =>
  new PortFailure(
    'port.unauthorized',
    "Neppo's token could not be used: another process of the hub is renewing it. The call is tried again by itself.",
    { account, retry: { afterMs: 2_000 } },
  );

/** The token address did not accept the credential; the whole account waits. */
export const credentialRefused = (account: AccountKey, cause: PortFailure): PortFailure =>
  new PortFailure(
    'port.unauthorized',
    'Neppo gave no token for the credential. Check consumer key, consumer secret, user and password; ' +
      'addresses outside Brazil may be refused too.',
    { account, cause, retry: 'soon' },
  );

/** An answer that contradicts the question or itself. `what` names fields, never values. */
export const contradiction = (route: string, what: string, cause?: unknown): PortFailure =>
  new PortFailure('port.drifted', `${route} answered something unexpected: ${what}.`, { cause, retry: 'soon' });
