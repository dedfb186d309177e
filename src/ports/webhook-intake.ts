import type { DeliveryId } from './inbox.ts';
import type { HandshakeAnswer, RawRequest } from './platform.ts';

/** A request to the address of an integration, before anything is known of it. */
export interface RawWebhook {
  /** The unguessable part of the address (ACT-04). Never to be logged or stored as it is. */
  readonly token: string;
  readonly request: RawRequest;
}

/**
 * What became of it at the door. `stored` and `repeated`: durable, and answered as the platform wants it; `set-aside`: so too, but nobody can read
 * it. `handshake`: no delivery, and answered as such. All else: nothing was stored.
 */
export type WebhookTaken =
  | { readonly outcome: 'stored' | 'repeated' | 'set-aside'; readonly id: DeliveryId; readonly answer: HandshakeAnswer }
  | { readonly outcome: 'handshake'; readonly answer: HandshakeAnswer }
  | { readonly outcome: 'unknown-token' }
  | { readonly outcome: 'not-authentic' }
  | { readonly outcome: 'too-large' }
  /** Told of any address alike, whether somebody listens there or not. */
  | { readonly outcome: 'compressed' }
  /** No delivery of this platform comes by this method, and none of its handshakes does. */
  | { readonly outcome: 'not-a-delivery' };

/** The door by which platforms' webhooks come in (WHK-01, ACL-02). */
export interface WebhookIntake {
  /**
   * Resolves when the delivery is durable (HUB-01), or was refused (WHK-07). Never waits for the CRM or a platform. May overlap. A body that
   * cannot be understood is an outcome; only a store that cannot be reached fails, with `PortFailure`.
   */
  take(raw: RawWebhook): Promise<WebhookTaken>;
}
