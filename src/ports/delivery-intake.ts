import type { DeliveryId, HostTransaction } from './inbox.ts';
import type { ConnectionSystem } from './hooks.ts';

/** A delivery as it came over the wire, before anything is known of it. */
export interface RawDelivery {
  readonly system: ConnectionSystem;
  /** The unguessable part of the hook's address (ACT-04). Never to be logged or stored as it is. */
  readonly token: string;
  /** Which automation calls, where the address says so and not the body (SND-02). */
  readonly automation?: string;
  /** Credentials and traces of the sender's own are not kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body's own bytes: platforms' validation is made over these. */
  readonly body: Uint8Array;
}

/**
 * What became of a raw delivery at the door. `set-aside`: kept, but nothing can be made of it, which is no fault of the
 * caller's to be told. `unknown-token`, `not-authentic` and `too-large`: nothing was stored.
 */
export type Intake =
  | { readonly outcome: 'stored' | 'repeated' | 'set-aside'; readonly id: DeliveryId }
  | { readonly outcome: 'unknown-token' }
  | { readonly outcome: 'not-authentic' }
  | { readonly outcome: 'too-large' };

/** The door by which the outside systems' webhooks come in. */
export interface DeliveryIntake {
  /**
   * Resolves when the delivery is durable (HUB-01), or was refused. Never waits for the CRM. May overlap. A body that
   * cannot be understood is an outcome; only a store that cannot be reached fails, with `PortFailure`.
   * With a transaction of the host's, the delivery comes to be if and when that is committed (PostgreSQL alone).
   */
  take(raw: RawDelivery, transaction?: HostTransaction): Promise<Intake>;
}
