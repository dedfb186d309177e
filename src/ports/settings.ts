import type { ConnectionId } from '../domain/connection/connection.ts';
import type { Instant } from '../domain/kernel/instant.ts';

/** One version of a connection's settings, in force from `validFrom` until the next (lineage, CRD-17). `value` is JSON-safe. */
export interface SettingsVersion {
  readonly connection: ConnectionId;
  readonly version: number;
  readonly validFrom: Instant;
  readonly value: unknown;
}

/** Settings of every connection, all versions kept. Writes are durable when they resolve. */
export interface Settings {
  connections(): Promise<readonly ConnectionId[]>;
  latest(connection: ConnectionId): Promise<SettingsVersion | undefined>;
  /** The version in force at that moment; the first one for a moment before it. */
  at(connection: ConnectionId, moment: Instant): Promise<SettingsVersion | undefined>;
  /** Adds a version; `basedOn` must be the latest version (0 for none), else `port.conflict`. */
  put(connection: ConnectionId, value: unknown, validFrom: Instant, basedOn: number): Promise<SettingsVersion>;
}
