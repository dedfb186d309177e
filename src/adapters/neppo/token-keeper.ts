import type { Instant } from '../../domain/kernel/instant.ts';

/** A token of the gateway. A secret. */
export interface HeldToken {
  readonly token: string;
  /** When it was asked for; absent where that is not known. */
  readonly mintedAt?: Instant;
  /** From then on it is replaced before it is used, so that it does not run out on the way. */
  readonly renewAt: Instant;
  readonly expiresAt: Instant;
}

/**
 * Where the one live token of a credential is kept. Neppo ends the earlier token whenever a new one is asked for (seen in
 * 2026), so all that use a credential must share its keeper.
 */
export interface TokenKeeper {
  current(): Promise<HeldToken | undefined>;
  save(token: HeldToken): Promise<void>;
}

/** Keeps the token in this process: for one process alone with its credential. */
export function createInMemoryTokenKeeper(): TokenKeeper {
  let held: HeldToken | undefined;
  return {
    current: async () => held,
    save: async (token) => {
      held = token;
    },
  };
}
