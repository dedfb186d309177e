import type { Instant } from '../domain/kernel/instant.ts';

/** A request that was sent with a key of its sender's own, so that it can be sent again without harm. */
export interface KeyedRequest {
  /** Whose key it is: keys are told apart by it. */
  readonly sender: string;
  readonly key: string;
  /** What was asked, in short: another one under the same key is a mistake of the sender's. */
  readonly fingerprint: string;
}

/** What is known of a keyed request. `begun`: it is the caller's now, to carry out and to answer. */
export type Claim =
  | { readonly outcome: 'begun' }
  | { readonly outcome: 'under-way' }
  | { readonly outcome: 'answered'; readonly answer: unknown }
  | { readonly outcome: 'another-request' };

/** Keeps the answers of keyed requests for 24 hours, so that one sent twice is answered alike and acts once. Writes are durable when they resolve. */
export interface Answers {
  /**
   * Of several at the same moment exactly one begins. One that began and was neither answered nor released for a minute, since its
   * process ended, may be begun again.
   */
  claim(request: KeyedRequest, now: Instant): Promise<Claim>;
  /** `answer` is JSON-safe. */
  keep(request: KeyedRequest, answer: unknown): Promise<void>;
  /** It came to nothing: the next one with this key begins anew. An answer that was kept stays. */
  release(request: KeyedRequest): Promise<void>;
}
