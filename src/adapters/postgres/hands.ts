import type { ConnectionId } from '../../domain/connection/connection.ts';

/** How many lanes this process works at once, in all and of each connection. */
export interface Hands {
  take(connection: ConnectionId): void;
  free(connection: ConnectionId): void;
  /** How many are at work. */
  busy(): number;
  /** So many lanes may be taken, whosoever they are, if they are of none of the connections that have all they may have. */
  room(): { readonly most: number; readonly except: readonly ConnectionId[] };
}

export function createHands(inFlight: number, perConnection: number): Hands {
  const busyOf = new Map<ConnectionId, number>();
  let busy = 0;
  return {
    take(connection) {
      busy += 1;
      busyOf.set(connection, (busyOf.get(connection) ?? 0) + 1);
    },
    free(connection) {
      busy -= 1;
      const others = (busyOf.get(connection) ?? 0) - 1;
      if (others > 0) busyOf.set(connection, others);
      else busyOf.delete(connection);
    },
    busy: () => busy,
    room() {
      const full = [...busyOf].filter(([, count]) => count >= perConnection).map(([connection]) => connection);
      const rooms = [...busyOf.values()].filter((count) => count < perConnection).map((count) => perConnection - count);
      return { most: Math.min(inFlight - busy, perConnection, ...rooms), except: full };
    },
  };
}
