import type { SecretBox } from '../adapters/system/index.ts';
import { isIntegrationError, type ConnectionId } from '../domain/index.ts';
import type { Clock, Lease, Leases, Secrets } from '../ports/index.ts';
import { patience } from './patience.ts';

/** A secret that all processes of the hub share, and that one of them at a time replaces. */
export interface SharedSecret {
  /** `undefined` when there is none that can be read. */
  read(): Promise<string | undefined>;
  write(value: string): Promise<void>;
  /**
   * Runs the work while no other process does such for this secret; `busy` when another one does, and, for who waits, does so for longer
   * than a renewal takes. `isAlone` tells whether the right to it has not run out meanwhile. A process that died over it is in the
   * way for 40 seconds at most.
   */
  alone<Outcome>(work: (isAlone: () => boolean) => Promise<Outcome>, whenBusy: 'wait' | 'go-on'): Promise<Outcome | 'busy'>;
}

export interface SharedSecretsNeeds {
  readonly secrets: Secrets;
  readonly leases: Leases;
  readonly box: SecretBox;
  readonly clock: Clock;
}

/** Where they stand among the secrets; no connection can have such a name. */
export const SHARED = '~shared';

/** Longer than calls take, so that who calls within it is still alone when the answer comes. */
const LEASE_MS = 40_000;
/** A renewal takes a second; who waits for longer than this has something better to do. Real time, since others act in it. */
const PATIENCE_MS = 3_000;
const LOOK_AGAIN_MS = 50;

/** Secrets that belong to no connection, by their names. */
export function createSharedSecrets({ secrets, leases, box, clock }: SharedSecretsNeeds): (name: string) => SharedSecret {
  const place = parseShared();

  async function acquire(name: string, whenBusy: 'wait' | 'go-on'): Promise<Lease | undefined> {
    for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
      const lease = await leases.acquire(`secret:${name}`, LEASE_MS);
      if (lease !== undefined || whenBusy === 'go-on' || waitedMs >= PATIENCE_MS) return lease;
      await patience(LOOK_AGAIN_MS);
    }
  }

  return (name) => {
    const purpose = `${place}/${name}`;
    // It is read for each call, and seldom changes.
    let last: { readonly sealed: string; readonly plain: string | undefined } | undefined;
    return {
      async read() {
        const sealed = await secrets.find(place, name);
        if (sealed === undefined) return undefined;
        last = last?.sealed === sealed ? last : { sealed, plain: openedOrNothing(box, sealed, purpose) };
        return last.plain;
      },
      write: async (value) => await secrets.put(place, name, box.seal(value, purpose)),
      async alone(work, whenBusy) {
        const lease = await acquire(name, whenBusy);
        if (lease === undefined) return 'busy';
        try {
          return await work(() => clock.now() < lease.endsAt);
        } finally {
          await leases.release(lease).catch(() => undefined); // it ends by itself
        }
      },
    };
  };
}

/** What was sealed under another secretKey is made anew like one that was never there. */
function openedOrNothing(box: SecretBox, sealed: string, purpose: string): string | undefined {
  try {
    return box.open(sealed, purpose);
  } catch (failure) {
    if (isIntegrationError(failure) && failure.code === 'defect.secret-unreadable') return undefined;
    throw failure;
  }
}

const parseShared = (): ConnectionId => SHARED as ConnectionId;
