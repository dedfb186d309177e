import type { Json } from '../domain/mapping/mapping.ts';
import type { AccountLimits } from './budgets.ts';
import type { AccountKey } from './failures.ts';
import type { CallbackRequest } from './platform.ts';

/** Whose limits a question counts against. */
export interface CallbackAccount {
  readonly account: AccountKey;
  readonly limits: AccountLimits;
}

/** Asks platforms that send no contact data for it (WHK-01). Only public addresses are asked (DESIGN §7), and redirects are not followed. */
export interface Callbacks {
  /** Gives the answer's JSON. Asks once, within the account's limits; a repeat is harmless. Failures: `PortFailure`. */
  ask(request: CallbackRequest, of: CallbackAccount): Promise<Json>;
}
