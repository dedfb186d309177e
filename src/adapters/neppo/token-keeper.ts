import type { Instant } from '../../domain/kernel/instant.ts';

/** A token of the gateway. A secret. */
export interface HeldToken {
  readonly token: string;
  /** When it was asked for; absent where that is not known. */
  readonly mintedAt?: Instant;
  /** From then on it is replaced before it is used, so that it does not run out on the way. */
  readonly renewAt: Instant;
  readonly expiresAt: Instant;
  /** When tokens were asked for within the hour before this one, this one included. */
  readonly renewals?: readonly Instant[];
}

/**
 * Where the one live token of a credential is kept. Neppo ends the earlier token whenever a new one is asked for (seen in
 * 2026), so all that use a credential, in all processes, must share its keeper.
 */
export interface TokenKeeper {
  current(): Promise<HeldToken | undefined>;
  save(token: HeldToken): Promise<void>;
  /**
   * Runs the work while nobody else who shares the token does such; `busy` when somebody else does, and, for who waits, does so for
   * too long. `isAlone` tells whether the right to it has not run out meanwhile.
   */
  alone<Outcome>(work: (isAlone: () => boolean) => Promise<Outcome>, whenBusy: 'wait' | 'go-on'): Promise<Outcome | 'busy'>;
}

/** Keeps the token in this process: for one process alone with its credential. */
export function createInMemoryTokenKeeper(): TokenKeeper {
  let held: HeldToken | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    current: async () => held,
    save: async (token) => {
      held = token;
    },
    async alone(work) {
      const turn = last.then(async () => await work(() => true));
      last = turn.catch(() => undefined);
      return await turn;
    },
  };
}
