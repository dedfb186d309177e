import type { Instant } from '../domain/kernel/instant.ts';

/** The hub's sense of time, so that tests can wind it by hand. */
export interface Clock {
  now(): Instant;
  /** Calls back once `at` is reached; returns what cancels it. */
  wake(at: Instant, callback: () => void): () => void;
}
