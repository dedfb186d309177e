import type { ConnectionId } from '../domain/connection/connection.ts';

/** Keeps sealed values (already encrypted by the app). Never listed, logged or exported. */
export interface Secrets {
  put(connection: ConnectionId, name: string, sealed: string): Promise<void>;
  find(connection: ConnectionId, name: string): Promise<string | undefined>;
}
