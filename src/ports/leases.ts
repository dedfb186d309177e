import type { Instant } from '../domain/kernel/instant.ts';

/** The right to do something alone, until it ends by itself. */
export interface Lease {
  readonly name: string;
  /** Tells this lease from any other of the same name. */
  readonly holder: string;
  readonly endsAt: Instant;
}

/** Lets one of all processes do something at a time. Calls overlap freely. */
export interface Leases {
  /** `undefined` while somebody else holds the name. A lease that has ended stands in nobody's way, whatever became of its holder. */
  acquire(name: string, forMs: number): Promise<Lease | undefined>;
  /** Ends it before its time. One that has ended already and passed to somebody else is left alone. */
  release(lease: Lease): Promise<void>;
}
