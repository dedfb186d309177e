import type { ConnectionId } from '../domain/connection/connection.ts';

/** Keeps sealed values (already encrypted by the app). Never logged or exported. Writes are durable when they resolve. */
export interface Secrets {
  put(connection: ConnectionId, name: string, sealed: string): Promise<void>;
  find(connection: ConnectionId, name: string): Promise<string | undefined>;
  /** Every connection that has a sealed value, once: also one that has nothing else yet. */
  connections(): Promise<readonly ConnectionId[]>;
  /** What the connection has sealed values under, in the order of the texts. */
  names(connection: ConnectionId): Promise<readonly string[]>;
  /** Puts `to` in the place of `from`, and only of `from`: a value that was changed meanwhile stays (`changed`). */
  replace(connection: ConnectionId, name: string, values: { readonly from: string; readonly to: string }): Promise<'replaced' | 'changed'>;
}
