import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** What the doctor found when it last looked at a connection. `value` is JSON-safe. */
export interface Diagnosis {
  readonly connection: ConnectionId;
  readonly at: Instant;
  readonly value: unknown;
}

/** The last diagnosis of each connection, the same for all processes. Writes are durable when they resolve. */
export interface Diagnoses {
  /** Takes the place of the one before; one that is older than it changes nothing. */
  keep(diagnosis: Diagnosis): Promise<void>;
  /** In no order. */
  list(): Promise<readonly Diagnosis[]>;
}
